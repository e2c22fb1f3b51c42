"""Turns a published agreement into one of ours: codes into organisations, days, periods, texts into Markdown.

Nothing is dropped: a value that cannot be taken is a fault, one that looks odd is reported and taken as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from audit.models.row import fault_of_line, fault_of_text
from governance.content.plain_text import as_written
from governance.kinds import PlainSection
from organisations.models import Identifier
from protocols.agreement import Agreement, PartyLine, Source, TermsLine
from protocols.duration import is_period
from protocols.kinds import BENEFITS, DISCLOSURE, INFORMATION, METHOD, PROTOCOL, PURPOSE, SHARING
from protocols.models.party import Direction
from protocols.models.terms import FIRST_DAY, LAST_DAY
from protocols.powers import REGISTER, by_register_code
from protocols.services.published import KEY, Published

if TYPE_CHECKING:
    from organisations.models import Organisation
    from organisations.services.lists import Fault

SOURCE = Source(
    name="Register of information sharing agreements under the Digital Economy Act 2017",
    address="https://www.registers.service.gov.uk/registers/information-sharing-agreement-0001",
)
TEXTS = {
    PURPOSE: "purpose",
    BENEFITS: "information-sharing-benefits",
    INFORMATION: "disclosed-information",
    METHOD: "information-sharing-method",
}
LONGEST_TITLE, LONGEST_NAME, LONGEST_LINES, LONGEST_PERIOD = (
    200,
    300,
    1000,
    20,
)  # signs, as our tables hold them
HEADINGS = {key: heading for key, heading, _required in SHARING}
_MISSPELT_POWERS = re.compile(r"\Ainformation-sharing-agreement-powers-[a-z-]+-0001:(\d+)\Z")
_BULLET = re.compile(r"[ \t]*[●•][ \t]*")


@dataclass
class Transcript:
    """Agreements that could be read, what is wrong, and what is odd about them, in sentences."""

    agreements: list[tuple[Published, Agreement]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    oddities: list[str] = field(default_factory=list)


def transcribe(published: list[Published]) -> Transcript:
    """Two queries, whatever the number of agreements."""
    transcript = Transcript()
    bodies = _bodies({code for one in published for name in _CODES for code in one.lists.get(name, ())})
    for one in published:
        before = len(transcript.faults)
        agreement = _Writer(one, bodies, transcript).agreement()
        if len(transcript.faults) == before:
            transcript.agreements.append((one, agreement))
    return transcript


def reference_of(key: str) -> str:
    return f"DEA-{int(key):04d}"


_CODES = ("controllers", "processors")


def _bodies(codes: set[str]) -> Mapping[str, Organisation]:
    """The organisations behind codes such as “government-organisation:D25”."""
    values = {code.rpartition(":")[2] for code in codes}
    found = Identifier.objects.filter(value__in=values).select_related("organisation")
    return {str(row): row.organisation for row in found}


class _Writer:
    """One agreement."""

    def __init__(self, one: Published, bodies: Mapping[str, Organisation], transcript: Transcript) -> None:
        self.one, self.bodies, self.transcript = one, bodies, transcript

    def agreement(self) -> Agreement:
        parties = self._parties()
        for column in (*TEXTS.values(), "contact", "areas", "area-names"):
            self._check(
                column, fault_of_text("\n".join([self._text(column), *self.one.lists.get(column, ())]))
            )
        is_two_way = any(party.direction is Direction.BOTH for party in parties)
        return Agreement(
            kind=PROTOCOL if is_two_way else DISCLOSURE,
            title=self._title(),
            sections=tuple(
                PlainSection(key, HEADINGS[key], readable(self._text(column)))
                for key, column in TEXTS.items()
            ),
            parties=parties,
            terms=self._terms(),
            powers=self._powers(),
            reference=reference_of(self.one.key),
            source=Source(SOURCE.name, f"{KEY}:{self.one.key}", SOURCE.address),
            published_at=self.one.at,
        )

    def _title(self) -> str:
        title = " ".join(self._text("name").split())
        if len(title) > LONGEST_TITLE:
            self._fault("name", _("the name has more than 200 characters"))
        self._check("name", fault_of_line(title))
        return title

    def _parties(self) -> tuple[PartyLine, ...]:
        """Disclosers, then recipients; who is both stands once. A name without a code stays a name."""
        gives = [*self._coded("controllers"), *self._named("controller-names")]
        takes = [*self._coded("processors"), *self._named("processor-names")]
        for name, organisation in [*gives, *takes]:
            if organisation is None:
                self._odd(_("“%s” is named without a code of a body") % name)
        if not takes:
            self._odd(_("names no recipient"))
        found = []
        coded = {name for name, organisation in [*gives, *takes] if organisation}
        for column, pairs in (("controller-names", gives), ("processor-names", takes)):
            for name in [name for name, organisation in pairs if organisation is None and name in coded]:
                self._fault(column, _("“%s” stands here by its code, too: leave one of them out") % name[:60])
        for name, organisation in dict.fromkeys([*gives, *takes]):
            pair = (name, organisation)
            direction = (
                Direction.BOTH
                if pair in gives and pair in takes
                else Direction.DISCLOSER
                if pair in gives
                else Direction.RECIPIENT
            )
            found.append(PartyLine(name, direction, organisation))
        return tuple(found)

    def _coded(self, column: str) -> list[tuple[str, Organisation | None]]:
        return [self._party(column, code) for code in self._each(column)]

    def _named(self, column: str) -> list[tuple[str, Organisation | None]]:
        names = self._each(column)
        for name in names:
            self._check(column, fault_of_line(name) if name.strip() else _("a name is empty"))
            if len(name) > LONGEST_NAME:
                self._fault(column, _("a name has more than 300 characters"))
        return [(name, None) for name in names]

    def _each(self, column: str) -> list[str]:
        """The values of a list; one that stands twice is told and taken once."""
        values = self.one.lists.get(column, ())
        for value in {value for value in values if values.count(value) > 1}:
            self._odd(_("%(field)s has “%(value)s” twice") % {"field": column, "value": value[:120]})
        return list(dict.fromkeys(values))

    def _party(self, column: str, code: str) -> tuple[str, Organisation | None]:
        organisation = self.bodies.get(code)
        if organisation is None:
            self._fault(column, _("no body here has the code “%s”") % code)
            return code, None
        return organisation.name, organisation

    def _terms(self) -> TermsLine:
        starts_on, ends_on, review_on = (
            self._day(name) for name in ("start-date", "end-date", "review-date")
        )
        if starts_on and ends_on and ends_on < starts_on:
            self._fault("end-date", _("the agreement ends before it starts"))
        if review_on is None and not self._text("review-date"):
            self._odd(_("has no review date"))
        elif review_on is not None and review_on == ends_on:
            self._odd(_("is to be reviewed on the day on which it ends"))
        elif review_on is not None and starts_on is not None and review_on < starts_on:
            self._odd(_("is to be reviewed before it starts"))
        elif review_on is not None and ends_on is not None and review_on > ends_on:
            self._odd(_("is to be reviewed after it has ended"))
        retention = self._text("retention-period").strip()
        if retention and (len(retention) > LONGEST_PERIOD or not is_period(retention)):
            self._fault("retention-period", _("“%s” is not a period such as P2Y6M") % retention[:60])
        elif sum(letter.isalpha() for letter in retention) > 3:
            self._odd(_("is kept for the uneven period %s") % retention)
        contact = _lines(self._text("contact"))
        areas = "\n".join([*self.one.lists.get("areas", ()), *self.one.lists.get("area-names", ())])
        for column, text in (("contact", contact), ("area-names", areas)):
            if len(text) > LONGEST_LINES:
                self._fault(column, _("this has more than 1,000 characters"))
        return TermsLine(starts_on, ends_on, review_on, retention, contact=contact, areas=areas)

    def _day(self, column: str) -> date | None:
        text = self._text(column).strip()
        if not text:
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self._fault(column, _("“%s” is not a day such as 2019-03-31") % text[:60])
            return None
        if not FIRST_DAY <= day <= LAST_DAY:
            self._fault(column, _("“%s” is not a day between the years 1900 and 2999") % text)
            return None
        return day

    def _powers(self) -> tuple[str, ...]:
        code = self._text("legal-power-disclosure").strip()
        known = by_register_code()
        misspelt = _MISSPELT_POWERS.match(code)
        if code not in known and misspelt and f"{REGISTER}:{misspelt[1]}" in known:
            self._odd(_("misspells the list of powers: “%s”") % code)
            code = f"{REGISTER}:{misspelt[1]}"
        if code not in known:
            self._fault("legal-power-disclosure", _("no legal power here has the code “%s”") % code[:120])
            return ()
        return (known[code].key,)

    def _text(self, column: str) -> str:
        return self.one.fields.get(column, "")

    def _check(self, column: str, fault: str) -> None:
        if fault:
            self._fault(column, fault)

    def _fault(self, column: str, message: str) -> None:
        self.transcript.faults.append(self.one.fault(column, message))

    def _odd(self, sentence: str) -> None:
        line = f"{reference_of(self.one.key)}: {sentence}"
        if line not in self.transcript.oddities:
            self.transcript.oddities.append(line)


def readable(text: str) -> str:
    """Markdown with the same words: a sign for a bullet becomes a list, a line of its own a paragraph of its own.

    A line is joined to the next where a blank at its end and a small letter show that the text was only wrapped.
    """
    text = _lines(_BULLET.sub("\n- ", text))
    text = re.sub(r"(?<=\S) \n(?=[a-z])", " ", text)
    lines = [re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in text.split("\n")]
    parts: list[str] = []
    for line in filter(None, lines):
        joined = "\n" if line.startswith("- ") and parts and parts[-1].startswith("- ") else "\n\n"
        parts += [joined, line] if parts else [line]
    return as_written("".join(parts))


def _lines(text: str) -> str:
    return re.sub(r"\r\n?", "\n", text).strip()
