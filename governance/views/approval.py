from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from governance import attached, registry
from governance.approving import ANYONE
from governance.errors import NotAsked, OwnWork
from governance.forms.review import APPROVE, DecisionForm, ReasonForm, SubmitForm
from governance.lifecycle import State
from governance.models import DocumentVersion
from governance.presenting.approval import ApprovalShown
from governance.presenting.comments import summary
from governance.presenting.grading import proposal_for
from governance.presenting.redline import redline
from governance.presenting.rows import parts_and_schedules
from governance.presenting.rules import rule_in_words
from governance.presenting.steps import needs_signatures, opening_page
from governance.presenting.text import frozen_texts_of
from governance.references import resolved
from governance.rounds import bench_of, deciding
from governance.services import review as acts
from governance.services.rounds import plan_for
from governance.views import outlining
from governance.views.working import (
    address,
    follows,
    moved_on,
    open_beside,
    open_version,
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
    text = version.text()
    context: dict[str, object] = {
        "version": version,
        "document": version.document,
        "unsaved": _unsaved(version, person),
        "score": outlining.score(version, text),
        "proposal": proposal_for(version, text),
        "waiver": version.organisation.four_eyes_waiver,
        **_who_approves(version, person),
    }
    return answer(request, "governance/submit.html", context, form)


def _who_approves(version: DocumentVersion, person: User) -> dict[str, object]:
    """The rule that holds for the version, in words, and those who could approve under it."""
    today, plan = timezone.localdate(), plan_for(version.document)
    bench = bench_of(version.organisation, plan, today, version.document)
    names = {str(key): str(user) for key, user in bench.people.items()}
    rule = rule_in_words(plan, bench, names, today)
    people = {
        each.pk: each
        for step in rule.steps
        for each in (*step.people, *step.deputies)
        if each.pk != person.pk
    }
    return {"rule": rule, "has_rule": plan != ANYONE, "approvers": list(people.values())}


def _unsaved(version: DocumentVersion, person: User) -> list[str]:
    keys = outlining.unsaved_texts(version, person).sections
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
    """What changed, what the checks say, who has approved, then the decision: approve, or ask for changes."""
    (person, version), against = open_beside(request, reference, number, Can.APPROVE)
    if version.state != State.IN_REVIEW:
        if repeated(request, version, State.APPROVED, version.approved_by):
            return redirect(version)
        return moved_on(request, version)
    shown = ApprovalShown(deciding(version), person)
    typed = posted(request)
    if typed is not None and typed.get("decision") == APPROVE and shown.mine:
        messages.info(request, _("You approved this version already. Nothing was changed."))
        return redirect(address("review", version))
    form = DecisionForm(typed, initial={"lock": version.lock}, capacities=shown.capacities)
    if form.is_valid() and _is_what_was_read(form, version) and _decided(form, version, person, shown):
        return _after(request, form, version, person)
    own, waiver = version.submitted_by_id == person.pk, version.organisation.four_eyes_waiver
    frozen = frozen_texts_of([version, against] if against else [version])
    text = resolved(frozen[version.pk])
    before = resolved(frozen[against.pk]) if against else None
    sends = can(person, Can.SUBMIT, version.organisation)
    context: dict[str, object] = {
        "version": version,
        "document": version.document,
        "against": against,
        "changes": redline(before, text, registry.row_sets(version.document.kind)) if before else None,
        "parts": [] if before else parts_and_schedules(text, version.document.kind_model),
        "files": text.attachments,
        "file_changes": attached.changes(before.attachments, text.attachments) if before else [],
        "score": outlining.score(version, frozen[version.pk]),
        "proposal": proposal_for(version, frozen[version.pk]),
        "own": own,
        "waiver": waiver if own else "",
        "may_decide": not own or bool(waiver),
        "is_signed_next": needs_signatures(version),
        "may_approve": bool(shown.options),
        "may_recall": sends,
        "may_remind": sends and bool(shown.approvers),
        "approval": shown,
        "approvers": shown.approvers,
        "menders": shown.now.bench.keepers if shown.stuck else [],
        "comments": summary(version, person, text.sections),
    }
    return answer(request, "governance/review.html", context, form)


def _is_what_was_read(form: DecisionForm, version: DocumentVersion) -> bool:
    """Refuses a decision about a text that was taken back, changed and sent again since it was shown."""
    if form.cleaned_data["lock"] == version.lock:
        return True
    form.add_error(
        None, _("The text was changed and sent again since you opened it. Read it again, then decide.")
    )
    put(form, "lock", version.lock)
    return False


def _decided(form: DecisionForm, version: DocumentVersion, person: User, shown: ApprovalShown) -> bool:
    wanted = form.cleaned_data
    if form.approves:
        words = {name: wanted.get(name, "") for name in ("note", "forum", "capacity")}
        try:
            return fitted(form, lambda: acts.approve(version, by=person, **words))
        except (OwnWork, NotAsked) as refused:
            raise type(refused)(_who_can(refused, shown)) from refused
    return fitted(form, lambda: acts.send_back(version, by=person, reason=wanted["reason"]))


def _who_can(refused: OwnWork | NotAsked, shown: ApprovalShown) -> str:
    """The refusal with the people who may do it."""
    names = ", ".join(str(other) for other in shown.approvers)
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
    version.refresh_from_db(fields=["state"])
    if version.state == State.IN_REVIEW:
        messages.success(request, _("Your approval is recorded. The version still waits for others."))
        return redirect(address("review", version))
    if can(person, Can.PUBLISH, version.organisation) and needs_signatures(version):
        messages.success(request, _("Approved. Now open it for signature."))
        return redirect(opening_page(version))
    if can(person, Can.PUBLISH, version.organisation):
        messages.success(request, _("Approved. Now say when it takes effect."))
        return redirect(address("publish", version))
    messages.success(request, _("Approved. Your colleagues can publish it now."))
    return redirect(version)
