"""The life of an agreement in force: who joins, leaves, pauses, and when it ends. Each is a statement that is kept."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from audit.errors import InvalidMove
from governance.forms.review import ReasonForm
from governance.lifecycle import State
from governance.models import Document, DocumentVersion
from organisations import proving
from organisations.models import Organisation, User
from organisations.permissions import Can, can, require
from organisations.views.acting import answer, fitted, posted
from protocols.forms.life import AdmitForm, DisposalForm, LeaveForm, ProvenForm, SuspendForm, TerminateForm
from protocols.given import Given, Proof
from protocols.models import Statement
from protocols.services import accession, leaving, suspension, termination
from protocols.statements import DECLARATIONS, SIGNING, Kind, Strength
from protocols.views.signing_fetch import moved

SHOWN = frozenset(Kind) - SIGNING - {Kind.REFUSAL, Kind.CHANGES_REQUESTED, Kind.WITHDRAWAL} | {Kind.ACCESSION}


class Held(NamedTuple):
    """An agreement in force, as somebody of a party meets it. `bodies`: who takes part, the lead first."""

    person: User
    version: DocumentVersion
    bodies: list[Organisation]

    @property
    def document(self) -> Document:
        return self.version.document

    @property
    def lead(self) -> Organisation:
        return self.version.organisation


def held(request: HttpRequest, reference: str) -> Held:
    """404 unless it is in force and the person belongs to the lead or to a party."""
    person = request.user
    if not isinstance(person, User):
        raise Http404
    mine = DocumentVersion.objects.visible_to(person).filter(
        document__reference=reference.upper(), state=State.PUBLISHED
    )
    version = mine.for_list().newest_first().first()
    if version is None or not version.document.kind_model.is_agreement:
        raise Http404
    parts = version.document.participants.select_related("organisation").order_by("organisation__name")
    bodies = [version.organisation, *(part.organisation for part in parts)]
    if not any(can(person, Can.READ_INTERNAL, body) for body in bodies):
        raise Http404
    return Held(person, version, bodies)


def _with_right(at: Held, right: Can, body: Organisation) -> None:
    if not can(at.person, right, body):
        require(at.person, right, body)


def _back(at: Held) -> HttpResponse:
    return redirect("protocols:agreement-life", at.document.reference)


@require_safe
def life(request: HttpRequest, reference: str) -> HttpResponse:
    """All that was stated since it was signed, and what can be stated next."""
    at = held(request, reference)
    said = Statement.objects.of_agreement(at.document).filter(kind__in=SHOWN)
    statements = list(said.select_related("organisation", "concerns", "about"))
    answered = {each.about_id for each in statements}
    context = {
        "at": at,
        "document": at.document,
        "version": at.version,
        "lines": [_line(at, each, is_answered=each.pk in answered) for each in reversed(statements)],
        "leads": can(at.person, Can.PUBLISH, at.lead),
        "may_end": can(at.person, Can.WITHDRAW, at.lead),
        "signs": [body for body in at.bodies if can(at.person, Can.SIGN, body)],
        "today": timezone.localdate(),
    }
    return render(request, "protocols/life.html", context)


def _line(at: Held, said: Statement, *, is_answered: bool) -> dict[str, object]:
    lifts = Can.PUBLISH if said.organisation == at.lead else Can.SIGN
    return {
        "said": said,
        "may_lift": said.kind == Kind.SUSPENSION
        and not is_answered
        and can(at.person, lifts, said.organisation),
        "may_declare": said.kind == Kind.LEAVING
        and not is_answered
        and can(at.person, Can.SIGN, said.organisation),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def admit(request: HttpRequest, reference: str) -> HttpResponse:
    """The lead approves that an organisation joins; it is a party once it has signed."""
    at = held(request, reference)
    _with_right(at, Can.PUBLISH, at.lead)
    form = AdmitForm(posted(request))
    try:
        if form.is_valid() and fitted(
            form, lambda: accession.admit(at.version, by=at.person, **form.cleaned_data)
        ):
            body = form.cleaned_data["organisation"].name
            messages.success(request, _("%(body)s can sign now. It is a party once it has.") % {"body": body})
            return _back(at)
    except InvalidMove as refused:
        return moved(request, at.version, refused, in_life=True)
    return _form(request, at, form, "admit")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suspend(request: HttpRequest, reference: str) -> HttpResponse:
    """Stops the regular sharing for a time: the lead for all or one, an organisation for itself."""
    at = held(request, reference)
    leads = can(at.person, Can.PUBLISH, at.lead)
    mine = [body for body in at.bodies if leads or can(at.person, Can.SIGN, body)]
    if not mine:
        require(at.person, Can.PUBLISH, at.lead)
    choices = [("", _("All parties"))] if leads else []
    choices += [(body.code, body.name) for body in mine]
    form = SuspendForm(posted(request), parties=choices)
    try:
        if form.is_valid() and fitted(
            form,
            lambda: suspension.suspend(
                at.version,
                by=at.person,
                organisation=next((b for b in mine if b.code == form.cleaned_data["whom"]), None),
                suspended_on=form.cleaned_data["suspended_on"],
                reason=form.cleaned_data["reason"],
            ),
        ):
            messages.success(request, _("It is suspended. Sharing case by case goes on."))
            return _back(at)
    except InvalidMove as refused:
        return moved(request, at.version, refused, in_life=True)
    return _form(request, at, form, "suspend")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: HttpRequest, reference: str, key: UUID) -> HttpResponse:
    """Lets the regular sharing go on."""
    at = held(request, reference)
    said = _said(at, key, Kind.SUSPENSION)
    _with_right(at, Can.PUBLISH if said.organisation == at.lead else Can.SIGN, said.organisation)
    form = ReasonForm.asking(
        posted(request),
        label=_("Why can it go on?"),
        help_text=_("The parties read it."),
        required=_("Say why it can go on. The parties read it."),
    )
    try:
        if form.is_valid() and fitted(form, lambda: suspension.lift(said, by=at.person, **form.cleaned_data)):
            messages.success(request, _("The suspension is lifted."))
            return _back(at)
    except InvalidMove as refused:
        return moved(request, at.version, refused, in_life=True)
    return _form(request, at, form, "lift")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def terminate(request: HttpRequest, reference: str) -> HttpResponse:
    """The lead ends it between all."""
    at = held(request, reference)
    _with_right(at, Can.WITHDRAW, at.lead)
    form = TerminateForm(posted(request))
    try:
        if form.is_valid() and fitted(
            form, lambda: termination.terminate(at.version, by=at.person, **form.cleaned_data)
        ):
            messages.success(
                request, _("The agreement is terminated. It is kept, and so is all that was signed.")
            )
            return _back(at)
    except InvalidMove as refused:
        return moved(request, at.version, refused, in_life=True)
    return _form(request, at, form, "terminate")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, reference: str, code: str) -> HttpResponse:
    """An organisation gives notice that it leaves."""
    at = held(request, reference)
    body = next((body for body in at.bodies if body.code == code.upper()), None)
    if body is None or not can(at.person, Can.READ_INTERNAL, body):
        raise Http404
    _with_right(at, Can.SIGN, body)
    form = _proven(request, at, LeaveForm, Kind.LEAVING)
    given = _given(request, form, Kind.LEAVING)
    try:
        if given is not None and fitted(
            form,
            lambda: leaving.give_notice(
                at.version,
                by=at.person,
                organisation=body,
                leaves_on=form.cleaned_data["leaves_on"],
                reason=form.cleaned_data["reason"],
                given=given,
            ),
        ):
            messages.success(request, _("The notice is given. The other parties are told."))
            return _back(at)
    except InvalidMove as refused:
        return moved(request, at.version, refused, in_life=True)
    return _form(request, at, form, "leave", body)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def disposal(request: HttpRequest, reference: str, key: UUID) -> HttpResponse:
    """Who leaves states what became of the information that it received."""
    at = held(request, reference)
    notice = _said(at, key, Kind.LEAVING)
    _with_right(at, Can.SIGN, notice.organisation)
    form = _proven(request, at, DisposalForm, Kind.DISPOSAL)
    given = _given(request, form, Kind.DISPOSAL)
    try:
        if given is not None and fitted(
            form,
            lambda: leaving.declare_disposal(
                notice, by=at.person, text=form.cleaned_data["text"], given=given
            ),
        ):
            messages.success(request, _("The declaration is kept. The other parties can read it."))
            return _back(at)
    except InvalidMove as refused:
        return moved(request, at.version, refused, in_life=True)
    return _form(request, at, form, "disposal", notice.organisation)


def _said(at: Held, key: UUID, kind: Kind) -> Statement:
    said = Statement.objects.of_agreement(at.document).filter(kind=kind)
    return get_object_or_404(said.select_related("organisation", "version__document__organisation"), pk=key)


def _proven(request: HttpRequest, at: Held, form: type[ProvenForm], kind: Kind) -> ProvenForm:
    asks = proving.proven_at(request) is None
    first = {"name": str(at.person)}
    return form(posted(request), declaration=str(DECLARATIONS[kind]), asks_password=asks, initial=first)


def _given(request: HttpRequest, form: ProvenForm, kind: Kind) -> Given | None:
    """What was given with the statement; None where the form is to be shown again."""
    if not form.is_bound:
        return None
    is_filled = form.is_valid()
    password = form.cleaned_data.get("password")
    at = proving.proven_at(request)
    if password:
        try:
            at = proving.prove(request, password)
        except ValidationError as error:
            form.add_error("password", error)
            return None
        del form.fields["password"]
    if at is None or not is_filled:
        return None
    said = form.cleaned_data
    return Given(said["name"], said["post"], str(DECLARATIONS[kind]), Proof(Strength.PASSWORD, at))


def _words(what: str, body: Organisation | None) -> tuple[str, str, str]:
    named = {"body": body.name if body else ""}
    match what:
        case "admit":
            return (
                _("Let an organisation join"),
                _("You approve it for the parties. It is a party once it has signed this version."),
                _("Let it join"),
            )
        case "suspend":
            return (
                _("Suspend the agreement"),
                _("Regular sharing stops until you lift it. Sharing case by case goes on."),
                _("Suspend it"),
            )
        case "lift":
            return (_("Lift a suspension"), _("Regular sharing goes on from today."), _("Lift it"))
        case "terminate":
            return (
                _("Terminate the agreement"),
                _("It ends between all parties. Sharing case by case goes on."),
                _("Terminate it"),
            )
        case "leave":
            return (
                _("Leave the agreement"),
                _("For %(body)s. What was received stays under the terms of the agreement.") % named,
                _("Give notice"),
            )
    return (
        _("Declare what became of the information"),
        _("For %(body)s. The other parties can read it.") % named,
        _("Declare it"),
    )


def _form(
    request: HttpRequest, at: Held, form: AdmitForm | SuspendForm | ProvenForm | TerminateForm | ReasonForm,
    what: str, body: Organisation | None = None,
) -> HttpResponse:  # fmt: skip
    title, text, button = _words(what, body)
    context: dict[str, object] = {
        "at": at,
        "document": at.document,
        "version": at.version,
        "title": title,
        "text": text,
        "button": button,
        "warning": what in ("suspend", "terminate", "leave"),
    }
    return answer(request, "protocols/life_form.html", context, form)
