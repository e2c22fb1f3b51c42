"""When the agreements that an organisation leads leave the public register."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisations.permissions import Can, register_keeper
from organisations.views.acting import answer, fitted, posted
from organisations.views.fetch import visit
from protocols.forms.removal_rule import AFTER, AS_THE_REGISTER, KEPT, RemovalRuleForm
from protocols.models import RemovalRule
from protocols.models.removal_rule import NEVER
from protocols.services import removal_rules as acts


@require_http_methods(["GET", "HEAD", "POST"])
def removal_rule(request: HttpRequest, code: str) -> HttpResponse:
    person, organisation = visit(request, code, Can.MANAGE_ORGANISATION)
    keeps = register_keeper() == organisation
    rule = RemovalRule.objects.filter(organisation=organisation).first()
    form = RemovalRuleForm(
        posted(request),
        keeps=keeps,
        of_keeper=NEVER if keeps else acts.months_of_keeper(),
        initial=_initial(rule, keeps=keeps),
    )
    if form.is_valid() and fitted(
        form, lambda: acts.set_removal_rule(organisation, by=person, months=form.rule)
    ):
        messages.success(request, _("The rule is saved, and counts from now on."))
        return redirect("organisations:settings", organisation.code)
    context: dict[str, object] = {"organisation": organisation, "keeps": keeps}
    return answer(request, "protocols/removal_rule.html", context, form)


def _initial(rule: RemovalRule | None, *, keeps: bool) -> dict[str, object]:
    if rule is None:
        return {"way": KEPT if keeps else AS_THE_REGISTER}
    return {"way": AFTER, "months": rule.months} if rule.months else {"way": KEPT}
