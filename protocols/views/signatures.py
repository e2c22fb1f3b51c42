"""How far the signing is, signatures on paper, and who is invited to sign."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.errors import InvalidMove
from governance.lifecycle import State
from governance.models import DocumentVersion
from organisations.models import User
from organisations.permissions import Can, can, require
from organisations.views.acting import answer, fitted, posted
from protocols.forms.signing import PaperForm
from protocols.models import RoundState, Signatory
from protocols.presenting.inviting import named_by, to_be_invited
from protocols.presenting.signatures import Seat, ShownRound, rounds_of, signed_before
from protocols.services import reminding, signing
from protocols.services.certificates import newest
from protocols.standing import ASKED, Standing
from protocols.views.signing_fetch import (
    address,
    is_over,
    last_table,
    lead_of,
    moved,
    reads_progress,
    reads_text,
    version_for,
)


@require_safe
def signatures(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Who is asked, who has answered and what they said; rounds that were cancelled stay."""
    person, version = version_for(request, reference, number)
    rounds = rounds_of(version)
    if not rounds:
        raise Http404
    everybody = [seat.signatory for each in rounds for seat in each.seats]
    if not reads_progress(person, version, everybody):
        require(person, Can.READ_DRAFTS, version.organisation)
    now, *before = rounds
    leads = can(person, Can.PUBLISH, version.organisation)
    invites = leads and now.row.is_open
    seats = [seat.signatory for seat in now.seats]
    named = set() if is_over(now.row) else named_by(person, version, seats)
    earlier = signed_before(version)
    is_readable = reads_text(person, version, now.row)
    context = {
        "version": version,
        "document": version.document,
        "now": now,
        "before": before,
        "rows": [
            {
                "seat": seat,
                "before": earlier.get(seat.organisation.pk),
                **_links(now, seat, leads=leads, may_name=seat.signatory.pk in named),
            }
            for seat in now.seats
        ],
        "has_before": bool(earlier),
        "leads": leads,
        "to_invite": to_be_invited(seats, named) if invites else [],
        "may_remind": leads and now.row.is_open and bool(now.waiting),
        "may_cancel": leads and version.state == State.FOR_SIGNATURE,
        "may_close": leads and now.row.is_open and version.state == State.PUBLISHED,
        "is_in_force": version.state == State.PUBLISHED,
        "mine": _mine(person, version, now),
        "is_readable": is_readable,
        "signed_copy": newest(version) if is_readable else None,
        "has_answers": any(seat.said for seat in now.seats),
    }
    return render(request, "protocols/signatures.html", context)


def _links(now: ShownRound, seat: Seat, *, leads: bool, may_name: bool) -> dict[str, bool]:
    """What can be done about one seat."""
    is_free = not is_over(now.row) and seat.signatory.standing != Standing.SIGNED
    return {
        "may_change": is_free and may_name,
        "may_enter": is_free and leads,
    }


def _mine(person: User, version: DocumentVersion, now: ShownRound) -> list[dict[str, object]]:
    """By organisation what the person can still say for it."""
    if now.row.state == RoundState.CANCELLED or version.state not in (State.FOR_SIGNATURE, State.PUBLISHED):
        return []
    found: list[dict[str, object]] = []
    for body, every in now.bodies:
        seats = [seat for seat in every if now.row.is_open or seat.signatory.is_joining]
        is_waiting = any(not seat.is_signed for seat in seats)
        is_asked = any(seat.signatory.standing in ASKED for seat in seats)
        may_sign = is_waiting and can(person, Can.SIGN, body)
        may_answer = now.row.is_open and is_asked and can(person, Can.COMMENT, body)
        may_begin = (
            now.row.is_open
            and can(person, Can.READ_DRAFTS, body)
            and any(seat.signatory.standing == Standing.INVITED for seat in seats)
        )
        if may_sign or may_answer:
            found.append(
                {"body": body, "may_sign": may_sign, "may_answer": may_answer, "may_begin": may_begin}
            )
    return found


@require_POST
def remind(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Tells those who have not answered once more, at most once a day."""
    person, version = lead_of(request, reference, number)
    try:
        count = reminding.remind(version, by=person)
    except InvalidMove as refused:
        return moved(request, version, refused)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        told = ngettext("%(n)d organisation is reminded.", "%(n)d organisations are reminded.", count)
        messages.success(request, told % {"n": count})
    return redirect(address("signatures", version))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def on_paper(request: HttpRequest, reference: str, number: str, position: int) -> HttpResponse:
    """An officer of the lead enters a signature that was given on paper, with the scan of it."""
    person, version = lead_of(request, reference, number)
    row, seats = last_table(version)
    seat = _seat(seats, position)
    if is_over(row) or seat.standing == Standing.SIGNED:
        return moved(request, version)
    form = PaperForm(posted(request), request.FILES or None)
    try:
        if form.is_valid():
            said = dict(form.cleaned_data)
            scan = said.pop("scan").content
            if fitted(form, lambda: signing.record_wet_ink(seat, by=person, scan=scan, **said)):
                messages.success(request, _("The signature on paper is entered, and marked as such."))
                return redirect(address("signatures", version))
    except InvalidMove as refused:
        return moved(request, version, refused)
    context: dict[str, object] = {
        "version": version,
        "document": version.document,
        "seat": Seat(seat),
        "row": row,
    }
    return answer(request, "protocols/signature_paper.html", context, form)


def _seat(seats: list[Signatory], position: int) -> Signatory:
    """404 for a place that nobody has."""
    seat = next((each for each in seats if each.position == position), None)
    if seat is None:
        raise Http404
    return seat
