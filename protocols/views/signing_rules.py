"""Who must sign agreements for an organisation: its own rule, kept by its administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from governance import registry
from organisations.models import Office, Organisation, User
from organisations.permissions import Can, can
from organisations.views.acting import answer, fitted, posted
from organisations.views.fetch import visit
from protocols.forms.signing_rules import SigningRuleForm
from protocols.models import SigningRule
from protocols.presenting.signatures import post_in_words
from protocols.services import signing_rules as acts
from protocols.signers import Condition, Need, warning

RULES = "protocols:signing-rules"


@require_safe
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """Each line of the rule in words, with a warning where the data protection officer is asked to accept."""
    person, organisation = visit(request, code)
    kinds = {kind.key: str(kind.label) for kind in registry.agreement_kinds()}
    offices = {office.value: str(office.label) for office in Office}
    lines = [
        {
            "kind": kinds.get(rule.kind, str(_("All agreements"))),
            "condition": Condition(rule.condition).label,
            "posts": [post_in_words(post) for post in rule.line.posts],
            "needed": rule.needed,
            "warning": warning([Need(rule.line.posts)], offices),
            "query": f"kind={rule.kind}&condition={rule.condition}",
        }
        for rule in SigningRule.objects.filter(organisation=organisation)
    ]
    context = {
        "organisation": organisation,
        "lines": lines,
        "may_change": can(person, Can.MANAGE_ORGANISATION, organisation),
    }
    return render(request, "protocols/signing_rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Sets or removes one line: of the kind and the condition that the address names, or another."""
    person, organisation = visit(request, code, Can.MANAGE_ORGANISATION)
    asked = {name: request.GET.get(name, "") for name in ("kind", "condition")}
    rule = SigningRule.objects.filter(organisation=organisation, **asked).first()
    if request.method == "POST" and "remove" in request.POST:
        return _remove(request, person, organisation, rule)
    form = SigningRuleForm(posted(request), initial=_initial(asked, rule))
    if form.is_valid() and fitted(form, lambda: acts.set_rule(organisation, by=person, line=form.line)):
        messages.success(
            request, _("The rule is saved. It holds for what is opened for signature from now on.")
        )
        return redirect(RULES, code)
    context: dict[str, object] = {"organisation": organisation, "rule": rule}
    return answer(request, "protocols/signing_rule.html", context, form)


def _initial(asked: dict[str, str], rule: SigningRule | None) -> dict[str, object]:
    if rule is None:
        return dict(asked)
    posts = [f"{post.way}:{post.key}" for post in rule.line.posts]
    return {"kind": rule.kind, "condition": rule.condition, "posts": posts, "needed": str(rule.needed)}


def _remove(
    request: HttpRequest, person: User, organisation: Organisation, rule: SigningRule | None
) -> HttpResponse:
    """Sent twice, it is removed already."""
    if rule is not None:
        acts.remove_rule(organisation, by=person, kind=rule.kind, condition=rule.condition)
        messages.success(request, _("The rule is removed."))
    return redirect(RULES, organisation.code)
