"""What an agreement says, as any page of it shows it: who, what, which way, by which law and until when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from governance import registry
from governance.kinds import VersionText
from governance.models import Document, DocumentVersion
from governance.presenting.rows import ShownRows, shown_rows
from governance.presenting.text import NumberedSection, numbered
from governance.rows import FrozenRow
from governance.withheld import WHOLE, Disclosure, part_of_rows
from protocols.bases import Basis, bases
from protocols.duration import in_words
from protocols.models.basis import Covers
from protocols.models.party import ControllerRole, Direction
from protocols.powers import Power, powers
from protocols.presenting.flows import flow_picture

DETAILS = ("data_items", "flows", "conditions", "signatures")


@dataclass(frozen=True)
class PartyGroup:
    """Parties that information goes from, to, or both ways."""

    heading: str
    parties: Sequence[ShownParty]


@dataclass(frozen=True)
class ShownParty:
    """`code` is empty for a body that no list has, `role` where the agreement does not say it. `notes`: what became of
    its part since."""

    name: str
    code: str
    role: str
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class ShownLaw:
    """A law that an organisation added to the reference data, as it was when the version was frozen."""

    words: str
    source: str
    address: str
    added_by: str


@dataclass(frozen=True)
class ShownBasis:
    """`basis` is None for a key that the data no longer has and for an `added` one; `covers` is empty where it stands
    for all items."""

    basis: Basis | None
    key: str
    explanation: str
    covers: str
    added: ShownLaw | None = None


@dataclass(frozen=True)
class ShownTerms:
    """Dates as dates, the rest in words; empty where the agreement does not say it."""

    starts_on: date | None
    ends_on: date | None
    review_on: date | None
    retention: str
    contact: str
    areas: Sequence[str]
    accord: str = ""


@dataclass(frozen=True)
class AgreementText:
    """The words of one version, for a reader who reads all of it."""

    version: DocumentVersion
    text: VersionText

    @property
    def seen(self) -> Disclosure:
        return WHOLE

    @property
    def document(self) -> Document:
        return self.version.document

    @property
    def title(self) -> str:
        return self.text.title

    @property
    def shows_parties(self) -> bool:
        return self.seen.shows(part_of_rows("parties"))

    @property
    def shows_powers(self) -> bool:
        return self.seen.shows(part_of_rows("powers"))

    @property
    def sections(self) -> list[NumberedSection]:
        return [section for section in numbered(self.text) if section.body.strip()]

    @cached_property
    def groups(self) -> list[PartyGroup]:
        headings = {
            Direction.DISCLOSER: _("Gives information"),
            Direction.RECIPIENT: _("Receives information"),
            Direction.BOTH: _("Gives and receives information"),
        }
        parties = self.parties
        groups = [
            PartyGroup(heading, [party for way, party in parties if way == direction])
            for direction, heading in headings.items()
        ]
        return [group for group in groups if group.parties]

    @property
    def parties(self) -> list[tuple[str, ShownParty]]:
        """Each with its direction."""
        return [(str(row["direction"]), _party(row)) for row in self.text.rows.get("parties", ())]

    @property
    def signed_by(self) -> Sequence[str]:
        """Sentences on how many have signed it, where the page tells that."""
        return ()

    @property
    def names_no_recipient(self) -> bool:
        parties = self.parties
        return bool(parties) and all(way == Direction.DISCLOSER for way, _party in parties)

    @property
    def details(self) -> list[ShownRows]:
        """What is shared, which way it goes, and how it is kept safe; what is withheld stands among the sections."""
        sets = [rows for rows in registry.row_sets(self.document.kind) if rows.key in DETAILS]
        return [
            replace(shown_rows(rows, found), withheld=self.text.withheld.get(part_of_rows(rows.key), ""))
            for rows in sets
            if (found := rows.of(self.text.rows))
        ]

    @cached_property
    def flow_picture(self) -> SafeString:
        """Empty where no flows are told, and for more parties than are drawn."""
        return flow_picture(self.text.rows)

    @property
    def bases(self) -> list[ShownBasis]:
        """As the reference data has them today."""
        return [
            ShownBasis(
                bases().get(row["key"]), str(row["key"]), str(row["explanation"]), _covers(row), _added(row)
            )
            for row in self.text.rows.get("bases", ())
        ]

    @property
    def powers(self) -> list[Power | ShownLaw | str]:
        """As the reference data has them today; an added one as it was frozen, and the key alone of one that the data
        no longer has."""
        rows = self.text.rows.get("powers", ())
        return [powers().get(str(row["key"])) or _added(row) or str(row["key"]) for row in rows]

    @cached_property
    def terms(self) -> ShownTerms:
        return _terms(next(iter(self.text.rows.get("terms", ())), {}))

    @property
    def contact(self) -> str:
        """With each address of mail standing alone, so that it becomes a link."""
        return re.sub(r"\s*;\s*", "\n", self.terms.contact)


def _party(row: FrozenRow) -> ShownParty:
    role = str(ControllerRole(row["role"]).label) if row["role"] else ""
    return ShownParty(str(row["name"]), str(row["code"]), role)


def _added(row: FrozenRow) -> ShownLaw | None:
    if not row.get("source"):
        return None
    return ShownLaw(*(str(row.get(name, "")) for name in ("key", "source", "address", "added_by")))


def _covers(row: FrozenRow) -> str:
    covers = Covers(row["covers"])
    return "" if covers is Covers.ALL else str(covers.label)


def _terms(row: FrozenRow) -> ShownTerms:
    starts_on, ends_on, review_on = (
        date.fromisoformat(row[name]) if row.get(name) else None
        for name in ("starts_on", "ends_on", "review_on")
    )
    areas = [line.strip() for line in str(row.get("areas", "")).splitlines()]
    return ShownTerms(
        starts_on,
        ends_on,
        review_on,
        in_words(str(row.get("retention", ""))),
        str(row.get("contact", "")),
        [area for area in areas if area],
        str(row.get("accord", "")),
    )
