"""How the pages of signing find a version and its rounds: what a person may not see is not there."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from audit.errors import InvalidMove
from governance.models import DocumentVersion
from organisations.models import Organisation, User
from organisations.permissions import Can, can, keys_where, require, rights_in
from organisations.typed import typed_words
from protocols.models import RoundState, Signatory, SigningRound

MOVED = 409


class NeverOpened(Http404):
    """A version that the person may read, and that nobody was ever asked to sign."""

    def __init__(self, version: DocumentVersion) -> None:
        super().__init__()
        self.version = version


class Seated(NamedTuple):
    """A person at the table on which a version lies to be signed, for one organisation."""

    person: User
    version: DocumentVersion
    row: SigningRound
    signatories: list[Signatory]
    organisation: Organisation

    @property
    def mine(self) -> list[Signatory]:
        return [each for each in self.signatories if each.organisation_id == self.organisation.pk]


def version_for(request: HttpRequest, reference: str, number: str) -> tuple[User, DocumentVersion]:
    """A version that the person may read, or was asked to sign for an organisation; 404 else. Two queries.

    A round that was cancelled stays there for those who were asked, though the draft is not theirs to read.
    """
    person = request.user
    if not isinstance(person, User):
        raise Http404
    asked = Signatory.objects.filter(
        Q(organisation__in=keys_where(person, Can.READ_DRAFTS))
        | Q(organisation__in=keys_where(person, Can.MANAGE_PEOPLE))
    )
    readable = DocumentVersion.objects.visible_to(person)
    mine = DocumentVersion.objects.filter(
        Q(pk__in=readable.values("pk")) | Q(pk__in=asked.values("round__version")),
        document__reference=reference.upper(),
    )
    version = get_object_or_404(mine.numbered(number).for_list())
    if not version.document.kind_model.is_agreement:
        raise Http404
    return person, version


def lead_of(request: HttpRequest, reference: str, number: str) -> tuple[User, DocumentVersion]:
    """For those who open and close rounds: 404 for who may not see it, 403 without the right."""
    person, version = version_for(request, reference, number)
    _with_right(person, Can.PUBLISH, version.organisation)
    return person, version


def _with_right(person: User, right: Can, organisation: Organisation) -> None:
    if not can(person, right, organisation):
        require(person, right, organisation)


def last_round(version: DocumentVersion) -> SigningRound:
    """404 where it was never opened."""
    row = version.signing_rounds.select_related("opened_by").order_by("-number").first()
    if row is None:
        raise Http404
    row.version = version
    return row


def last_table(version: DocumentVersion) -> tuple[SigningRound, list[Signatory]]:
    """The last round with its seats; NeverOpened, which is a 404, where there is none. One query."""
    asked = Signatory.objects.filter(round__version=version).select_related(
        "round__opened_by", "organisation"
    )
    found = list(asked.order_by("-round__number", "position"))
    if not found:
        raise NeverOpened(version)
    row = found[0].round
    row.version = version
    seats = [seat for seat in found if seat.round_id == row.pk]
    for seat in seats:
        seat.round = row
    return row, seats


def seats_of(row: SigningRound) -> list[Signatory]:
    seats = list(row.signatories.in_order())
    for seat in seats:
        seat.round = row
    return seats


def table_for(request: HttpRequest, reference: str, number: str, code: str, right: Can) -> Seated:
    """For those who answer for an organisation: 404 unless it is asked and they belong to it, 403 without the right."""
    person, version = version_for(request, reference, number)
    row, seats = last_table(version)
    organisation = next((each.organisation for each in seats if each.organisation.code == code.upper()), None)
    if organisation is None or not can(person, Can.READ_INTERNAL, organisation):
        raise Http404
    _with_right(person, right, organisation)
    return Seated(person, version, row, seats, organisation)


def reads_progress(person: User, version: DocumentVersion, seats: list[Signatory]) -> bool:
    """Who reads drafts of the lead or of a party, or looks after its people, sees who signs; others see no names."""
    bodies = {seat.organisation for seat in seats} | {version.organisation}
    sees = frozenset({Can.READ_DRAFTS, Can.MANAGE_PEOPLE})
    return any(rights_in(person, body) & sees for body in bodies) or can(
        person, Can.READ_DRAFTS, version.document
    )


def reads_text(person: User, version: DocumentVersion, row: SigningRound) -> bool:
    """Whether the text of a round is the one that stands, and the person may read it. One query."""
    is_same = version.content_sha256 == row.sha256
    return is_same and DocumentVersion.objects.visible_to(person).filter(pk=version.pk).exists()


def is_over(row: SigningRound) -> bool:
    return row.state != RoundState.OPEN


def moved(
    request: HttpRequest, version: DocumentVersion, refused: InvalidMove | str = "", *, in_life: bool = False
) -> HttpResponse:
    """Says where the signing stands now, since what was asked for does not fit that, and gives back what was typed.

    `in_life`: it was about an agreement in force, not about its signing."""
    row = version.signing_rounds.order_by("-number").first()
    context = {
        "version": version,
        "document": version.document,
        "row": None if in_life else row,
        "in_life": in_life,
        "sentence": str(refused),
        "typed": typed_words(request),
    }
    return render(request, "protocols/signing_moved.html", context, status=MOVED)


def address(name: str, version: DocumentVersion, *more: object) -> str:
    return reverse(f"protocols:{name}", args=[version.document.reference, version.number, *more])
