"""An agreement as it comes from outside, before it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from governance.kinds import Audience, PlainSection
from protocols.models.basis import Covers
from protocols.models.conditions import Assessment
from protocols.models.party import ControllerRole, Direction

if TYPE_CHECKING:
    from governance.kinds import Kind
    from organisations.models import Organisation


@dataclass(frozen=True)
class PartyLine:
    """One party; `name` is what the agreement calls it, `organisation` is None for a body that no list has."""

    name: str
    direction: Direction
    organisation: Organisation | None = None
    role: ControllerRole = ControllerRole.NOT_STATED


@dataclass(frozen=True)
class TermsLine:
    """Days as the agreement gives them (`ends_on`: the last); `retention` as an ISO 8601 period."""

    starts_on: date | None = None
    ends_on: date | None = None
    review_on: date | None = None
    retention: str = ""
    contact: str = ""
    areas: str = ""


@dataclass(frozen=True)
class ItemLine:
    """One kind of information that is shared; `special` is the key of a special category."""

    what: str
    about: str = ""
    special: str = ""
    is_criminal: bool = False
    why: str = ""


@dataclass(frozen=True)
class FlowLine:
    """Who gives what to whom: parties by their names, items by what they are called."""

    giver: str
    taker: str
    items: tuple[str, ...]
    method: str = ""
    often: str = ""
    format: str = ""
    onward: str = ""


@dataclass(frozen=True)
class BasisLine:
    """A lawful basis or condition, by its key in the reference data."""

    key: str
    covers: Covers = Covers.ALL
    explanation: str = ""


@dataclass(frozen=True)
class ConditionsLine:
    """How it is kept safe and how it ends; `review_cycle` and `notice` as ISO 8601 periods."""

    security: str = ""
    assessment: Assessment = Assessment.NOT_STATED
    assessment_reference: str = ""
    assessed_on: date | None = None
    assessment_outcome: str = ""
    assessment_reason: str = ""
    breach: str = ""
    disposal: str = ""
    review_cycle: str = ""
    notice: str = ""


@dataclass(frozen=True)
class PaperSignature:
    """Who signed for a party, as the paper states it; `on` is None where it gives no day."""

    party: str
    name: str
    post: str = ""
    on: date | None = None

    def plain(self) -> dict[str, str]:
        day = self.on.isoformat() if self.on else ""
        return {"party": self.party, "name": self.name, "post": self.post, "on": day}


@dataclass(frozen=True)
class Source:
    """The register in which it stood: its name, the agreement's code there, its address."""

    name: str
    code: str = ""
    address: str = ""


@dataclass(frozen=True)
class Agreement:
    """One version of an agreement that was signed elsewhere.

    `published_at`: when the other register published it; None for now. `powers`: keys of the reference data.
    `signatures`: who signed the paper that it is recorded from; `original`: where that is kept.
    """

    kind: Kind
    title: str
    sections: tuple[PlainSection, ...]
    parties: tuple[PartyLine, ...]
    terms: TermsLine
    powers: tuple[str, ...] = ()
    items: tuple[ItemLine, ...] = ()
    flows: tuple[FlowLine, ...] = ()
    bases: tuple[BasisLine, ...] = ()
    conditions: ConditionsLine | None = None
    reference: str = ""
    source: Source | None = None
    published_at: datetime | None = None
    change_summary: str = ""
    audience: Audience = Audience.ANYONE
    signatures: tuple[PaperSignature, ...] = ()
    original: str = ""
