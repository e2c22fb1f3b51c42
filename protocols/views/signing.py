"""Signing for an organisation, and the receipt of it."""

from __future__ import annotations

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from audit.errors import InvalidMove
from governance.lifecycle import State
from organisations import proving
from organisations.permissions import Can, can
from organisations.typed import Typed
from organisations.views.acting import add_errors, answer, posted
from protocols import shown
from protocols.forms.signing import SignForm
from protocols.given import Given, Proof
from protocols.models import RoundState, Signatory, Statement
from protocols.presenting.signatures import Seat, shown_round
from protocols.presenting.signing import changed_since_shown, page_of, place_of, since_signed
from protocols.presenting.wording import AgreementText
from protocols.services import signing as acts
from protocols.services.acceding import Beneath, beneath
from protocols.shown import NotShown
from protocols.standing import Standing
from protocols.statements import DECLARATIONS, SIGNING, Kind, Strength
from protocols.views.signing_fetch import (
    MOVED,
    NeverOpened,
    Seated,
    address,
    last_round,
    moved,
    reads_progress,
    reads_text,
    seats_of,
    table_for,
    version_for,
)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, reference: str, number: str, code: str) -> HttpResponse:
    """Shows all that is signed, and takes the signature of exactly that."""
    try:
        at = table_for(request, reference, number, code, Can.SIGN)
    except NeverOpened as never:
        return moved(request, never.version)
    declaration = str(DECLARATIONS[_kind(at.mine)])
    now = timezone.now()
    page = page_of(at.version)
    under = _beneath(at, page)
    form = SignForm(
        posted(request),
        declaration=f"{declaration} {under.sentence}" if under else declaration,
        asks_password=proving.proven_at(request) is None,
        initial={
            "name": str(at.person),
            "token": shown.token(_shown(at, under), now),
            "key": uuid4(),
            "round": at.row.number,
        },
    )
    if form.is_bound:
        refused = _signed(request, at, form, declaration)
        if refused is not None:
            return refused
    if at.row.state == RoundState.CANCELLED or at.version.state not in (State.FOR_SIGNATURE, State.PUBLISHED):
        return moved(request, at.version)
    if not form.is_bound and (late := acts.too_late(at.row, at.mine[0])):
        return moved(request, at.version, late)
    return _page(request, at, form, page)


def _beneath(at: Seated, page: AgreementText) -> Beneath | None:
    """The accord that the organisation joins by its signature. One query for a version that stands under one."""
    waiting = [each for each in at.mine if each.standing != Standing.SIGNED]
    under = beneath(page.terms.accord, at.organisation, waiting)
    return under if under is not None and under.joins else None


def _shown(at: Seated, under: Beneath | None) -> shown.Shown:
    return acts.what_is_shown(at.row, at.organisation, at.person, under.mark if under else "")


def _kind(mine: list[Signatory]) -> Kind:
    return Kind.ACCESSION if mine[0].is_joining else Kind.SIGNATURE


def _signed(request: HttpRequest, at: Seated, form: SignForm, declaration: str) -> HttpResponse | None:
    """The answer to a form that was filled in; None where it is to be shown again with what was refused."""
    is_filled = form.is_valid()  # a right password counts in any case, so that nobody types it twice
    proof = _proof(request, form)
    if proof is None or not is_filled:
        return None
    said = form.cleaned_data
    given = Given(said["name"], said["post"], declaration, proof, said["token"], said["key"])
    try:
        statement = acts.sign(at.version, by=at.person, organisation=at.organisation, given=given)
    except NotShown as error:
        return _changed(request, at, form, error)
    except ValidationError as error:
        if "conflict" in {each.code for each in getattr(error, "error_list", [])}:
            return moved(request, at.version, error.messages[0])
        add_errors(form, error)
        return None
    except InvalidMove as error:
        return moved(request, at.version, error)
    return redirect(_receipt(at, statement))


def _proof(request: HttpRequest, form: SignForm) -> Proof | None:
    """That it is the same person. The form stops asking once that is proven, and says so where it is not."""
    password = form.cleaned_data.get("password")
    if password:
        try:
            proven = proving.prove(request, password)
        except ValidationError as error:
            form.add_error("password", error)
            return None
        del form.fields["password"]
        return Proof(Strength.PASSWORD, proven)
    at = proving.proven_at(request)
    return Proof(Strength.PASSWORD, at) if at else None


def _receipt(at: Seated, statement: Statement) -> str:
    seat = next(each for each in at.signatories if each.pk == statement.signatory_id)
    return address("receipt", at.version, at.row.number, seat.position)


def _changed(request: HttpRequest, at: Seated, form: SignForm, error: NotShown) -> HttpResponse:
    """Nothing was recorded: the text is another one than was shown."""
    context = {
        "at": at,
        "version": at.version,
        "document": at.version.document,
        "sentence": error.messages[0],
        "changes": changed_since_shown(at.version, form.cleaned_data["round"]),
        "typed": [Typed(str(form.fields[name].label), form.cleaned_data[name]) for name in ("name", "post")],
    }
    return render(request, "protocols/signing_changed.html", context, status=MOVED)


def _page(request: HttpRequest, at: Seated, form: SignForm, page: AgreementText) -> HttpResponse:
    context: dict[str, object] = {
        "at": at,
        "page": page,
        "version": at.version,
        "document": at.version.document,
        "place": place_of(at.version, at.mine, at.person, at.organisation),
        "changed": since_signed(page, at.organisation),
        "round": shown_round(at.row, at.signatories),
        "is_open": at.row.is_open,
    }
    return answer(request, "protocols/sign.html", context, form)


@require_safe
def receipt(request: HttpRequest, reference: str, number: str, round: int, position: int) -> HttpResponse:
    """All that is kept of one signature, to be printed; for those who see who signs."""
    person, version = version_for(request, reference, number)
    row = get_object_or_404(version.signing_rounds.all(), number=round)
    row.version = version
    seats = seats_of(row)
    seat = next((each for each in seats if each.position == position), None)
    if seat is None or not reads_progress(person, version, seats):
        raise Http404
    said = Statement.objects.filter(signatory=seat, kind__in=SIGNING).select_related("organisation")
    statement = said.in_order().last()
    if statement is None:
        raise Http404
    about = Statement.objects.filter(about=statement).select_related("version__document").in_order()
    answers = {each.kind: each for each in about}
    withdrawn = answers.get(Kind.WITHDRAWAL)
    is_last = row.pk == last_round(version).pk
    context = {
        "version": version,
        "document": version.document,
        "row": row,
        "seat": Seat(seat, statement),
        "statement": statement,
        "withdrawn": withdrawn,
        "joined": answers.get(Kind.ACCESSION),
        "is_cancelled": row.state == RoundState.CANCELLED,
        "may_withdraw": withdrawn is None
        and is_last
        and row.is_open
        and version.state == State.FOR_SIGNATURE
        and can(person, Can.SIGN, seat.organisation),
        "is_readable": reads_text(person, version, row),
    }
    return render(request, "protocols/receipt.html", context)
