"""What the PDF of a recorded agreement says of its days, of where it comes from and of its licence."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from audit.actors import job
from governance.kinds import Audience
from governance.pdf.facts import facts
from governance.services.documents import change_control
from governance.services.publication import withdraw
from protocols.agreement import Source, TermsLine
from tests.factories.governance import make_published
from tests.factories.protocols import amend, make_recorded

pytestmark = pytest.mark.django_db
BY = job("import_agreements")
NATIONAL = Source("Register of agreements", "agreement-0001:3", "https://national.example/3")


@pytest.fixture(autouse=True)
def day():
    with time_machine.travel("2026-11-24T09:30:00Z", tick=True):
        yield


def recorded(people, ends_on=date(2020, 3, 31), **fields):
    terms = TermsLine(date(2018, 12, 1), ends_on)
    return make_recorded(people.organisation, BY, people.other, terms=terms, source=NATIONAL, **fields)


def test_the_range_is_printed_as_it_stood_at_recording(people):
    version = recorded(people)

    assert dict(facts(version).cover)["In force"] == "1 December 2018 to 31 March 2020"
    assert dict(facts(version).control)["In force"] == "1 December 2018 to 31 March 2020"
    assert "In force from" not in dict(facts(version).cover) | dict(facts(version).control)


def test_what_happens_later_changes_nothing_that_is_printed(people):
    version = recorded(people, ends_on=date(2030, 3, 31))
    before = facts(version)

    amend(version, BY, people.other)
    withdraw(version, by=people.manager, reason="Not needed.")

    version.refresh_from_db()
    assert facts(version) == before
    assert dict(before.control)["In force"] == "1 December 2018 to 31 March 2030"


def test_without_an_end_its_beginning_is_printed(people):
    assert dict(facts(recorded(people, ends_on=None)).cover)["In force from"] == "1 December 2018"


def test_an_amendment_after_the_end_was_in_force_on_no_day(people):
    first = recorded(people)
    terms = TermsLine(date(2018, 12, 1), date(2020, 3, 31))
    later = amend(first, BY, people.other, terms=terms, published_at=datetime(2021, 1, 1, 12, tzinfo=UTC))

    assert dict(facts(later).control)["In force"] == "On no day: it was published after its end"


def test_the_source_register_and_the_licence_are_named(people):
    control = dict(facts(recorded(people)).control)

    assert control["Recorded from"] == "Register of agreements, agreement-0001:3"
    assert control["Licence"] == "Open Government Licence v3.0"


def test_a_closed_agreement_has_no_licence_and_a_policy_no_origin(people):
    closed = recorded(people, audience=Audience.ORGANISATION)
    policy = make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1))

    assert "Licence" not in dict(facts(closed).control)
    assert {"Licence", "Recorded from"}.isdisjoint(dict(facts(policy).control))
    change_control(closed.document, by=people.officer, audience="anyone")
    assert "Licence" not in dict(facts(closed).control)
