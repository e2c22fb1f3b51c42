"""Offered, opened, confirmed and outstanding agree with a plain model, whatever happens in which order."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from audit.errors import InvalidMove
from governance.jobs import tasks
from governance.models import Reading, ReadingRequest
from governance.services import reading_requests, readings
from governance.services.offering import asked_of
from organisations.models import Membership
from organisations.permissions import Role
from organisations.services.people import add_member, end_membership
from organisations.services.teams import add_team, change_team
from tests.factories.governance import make_published
from tests.factories.organisations import make_person
from tests.factories.reading import make_edition, make_request
from tests.people import make_people

pytestmark = pytest.mark.django_db
ROLES = [Role.PRACTITIONER, Role.AUDITOR]
GRADES = ["editorial", "administrative", "material"]
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass
class Model:
    """What is so, in plain sets: people by number, versions by their place."""

    roles: dict = field(default_factory=dict)
    team: set = field(default_factory=set)
    requests: list = field(default_factory=list)
    matter: list = field(default_factory=lambda: [0])  # by version: since which one nothing material changed
    offered: set = field(default_factory=set)
    opened: set = field(default_factory=set)
    confirmed: set = field(default_factory=set)

    @property
    def current(self):
        return len(self.matter) - 1

    def asked(self):
        return {
            person
            for person, roles in self.roles.items()
            for role, in_team, named in self.requests
            if role in roles or (in_team and person in self.team) or person in named
            if roles
        }

    def holds(self, person):
        return any((person, v) in self.confirmed for v in range(self.matter[self.current], self.current + 1))

    def outstanding(self):
        return {person for person in self.asked() if not self.holds(person)}

    def offer(self):
        self.offered |= {(person, self.current) for person in self.asked()}


class World:
    """The same in the register, by acts alone."""

    def __init__(self, rng):
        self.rng, self.model, self.w = rng, Model(), make_people()
        w = self.w
        self.versions = [make_published(w.organisation, w.officer, w.approver, date(2026, 3, 1))]
        self.document = self.versions[0].document
        self.people = [make_person(f"p{n}@northshire.example") for n in range(6)]
        self.model.roles = {n: set() for n in range(6)}
        self.team = add_team(w.organisation, by=w.administrator, name="Team")
        self.open = []
        self.refused = 0

    def joins(self):
        n, role = self.rng.randrange(6), self.rng.choice(ROLES)
        if role not in self.model.roles[n]:
            add_member(self.people[n], by=self.w.administrator, organisation=self.w.organisation, role=role)
            self.model.roles[n].add(role)

    def leaves(self):
        n, role = self.rng.randrange(6), self.rng.choice(ROLES)
        if role in self.model.roles[n]:
            held = Membership.objects.current().get(user=self.people[n], role=role)
            end_membership(held, by=self.w.administrator)
            self.model.roles[n].discard(role)

    def team_changes(self):
        here = [n for n, roles in self.model.roles.items() if roles]
        chosen = set(self.rng.sample(here, min(2, len(here)))) if here else set()
        change_team(self.team, by=self.w.administrator, members=[self.people[n] for n in chosen])
        self.model.team = chosen

    def asks(self):
        here = [n for n, roles in self.model.roles.items() if roles]
        way = self.rng.choice(["role", "team", "person"])
        if way == "role":
            whom, entry = {"roles": ["practitioner"]}, (Role.PRACTITIONER, False, set())
        elif way == "team":
            whom, entry = {"teams": [self.team]}, (None, True, set())
        elif here:
            n = self.rng.choice(here)
            whom, entry = {"people": [self.people[n]]}, (None, False, {n})
        else:
            return
        self.open.append(make_request(self.document, self.w.officer, self.rng.randrange(20), **whom))
        self.model.requests.append(entry)

    def withdraws(self):
        if self.open:
            place = self.rng.randrange(len(self.open))
            reading_requests.withdraw(self.open.pop(place), by=self.w.officer)
            self.model.requests.pop(place)

    def publishes(self):
        grade = self.rng.choice(GRADES)
        self.versions.append(make_edition(self.document, self.w.officer, self.w.approver, grade))
        matter = self.model.matter
        matter.append(len(matter) if grade == "material" else matter[-1])

    def opens(self):
        self._reads(readings.open_reading, self.model.opened)

    def confirms(self):
        self._reads(readings.confirm, self.model.confirmed)

    def _reads(self, act, facts):
        """Of any version: what was replaced, or is not asked, is refused."""
        n, place = self.rng.randrange(6), self.rng.choice([self.model.current] * 4 + [0])
        if not self.model.roles[n]:
            return
        asked = n in self.model.asked() and place == self.model.current
        holds = (n, place) in self.model.offered and place == self.model.current and self.model.holds(n)
        if not (asked or holds):
            self.refused += 1
            with pytest.raises(InvalidMove):
                act(self.versions[place], by=self.people[n])
            return
        act(self.versions[place], by=self.people[n])
        if not self.model.holds(n):
            facts.add((n, place))
            if act is readings.confirm:
                self.model.opened.add((n, place))

    def compare(self):
        numbers = {person.pk: n for n, person in enumerate(self.people)}
        places = {version.pk: place for place, version in enumerate(self.versions)}
        rows = [row for row in Reading.objects.all() if row.user_id in numbers]
        key = {row.pk: (numbers[row.user_id], places[row.version_id]) for row in rows}
        model, today = self.model, timezone.localdate()
        assert set(key.values()) == model.offered
        assert {key[row.pk] for row in rows if row.opened_at} == model.opened
        assert {key[row.pk] for row in rows if row.confirmed_at} == model.confirmed
        due = Reading.objects.outstanding(today).filter(user__in=numbers)
        assert {key[row.pk] for row in due} == {(n, model.current) for n in model.outstanding()}
        requests = list(ReadingRequest.objects.open().prefetch_related("addressees"))
        asked = asked_of(requests, today) if requests else {}
        assert {numbers[user] for user in asked if user in numbers} == model.asked()
        return len(due)


STEPS = (
    ["joins"] * 4 + ["leaves"] * 2 + ["team_changes", "asks", "asks", "withdraws", "publishes", "publishes"]
)
STEPS += ["opens"] * 4 + ["confirms"] * 5


def tell(seed, steps):
    rng = random.Random(seed)
    with time_machine.travel(START, tick=True) as clock:
        world = World(rng)
        due = 0
        for day in range(1, steps + 1):
            clock.move_to(START + timedelta(days=day))
            getattr(world, rng.choice(STEPS))()
            tasks.ask_readers.func()
            world.model.offer()
            due += world.compare()
    return world, due


@pytest.mark.parametrize("seed", range(2))
def test_what_is_kept_agrees_with_a_plain_model(seed, record_property):
    world, due = tell(seed, 90)

    assert due > 20
    assert len(world.versions) > 2
    assert world.model.confirmed
    record_property(
        "figure",
        f"seed {seed}: 90 days, {len(world.versions)} versions, {len(world.model.offered)} offered, "
        f"{len(world.model.confirmed)} confirmed, {world.refused} refused: all as the model says",
    )


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 30))
def test_what_is_kept_agrees_with_a_plain_model_for_longer(seed):
    tell(seed, 200)
