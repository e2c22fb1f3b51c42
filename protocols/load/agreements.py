"""Agreements of load data: in force, ended, not started; open and closed; some amended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from governance.kinds import Audience, Kind, PlainSection
from protocols.agreement import Agreement, PartyLine, Source, TermsLine
from protocols.kinds import (
    ACCORD,
    BENEFITS,
    DISCLOSURE,
    INFORMATION,
    JOINT_CONTROLLERS,
    METHOD,
    PROTOCOL,
    PURPOSE,
    SHARING,
)
from protocols.load.details import detailed
from protocols.load.names import places
from protocols.load.words import bullets, heading, prose, rare_word
from protocols.models.party import ControllerRole, Direction
from protocols.powers import powers

if TYPE_CHECKING:
    from random import Random

    from protocols.load.world import Desk, World

HEADINGS = {key: heading for key, heading, _required in SHARING}
KINDS = (DISCLOSURE,) * 6 + (PROTOCOL,) * 3 + (JOINT_CONTROLLERS,)
ACCORDS = 0.03
CLOSED = 0.1
NOT_STARTED, ENDED = 0.1, 0.2
AMENDED = 0.15  # of those that are in force and began some time ago
WITHOUT_A_CODE = 0.05  # of the parties: no list of bodies has them
PARTIES = (2, 2, 2, 2, 3, 3, 4, 5)
RETENTIONS = ("P6M", "P1Y", "P2Y", "P3Y", "P6Y", "P7Y", "P8Y", "P25Y")
DETAILED = 20  # one agreement in so many says what is shared item by item
SIGNED = Source("Paper, signed by the parties")


@dataclass(frozen=True)
class Told:
    """One agreement, who leads it, and what it was amended to, if it was."""

    desk: Desk
    agreement: Agreement
    amended: Agreement | None = None


def agreement(world: World, number: int) -> Told:
    """The agreement of this number: the same for the same seed, day and bodies."""
    chance, today = world.chance("agreement", number), world.numbers.today
    desk = _often_the_first(world.desks, chance)
    kind = ACCORD if chance.random() < ACCORDS else chance.choice(KINDS)
    terms = _terms(chance, today)
    place = chance.choice(places())
    title = f"{heading(chance, chance.randint(2, 4))}: {place}"
    sections = _sections(chance, rare_word(number))
    parties = _parties(world, desk, kind, chance)
    first = Agreement(
        kind=kind,
        title=title,
        sections=sections,
        parties=parties,
        terms=replace(terms, areas=place),
        powers=tuple(chance.sample(list(powers()), chance.choice((1, 1, 1, 2)))),
        source=SIGNED,
        published_at=_noon(min(terms.starts_on or today, today)),
        audience=Audience.ORGANISATION if chance.random() < CLOSED else Audience.ANYONE,
    )
    if number % DETAILED == 0:
        first = detailed(first, world.chance("details", number), today)
    return Told(desk, first, _amended(first, chance, today))


def _often_the_first(desks: list[Desk], chance: Random) -> Desk:
    return desks[int(len(desks) * chance.random() ** 1.5)]


def _sections(chance: Random, rare: str) -> tuple[PlainSection, ...]:
    texts = {
        PURPOSE: prose(chance, chance.randint(15, 40)) + (f" Known as {rare}." if rare else ""),
        BENEFITS: prose(chance, chance.randint(15, 40)),
        INFORMATION: bullets(chance, chance.randint(2, 5)),
        METHOD: prose(chance, chance.randint(8, 20)),
    }
    return tuple(PlainSection(key, HEADINGS[key], text) for key, text in texts.items())


def _parties(world: World, desk: Desk, kind: Kind, chance: Random) -> tuple[PartyLine, ...]:
    """Who leads comes first. Some bodies take part in many agreements, most in few."""
    one_way = kind is DISCLOSURE
    role = ControllerRole.JOINT if kind is JOINT_CONTROLLERS else ControllerRole.CONTROLLER
    bodies = {desk.organisation.pk: desk.organisation}
    for _party in range(chance.choice(PARTIES) - 1):
        body = world.organisations[int(len(world.organisations) * chance.random() ** 2)]
        bodies.setdefault(body.pk, body)
    lines = [
        PartyLine(body.name, Direction.RECIPIENT if one_way else Direction.BOTH, body, role)
        for body in bodies.values()
    ]
    if one_way:
        lines[0] = replace(lines[0], direction=Direction.DISCLOSER)
    if len(lines) == 1 or chance.random() < WITHOUT_A_CODE:
        name = f"Trustees of {chance.choice(places())} Hall"
        lines.append(PartyLine(name, Direction.RECIPIENT if one_way else Direction.BOTH, None, role))
    return tuple(lines)


def _terms(chance: Random, today: date) -> TermsLine:
    where = chance.random()
    if where < NOT_STARTED:
        starts = today + _days(chance, 1, 180)
        ends = starts + _days(chance, 365, 1100)
    elif where < NOT_STARTED + ENDED:
        ends = today - _days(chance, 1, 900)
        starts = ends - _days(chance, 365, 1500)
    else:
        starts = today - _days(chance, 0, 1500)
        ends = today + _days(chance, 1, 1500)
    is_open_ended = where >= NOT_STARTED + ENDED and chance.random() < 0.3
    return TermsLine(
        starts_on=starts,
        ends_on=None if is_open_ended else ends,
        review_on=starts + _days(chance, 300, 1100) if chance.random() < 0.85 else None,
        retention=chance.choice(RETENTIONS),
        contact=f"data.{chance.randint(1, 999)}@load.example",
    )


def _amended(first: Agreement, chance: Random, today: date) -> Agreement | None:
    """Another list of what is shared, and a later review."""
    terms = first.terms
    if terms.starts_on is None or terms.starts_on > today - timedelta(days=90):
        return None
    if (terms.ends_on is not None and terms.ends_on <= today) or chance.random() >= AMENDED:
        return None
    return replace(
        first,
        sections=tuple(
            replace(text, body=bullets(chance, 4)) if text.key == INFORMATION else text
            for text in first.sections
        ),
        terms=replace(terms, review_on=today + _days(chance, 30, 700)),
        published_at=_noon(today - _days(chance, 0, 60)),
        change_summary=prose(chance, 12),
    )


def _days(chance: Random, least: int, most: int) -> timedelta:
    return timedelta(days=chance.randint(least, most))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
