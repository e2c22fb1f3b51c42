"""How far the signing of a version is: who is asked, who has answered, and what they said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from governance.models import DocumentVersion
from organisations.models import Office, Organisation
from organisations.permissions import Role, lower_first
from protocols.models import Signatory, SigningRound, Statement
from protocols.signers import ANYONE, OFFICE, Need, Post
from protocols.standing import ASKED, Standing
from protocols.statements import SIGNING, Kind

COLOURS = {
    Standing.INVITED: "grey",
    Standing.REVIEWING: "blue",
    Standing.CHANGES_REQUESTED: "orange",
    Standing.DECLINED: "yellow",
}
ANSWERS = frozenset({Kind.REFUSAL, Kind.CHANGES_REQUESTED})


@dataclass(frozen=True)
class Seat:
    """One signature that is asked for, and what came of it. `said`: the statement that stands for it today."""

    signatory: Signatory
    said: Statement | None = None

    @property
    def organisation(self) -> Organisation:
        return self.signatory.organisation

    @property
    def is_signed(self) -> bool:
        return self.signatory.standing == Standing.SIGNED

    @property
    def is_asked(self) -> bool:
        return self.signatory.standing in ASKED

    @property
    def word(self) -> str:
        return str(Standing(self.signatory.standing).label)

    @property
    def colour(self) -> str:
        return COLOURS.get(Standing(self.signatory.standing), "grey")

    @property
    def who(self) -> str:
        """Who signed; before that who is invited; else nobody by name."""
        if self.said is not None and self.said.kind in SIGNING:
            return self.said.name
        return self.signatory.invited_name

    @property
    def post(self) -> str:
        if self.said is not None and self.said.kind in SIGNING:
            return self.said.post
        return _("by invitation") if self.signatory.invited_name else need_in_words(self.signatory.need)

    @property
    def on_paper(self) -> bool:
        return self.said is not None and self.said.kind == Kind.WET_INK

    @property
    def scan(self) -> str:
        """The fingerprint of the scan of a signature on paper; else empty."""
        return self.said.scan_sha256 if self.on_paper and self.said else ""

    @property
    def at(self) -> datetime | None:
        return self.said.at if self.said else None

    @property
    def day(self) -> date | None:
        """The day on which it counts: of a signature on paper that on the paper."""
        return self.said.effective_on if self.said else None

    @property
    def reason(self) -> str:
        return self.said.reason if self.said and self.said.kind in ANSWERS else ""


@dataclass(frozen=True)
class ShownRound:
    """One round with its seats, in the order in which the parties stand in the agreement."""

    row: SigningRound
    seats: Sequence[Seat]

    @property
    def signed(self) -> int:
        return sum(seat.is_signed for seat in self.seats)

    @property
    def waiting(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.is_asked]

    @cached_property
    def bodies(self) -> list[tuple[Organisation, list[Seat]]]:
        found: dict[UUID, list[Seat]] = defaultdict(list)
        for seat in self.seats:
            found[seat.organisation.pk].append(seat)
        return [(its[0].organisation, its) for its in found.values()]

    @property
    def days_overdue(self) -> int:
        """Days since the last day to sign, while the round is open and somebody has not answered; else 0."""
        if not self.row.is_open or self.row.closes_on is None or not self.waiting:
            return 0
        return max((timezone.localdate() - self.row.closes_on).days, 0)


def rounds_of(version: DocumentVersion) -> list[ShownRound]:
    """Those of a version, the newest first. Three queries."""
    rows = list(version.signing_rounds.select_related("opened_by").order_by("-number"))
    seats: dict[UUID, list[Signatory]] = defaultdict(list)
    for seat in Signatory.objects.filter(round__version=version).with_plan().in_order():
        seats[seat.round_id].append(seat)
    standing = _standing(version)
    shown = []
    for row in rows:
        row.version = version
        shown.append(ShownRound(row, [Seat(seat, standing.get(seat.pk)) for seat in seats[row.pk]]))
    return shown


def shown_round(row: SigningRound, signatories: Iterable[Signatory]) -> ShownRound:
    """One query."""
    standing = _standing(row.version)
    return ShownRound(row, [Seat(seat, standing.get(seat.pk)) for seat in signatories])


def _standing(version: DocumentVersion) -> Mapping[UUID, Statement]:
    """By seat the last that was said for it and was not taken back. Asking for changes speaks for all seats of a body,
    and is kept with the first of them."""
    back = Statement.objects.filter(version=version, kind=Kind.WITHDRAWAL).values("about")
    kinds = SIGNING | ANSWERS
    said = Statement.objects.filter(version=version, kind__in=kinds, signatory__isnull=False)
    return {each.signatory_id: each for each in said.exclude(pk__in=back).in_order() if each.signatory_id}


def signed_before(version: DocumentVersion) -> Mapping[UUID, tuple[str, date]]:
    """By organisation the number of the last version before this one that it signed, and when. One query."""
    before = Statement.objects.of_agreement(version.document).signatures().exclude(version=version)
    found = before.select_related("version", "organisation")
    number = (version.major, version.minor)
    return {
        each.organisation_id: (each.version.number, each.effective_on)
        for each in found
        if (each.version.major, each.version.minor) < number
    }


def need_in_words(need: Need) -> str:
    """Such as “senior information risk owner” or “any manager”."""
    words = [post_in_words(post) for post in need.posts]
    return str(get_text_list(words, str(_("or"))))


def post_in_words(post: Post) -> str:
    if post.way == ANYONE:
        return _("anyone who may sign")
    if post.way == OFFICE:
        return lower_first(str(Office(post.key).label))
    return _("any %(role)s") % {"role": lower_first(str(Role(post.key).label))}
