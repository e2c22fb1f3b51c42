"""The law that an organisation has added to what its agreements can name."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from governance.views.working import MOVED, put
from organisations.permissions import Can, can, register_keeper
from organisations.views.acting import add_errors, answer, fitted, posted
from organisations.views.fetch import visit
from protocols.forms.added_law import AddedLawForm, EndLawForm
from protocols.models import AddedLaw
from protocols.services import added_law as acts
from protocols.services.drafting import StaleRow

LIST = "protocols:added-law"


@require_safe
def overview(request: HttpRequest, code: str) -> HttpResponse:
    person, organisation = visit(request, code)
    today = timezone.localdate()
    laws = AddedLaw.objects.filter(organisation=organisation).in_order()
    context = {
        "organisation": organisation,
        "lines": [{"law": law, "holds": law.holds(today)} for law in laws],
        "keeps": register_keeper() == organisation,
        "may_change": can(person, Can.MANAGE_ORGANISATION, organisation),
        "today": today,
    }
    return render(request, "protocols/added_law.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """A form sent twice adds one."""
    person, organisation = visit(request, code, Can.MANAGE_ORGANISATION)
    form = AddedLawForm.of(None, posted(request))
    if form.is_valid() and fitted(
        form,
        lambda: acts.add_law(
            organisation,
            by=person,
            group=form.cleaned_data["group"],
            fields=form.typed,
            pk=form.cleaned_data["once"],
        ),
    ):
        messages.success(request, _("It is added. Drafts can name it from now on."))
        return redirect(LIST, organisation.code)
    return answer(request, "protocols/added_law_form.html", {"organisation": organisation}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """What somebody else saved in between is never overwritten without a word."""
    person, organisation = visit(request, code, Can.MANAGE_ORGANISATION)
    law = get_object_or_404(AddedLaw, organisation=organisation, pk=key)
    law.organisation = organisation
    form = AddedLawForm.of(law, posted(request), seen=acts.stamp_of(law))
    context: dict[str, object] = {"organisation": organisation, "law": law}
    if not form.is_valid():
        return answer(request, "protocols/added_law_form.html", context, form)
    try:
        acts.change_law(law, by=person, fields=form.typed, seen=form.cleaned_data["seen"])
    except StaleRow as stale:
        put(form, "seen", acts.stamp_of(law))
        words = {"refused": stale.messages[0], "law": stale.theirs}
        sentence = _("%(refused)s It says now: “%(law)s”. Save again to put yours in its place.")
        form.add_error(None, sentence % words)
        return render(request, "protocols/added_law_form.html", {**context, "form": form}, status=MOVED)
    except ValidationError as refused:
        add_errors(form, refused)
        return answer(request, "protocols/added_law_form.html", context, form)
    messages.success(request, _("It is saved. What was frozen keeps the words that it has."))
    return redirect(LIST, organisation.code)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    person, organisation = visit(request, code, Can.MANAGE_ORGANISATION)
    law = get_object_or_404(AddedLaw, organisation=organisation, pk=key)
    law.organisation = organisation
    form = EndLawForm(posted(request), initial={"on": law.in_force_to or timezone.localdate()})
    if form.is_valid() and fitted(form, lambda: acts.end_law(law, by=person, on=form.cleaned_data["on"])):
        messages.success(request, _("Its last day is saved. Agreements that name it keep it."))
        return redirect(LIST, organisation.code)
    context: dict[str, object] = {"organisation": organisation, "law": law}
    return answer(request, "protocols/added_law_end.html", context, form)
