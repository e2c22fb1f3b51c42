"""Beside the decision: to take one's approval back, to let a colleague approve instead, to remind those who are to."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from governance.forms.approval import DelegateForm
from governance.forms.review import ReasonForm
from governance.lifecycle import State
from governance.models import DocumentVersion
from governance.presenting.approval import ApprovalShown
from governance.rounds import deciding
from governance.services import approvals as acts
from governance.services.notifications import REMINDABLE, reminded_today, to_be_reminded
from governance.services.notifications import remind as send_reminder
from governance.services.rounds import refuse_not_seated
from governance.views.working import MOVED, address, follows, moved_on, open_version
from organisations.models import User
from organisations.permissions import Can
from organisations.views.acting import answer, fitted, posted


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@follows
def take_back(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Takes the person's own approval back, as long as the version waits for others."""
    person, version = open_version(request, reference, number, Can.APPROVE)
    if version.state != State.IN_REVIEW:
        return moved_on(request, version)
    mine = ApprovalShown(deciding(version), person).mine
    if mine is None:
        return redirect(address("review", version))
    form = ReasonForm.asking(
        posted(request),
        label=_("Why do you take it back?"),
        help_text=_("The author and the other approvers read it in the history."),
        required=_("Say why you take your approval back."),
    )
    if form.is_valid() and fitted(form, lambda: acts.take_back(version, by=person, **form.cleaned_data)):
        messages.success(request, _("Your approval is taken back. The version waits for you again."))
        return redirect(address("review", version))
    context: dict[str, object] = {"version": version, "document": version.document, "approval": mine}
    return answer(request, "governance/approval_take_back.html", context, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@follows
def delegate(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Lets a colleague give this person's approval until a day, or ends that."""
    person, version = open_version(request, reference, number, Can.APPROVE)
    if version.state != State.IN_REVIEW:
        return moved_on(request, version)
    shown = ApprovalShown(deciding(version), person)
    if request.method == "POST" and "end" in request.POST:
        return _end(request, version, person, shown)
    refuse_not_seated(shown.now, person)
    form = DelegateForm(posted(request), people=_colleagues(shown))
    if form.is_valid() and fitted(form, lambda: acts.delegate(version, by=person, **form.cleaned_data)):
        named = {"who": form.cleaned_data["to"], "day": date_format(form.cleaned_data["until"], "j F Y")}
        messages.success(request, _("%(who)s can approve for you until %(day)s.") % named)
        return redirect(address("review", version))
    context: dict[str, object] = {
        "version": version,
        "document": version.document,
        "given": shown.my_delegation,
        "has_colleagues": bool(_colleagues(shown)),
    }
    return answer(request, "governance/approval_delegate.html", context, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@follows
def remind(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Tells those whom the version waits for once more, at most once a day."""
    person, version = open_version(request, reference, number, Can.SUBMIT, with_sections=False)
    if version.state not in REMINDABLE:
        return moved_on(request, version)
    form = Form(posted(request))
    people = to_be_reminded(version, person)
    if people and form.is_valid() and fitted(form, lambda: send_reminder(version, by=person)):
        told = ngettext("%(number)d person is reminded.", "%(number)d people are reminded.", len(people))
        messages.success(request, told % {"number": len(people)})
        return redirect("governance:work")
    context: dict[str, object] = {
        "version": version,
        "document": version.document,
        "people": people,
        "told_today": reminded_today(version),
    }
    if form.is_bound and not people:
        return render(request, "governance/approval_remind.html", {**context, "form": form}, status=MOVED)
    return answer(request, "governance/approval_remind.html", context, form)


def _colleagues(shown: ApprovalShown) -> list[User]:
    """Who may approve the document, and has neither sent this version nor approved it."""
    out = {shown.person.pk, shown.now.round.row.submitted_by_id, *shown.now.spent}
    return [user for key, user in shown.now.bench.people.items() if key not in out]


def _end(request: HttpRequest, version: DocumentVersion, person: User, shown: ApprovalShown) -> HttpResponse:
    """Sent twice, it has ended already."""
    if shown.my_delegation is not None:
        acts.end_delegation(version, by=person)
        messages.success(request, _("Only you can give your approval again."))
    return redirect(address("review", version))
