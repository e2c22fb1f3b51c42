"""In random worlds the register, its feed and its files do not differ by a byte for what a person may not see."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
import time_machine
from django.test import Client

from audit.actors import job
from governance.kinds import Audience, PlainSection
from governance.search import indexing
from governance.services.documents import change_control
from governance.services.publication import withdraw
from organisations.permissions import Role
from protocols.agreement import TermsLine
from protocols.models.entry import RegisterEntryQuerySet
from protocols.services.recording import draft_agreement
from tests.factories.organisations import make_member, make_organisation, make_person
from tests.factories.protocols import amend, make_agreement, make_recorded
from tests.once import rolled_back

pytestmark = pytest.mark.django_db
BY = job("import_agreements")
TODAY = date(2026, 11, 24)
BRIEF, LONG = 3, 200
WORDS = ["warm", "school", "fraud", "water", "debt", "housing", "missing", "children"]
POWERS = ["dea_fuel_poverty", "dea_debt", "dea_fraud", "care_s45"]
QUERIES = [
    "/register/", "/register/?q=warm", "/register/?q=school+debt", "/register/?q=secret", "/register/?party=CCC",
    "/register/?kind=nhs", "/register/?power=dea_fraud", "/register/?status=in_force&sort=start",
    "/register/?review=overdue&sort=review", "/register/?letter=S", "/register/?after=AAA-DDA-0001",
    "/register.csv", "/register.json", "/register.json?status=ended", "/register/changes.atom",
    "/organisations/BBB/", "/organisations/CCC/", "/register/CCC-DDA-0001/", "/register/CCC-DDA-0001/changes/",
]  # fmt: skip


def build(chance, hidden):
    """Open agreements of AAA and BBB; with `hidden` also what CCC keeps to itself and drafts of all."""
    bodies = {
        code: make_organisation(code, name=f"{name} body", kind=kind)
        for code, name, kind in (
            ("AAA", "First", "council"),
            ("BBB", "Second", "nhs"),
            ("CCC", "Third", "nhs"),
        )
    }
    officers = {code: make_person(f"officer@{code.lower()}.example") for code in bodies}
    for code, officer in officers.items():
        make_member(officer, bodies[code], Role.INFORMATION_OFFICER)
    member = make_person("member@aaa.example", name="Member")
    make_member(member, bodies["AAA"], Role.PRACTITIONER)
    for _number in range(chance.randint(2, 4)):
        _hide(hidden, bodies, officers)
        lead, other = chance.sample(["AAA", "BBB"], 2)
        version = make_recorded(bodies[lead], BY, bodies[other], **_given(chance))
        if chance.random() < 0.4:
            amend(version, BY, bodies[other], **_given(chance))
        elif chance.random() < 0.2:
            withdraw(version, by=officers[lead], reason="Not needed any more")
    _hide(hidden, bodies, officers)
    indexing.index_due()
    return {"anybody": None, "member": member}


def _hide(hidden, bodies, officers):
    for _number in range(hidden.randint(0, 2) if hidden else 0):
        given = {**_given(hidden), "title": f"{hidden.choice([*WORDS, 'zebra'])} secret".capitalize()}
        if hidden.random() < 0.3:
            agreement = make_agreement(bodies["CCC"], bodies["BBB"], **given)
            draft_agreement(bodies["CCC"], agreement=agreement, by=officers["CCC"])
            continue
        closed = {**given, "audience": Audience.ORGANISATION}
        if hidden.random() < 0.3:  # open for a moment
            version = make_recorded(bodies["CCC"], BY, bodies["BBB"], **given)
            change_control(version.document, by=officers["CCC"], audience=Audience.ORGANISATION)
        else:
            version = make_recorded(bodies["CCC"], BY, bodies["BBB"], **closed)
        if hidden.random() < 0.4:
            amend(version, BY, bodies["BBB"], **{**closed, "title": "Another secret"})


def _given(chance):
    start = TODAY - timedelta(days=chance.randint(-60, 900))
    text = " ".join(chance.choice(WORDS) for _word in range(6))
    return {
        "title": f"{chance.choice(WORDS)} {chance.choice(WORDS)}".capitalize(),
        "sections": (PlainSection("purpose", "Purpose", text),),
        "powers": (chance.choice(POWERS),),
        "terms": TermsLine(
            start,
            start + timedelta(days=400) if chance.random() < 0.5 else None,
            start + timedelta(days=200) if chance.random() < 0.7 else None,
            "P2Y",
        ),
    }


def answers(seed, *, hidden):
    with time_machine.travel("2026-11-24T12:00:00Z", tick=False), rolled_back():
        people = build(Random(seed), Random(seed + 1) if hidden else None)
        found = {}
        for name, person in people.items():
            client = Client()
            if person is not None:
                client.force_login(person)
                client.get("/help/")
            for query in QUERIES:
                answer = client.get(query)
                content = b"".join(answer.streaming_content) if answer.streaming else answer.content
                found[name, query] = (answer.status_code, content, answer.headers.get("ETag"))
        return found


def compare(seeds):
    compared, shown = 0, 0
    for seed in seeds:
        without, along = answers(seed, hidden=False), answers(seed, hidden=True)
        assert [key for key in without if without[key] != along[key]] == [], seed
        compared += len(without)
        shown += sum(status == 200 for status, _content, _etag in without.values())
    assert shown > compared / 2
    return f"{len(seeds)} worlds, {compared} pages, feeds and files compared byte by byte: 0 differ"


def test_what_a_person_may_not_see_changes_no_byte(record_property):
    record_property("figure", compare(range(BRIEF)))


@pytest.mark.long
def test_what_a_person_may_not_see_changes_no_byte_in_many_worlds(record_property):
    record_property("figure", compare(range(1000, 1000 + LONG)))


def test_a_leak_would_be_found(monkeypatch):
    """The test of the test: with the rights taken out of the register, the pages differ."""
    monkeypatch.setattr(RegisterEntryQuerySet, "visible_to", lambda rows, person: rows.all())

    with pytest.raises(AssertionError):
        compare(range(BRIEF))
