"""Who signs for each party of a draft, by that party's own rule and as its offices are held today."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from organisations.models import Office, User
from organisations.permissions import Can, Person, rights_in
from protocols.bench import HEALTH, Bench, signing_of_all
from protocols.presenting.signatures import need_in_words
from protocols.signers import Need, Shares, warning

if TYPE_CHECKING:
    from governance.models import DocumentVersion
    from organisations.models import Organisation
    from protocols.models import DataItem, Party

NAMED = 5  # people at most by name for one signature


@dataclass(frozen=True)
class SeatLine:
    """One signature that a party's rule asks for. `who`: the people by name, where the reader may see the names."""

    need: Need
    is_held: bool
    who: str = ""

    @property
    def words(self) -> str:
        words = need_in_words(self.need)
        return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class PartyLine:
    """A party with its signatures. `warning`: where its data protection officer is named among those who accept."""

    party: Party
    seats: Sequence[SeatLine]
    warning: str = ""

    @property
    def organisation(self) -> Organisation | None:
        return self.party.organisation

    @property
    def has_somebody(self) -> bool:
        return bool(self.seats) and all(seat.is_held for seat in self.seats)

    @property
    def is_settled(self) -> bool:
        """Whether each of its signatures can be given by somebody, or somebody is to be invited."""
        return self.organisation is not None and (self.has_somebody or self.party.by_invitation)

    @property
    def may_be_invited(self) -> bool:
        """Whether the page asks for it: where nobody can sign, or where it was said already."""
        return self.organisation is not None and (not self.has_somebody or self.party.by_invitation)


@dataclass(frozen=True)
class SignatoriesOf:
    """All parties of a draft; a protocol is between two at least."""

    lines: Sequence[PartyLine]

    @property
    def is_begun(self) -> bool:
        return len(self.lines) > 1

    @property
    def is_whole(self) -> bool:
        return self.is_begun and all(line.is_settled for line in self.lines)

    @property
    def open_choices(self) -> list[PartyLine]:
        return [line for line in self.lines if line.may_be_invited]

    @property
    def lacking(self) -> list[PartyLine]:
        return [line for line in self.lines if not line.is_settled]


def signatories_of(
    version: DocumentVersion,
    parties: Sequence[Party],
    items: Iterable[DataItem],
    person: Person,
    *,
    named: bool = False,
) -> SignatoriesOf:
    """One query, however many parties there are; `named`: with the names of people, one more."""
    special = {item.special for item in items if item.special}
    bodies = [party.organisation for party in parties if party.organisation]
    keys = [body.pk for body in bodies]
    shares = Shares(health=HEALTH in special, special=bool(special))
    needs, benches = signing_of_all(keys, version, shares, timezone.localdate())
    names = _names(bodies, needs, benches, person) if named else {}
    offices = {office.value: str(office.label) for office in Office}
    lines = []
    for party in parties:
        body = party.organisation
        if body is None:
            lines.append(PartyLine(party, []))
            continue
        wanted = needs[body.pk]
        seats = [_seat(need, benches[body.pk], names) for need in wanted]
        lines.append(PartyLine(party, seats, warning(wanted, offices)))
    return SignatoriesOf(lines)


def _seat(need: Need, bench: Bench, names: Mapping[UUID, str]) -> SeatLine:
    who = bench.who(need)
    shown = sorted(names[key] for key in who if key in names)
    words = shown[:NAMED]
    if more := len(shown) - len(words):
        words.append(_("%(number)d more") % {"number": more})
    return SeatLine(need, bool(who), str(get_text_list(words, _("or"))) if words else "")


def _names(
    bodies: Collection[Organisation],
    needs: Mapping[UUID, Sequence[Need]],
    benches: Mapping[UUID, Bench],
    person: Person,
) -> Mapping[UUID, str]:
    """An organisation shows to its own people alone who holds its offices."""
    mine = [body.pk for body in bodies if Can.READ_INTERNAL in rights_in(person, body)]
    keys = {key for body in mine for need in needs[body] for key in benches[body].who(need)}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=keys)} if keys else {}
