from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from governance import attached
from governance.errors import OwnWork
from governance.forms.review import DecisionForm, ReasonForm, SubmitForm
from governance.lifecycle import State
from governance.models import DocumentVersion
from governance.presenting.redline import redline
from governance.presenting.text import text_of
from governance.services import review as acts
from governance.views import outlining
from governance.views.working import (
    address,
    follows,
    moved_on,
    open_version,
    people_who,
    put,
    repeated,
    to_draft,
)
from organisations.models import User
from organisations.permissions import Can, can
from organisations.views.acting import answer, fitted, posted


@require_http_methods(["GET", "HEAD", "POST"])
@follows
def submit(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Freezes the draft and sends it for review."""
    person, version = open_version(request, reference, number, Can.SUBMIT)
    if not version.is_draft:
        if repeated(request, version, State.IN_REVIEW, version.submitted_by):
            return redirect(version)
        return moved_on(request, version)
    typed = posted(request)
    form = SubmitForm(typed, initial={"change_summary": version.change_summary})
    if form.is_valid() and fitted(form, lambda: acts.submit(version, by=person, **form.cleaned_data)):
        messages.success(
            request,
            _("Version %(number)s is sent for review. Its text is frozen until it comes back.")
            % {"number": version.number},
        )
        return redirect(version)
    context: dict[str, object] = {
        "version": version,
        "document": version.document,
        "unsaved": _unsaved(version, person),
        "score": outlining.score(version),
        "approvers": people_who(Can.APPROVE, version.organisation, but=person),
        "waiver": version.organisation.four_eyes_waiver,
    }
    return answer(request, "governance/submit.html", context, form)


def _unsaved(version: DocumentVersion, person: User) -> list[str]:
    keys = outlining.unsaved_sections(version, person)
    return [section.heading for section in version.sections.all() if section.pk in keys]


@require_http_methods(["GET", "HEAD", "POST"])
@follows
def recall(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Takes a version back from review."""
    person, version = open_version(request, reference, number, Can.SUBMIT)
    if version.state not in (State.IN_REVIEW, State.APPROVED):
        return (
            to_draft(version) if request.method == "POST" and version.is_draft else moved_on(request, version)
        )
    form = ReasonForm.asking(
        posted(request),
        label=_("Why do you take it back?"),
        help_text=_("The approvers read it in the history."),
        required=_("Say why you take it back."),
    )
    if form.is_valid() and fitted(form, lambda: acts.recall(version, by=person, **form.cleaned_data)):
        messages.success(request, _("The version is a draft again. You can change its text."))
        return to_draft(version)
    return answer(request, "governance/recall.html", {"version": version, "document": version.document}, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@follows
def review(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """What changed, what the checks say, then the decision: approve, or ask for changes."""
    person, version = open_version(request, reference, number, Can.APPROVE)
    if version.state != State.IN_REVIEW:
        if repeated(request, version, State.APPROVED, version.approved_by):
            return redirect(version)
        return moved_on(request, version)
    typed = posted(request)
    form = DecisionForm(typed, initial={"lock": version.lock})
    own, waiver = version.submitted_by_id == person.pk, version.organisation.four_eyes_waiver
    if form.is_valid() and _is_what_was_read(form, version) and _decided(form, version, person):
        return _after(request, form, version, person)
    against = _against(version, timezone.localdate())
    files = text_of(version).attachments
    context: dict[str, object] = {
        "version": version,
        "document": version.document,
        "against": against,
        "changes": redline(against.text(), version.text()) if against else None,
        "files": files,
        "file_changes": attached.changes(text_of(against).attachments, files) if against else [],
        "score": outlining.score(version),
        "own": own,
        "waiver": waiver if own else "",
        "may_decide": not own or bool(waiver),
        "approvers": people_who(Can.APPROVE, version.organisation, but=person) if own else [],
        "waiting": (timezone.localdate() - timezone.localdate(version.submitted_at)).days,
    }
    return answer(request, "governance/review.html", context, form)


def _against(version: DocumentVersion, on: date) -> DocumentVersion | None:
    """The version in force, or where there is none the one that the text was taken from."""
    others = version.document.versions.exclude(pk=version.pk).filter(language=version.language).for_page()
    in_force = others.in_force(on).first()
    return in_force or (others.filter(pk=version.based_on_id).first() if version.based_on_id else None)


def _is_what_was_read(form: DecisionForm, version: DocumentVersion) -> bool:
    """Refuses a decision about a text that was taken back, changed and sent again since it was shown."""
    if form.cleaned_data["lock"] == version.lock:
        return True
    form.add_error(
        None, _("The text was changed and sent again since you opened it. Read it again, then decide.")
    )
    put(form, "lock", version.lock)
    return False


def _decided(form: DecisionForm, version: DocumentVersion, person: User) -> bool:
    wanted = form.cleaned_data
    if form.approves:
        try:
            return fitted(
                form, lambda: acts.approve(version, by=person, note=wanted["note"], forum=wanted["forum"])
            )
        except OwnWork as refused:
            raise OwnWork(_who_can(refused, version, person)) from refused
    return fitted(form, lambda: acts.send_back(version, by=person, reason=wanted["reason"]))


def _who_can(refused: OwnWork, version: DocumentVersion, person: User) -> str:
    """The refusal with the people who may do it."""
    names = ", ".join(str(other) for other in people_who(Can.APPROVE, version.organisation, but=person))
    if names:
        return _("%(refused)s These people can: %(names)s.") % {"refused": refused, "names": names}
    return _(
        "%(refused)s Nobody else can yet: the organisation’s administrator can add a second person, or record why "
        "you may approve your own drafts."
    ) % {"refused": refused}


def _after(request: HttpRequest, form: DecisionForm, version: DocumentVersion, person: User) -> HttpResponse:
    if not form.approves:
        messages.success(request, _("You asked for changes. The author can work on the draft again."))
        return redirect(version)
    if can(person, Can.PUBLISH, version.organisation):
        messages.success(request, _("Approved. Now say when it takes effect."))
        return redirect(address("publish", version))
    messages.success(request, _("Approved. Your colleagues can publish it now."))
    return redirect(version)
