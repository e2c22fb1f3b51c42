"""Who must approve: the rules of an organisation, kept by its administrator."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from governance import registry
from governance.approving import ANYONE, MOST_STEPS, Plan, Seat, Step, Way
from governance.forms.approval import RuleForm
from governance.models import ApprovalRule
from governance.presenting.rules import RuleInWords, rule_in_words
from governance.rounds import Bench, bench_of
from governance.services.approval_rules import check_plan, remove_rule, set_rule
from organisations.models import Office, Organisation, User
from organisations.permissions import Can, can
from organisations.views.acting import answer, done, fitted, posted
from organisations.views.fetch import visit

ALL = "all"  # in an address: the rule for all kinds without one of their own
EVERY_OFFICE = Plan((Step(tuple(Seat(Way.OFFICE, office.value) for office in Office)),))


@require_safe
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """Each rule in plain English, and whom it means today."""
    person, organisation = visit(request, code)
    today = timezone.localdate()
    bench = bench_of(organisation, EVERY_OFFICE, today)
    rules = {rule.kind: rule for rule in ApprovalRule.objects.filter(organisation=organisation)}
    names = _names(organisation, [rule.plan for rule in rules.values()], bench)
    kinds = {kind.key: str(kind.label) for kind in registry.policy_kinds()}
    shown = [
        {"key": key or ALL, "label": label, "is_set": key in rules,
         "rule": _words(rules.get(key), bench, names, today)}
        for key, label in {"": _("All documents"), **kinds}.items()
        if not key or key in rules
    ]  # fmt: skip
    context = {
        "organisation": organisation,
        "rules": shown,
        "others": [(key, label) for key, label in kinds.items() if key not in rules],
        "may_change": can(person, Can.MANAGE_ORGANISATION, organisation),
    }
    return render(request, "governance/approval_rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """One rule: its steps, a preview in plain English, and a warning where nobody could meet it today."""
    person, organisation = visit(request, code, Can.MANAGE_ORGANISATION)
    label = _label(kind)
    key = "" if kind == ALL else kind
    today = timezone.localdate()
    bench = bench_of(organisation, EVERY_OFFICE, today)
    rule = ApprovalRule.objects.filter(organisation=organisation, kind=key).first()
    if request.method == "POST" and "remove" in request.POST:
        return _remove(person, organisation, rule, request)
    form = _form(request, rule, bench)
    preview: RuleInWords | None = None
    if form.is_valid() and fitted(form, lambda: check_plan(organisation, form.plan)):
        preview = rule_in_words(form.plan, bench, _names(organisation, [form.plan], bench), today)
        wanted = "save" in request.POST and _may_be_saved(form, preview)
        if wanted and done(form, lambda: set_rule(organisation, by=person, plan=form.plan, kind=key)):
            messages.success(
                request, _("The rule is saved. It holds for versions that are sent from now on.")
            )
            return redirect("governance:approval-rules", code)
    context: dict[str, object] = {
        "organisation": organisation,
        "label": label,
        "rule": rule,
        "preview": preview,
        "may_add": form.count < MOST_STEPS,
    }
    return answer(request, "governance/approval_rule.html", context, form)


def _label(kind: str) -> str:
    """404 for a kind that there is not."""
    kinds = {each.key: str(each.label) for each in registry.policy_kinds()}
    if kind != ALL and kind not in kinds:
        raise Http404
    return _("All documents") if kind == ALL else kinds[kind]


def _form(request: HttpRequest, rule: ApprovalRule | None, bench: Bench) -> RuleForm:
    """With as many steps as were shown, and one more where that was asked for."""
    data = posted(request)
    plan = rule.plan if rule else Plan(())
    count = max(len(plan.steps), 1)
    if data is not None:
        count = sum(f"needed_{number}" in data for number in range(1, MOST_STEPS + 1)) + ("add" in data)
    named = {str(key): user for key, user in bench.people.items()}
    gone = User.objects.filter(pk__in=plan.people - named.keys())  # an empty set asks nothing
    return RuleForm(data, people=[*bench.people.values(), *gone], plan=plan, count=count)


def _may_be_saved(form: RuleForm, preview: RuleInWords) -> bool:
    if preview.can_be_met or form.cleaned_data["confirmed"]:
        return True
    form.add_error(
        "confirmed",
        _("Nobody could approve under this rule today. Change it, or tick this to save it all the same."),
    )
    return False


def _remove(
    person: User, organisation: Organisation, rule: ApprovalRule | None, request: HttpRequest
) -> HttpResponse:
    if rule is not None:
        remove_rule(organisation, by=person, kind=rule.kind)
        messages.success(request, _("The rule is removed."))
    return redirect("governance:approval-rules", organisation.code)


def _names(organisation: Organisation, plans: list[Plan], bench: Bench) -> dict[str, str]:
    """Of the people whom the rules name, those who left included."""
    known = {str(key): str(user) for key, user in bench.people.items()}
    gone = frozenset().union(*(plan.people for plan in plans)) - known.keys()
    return known | {str(user.pk): str(user) for user in User.objects.filter(pk__in=gone)}


def _words(rule: ApprovalRule | None, bench: Bench, names: dict[str, str], on: date) -> RuleInWords:
    return rule_in_words(rule.plan if rule else ANYONE, bench, names, on)
