"""What a version holds beside its text is printed behind it, whatever kind it is."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from audit.actors import job
from governance.models import DocumentVersion
from governance.pdf.facts import facts
from governance.pdf.html import printable
from governance.pdf.render import to_pdf
from governance.pdf.schedules import body_of
from governance.services.documents import start_draft
from protocols.agreement import PartyLine, TermsLine
from protocols.models.party import ControllerRole, Direction
from tests.factories.governance import make_published
from tests.factories.protocols import amend, make_recorded
from tests.governance.pdf.helpers import assert_sound, words_of

pytestmark = pytest.mark.django_db
BY = job("import_agreements")


@pytest.fixture(autouse=True)
def day():
    with time_machine.travel("2026-11-24T09:30:00Z", tick=True):
        yield


def recorded(people, **fields):
    parties = (
        PartyLine(
            "Northshire County Council", Direction.DISCLOSER, people.organisation, ControllerRole.CONTROLLER
        ),
        PartyLine("The Almshouse Charity ⛑", Direction.RECIPIENT),
    )
    terms = TermsLine(
        date(2025, 4, 1), None, date(2026, 4, 1), "P1Y6M", "data@council.example", "England\nWales"
    )
    return make_recorded(people.organisation, BY, parties=parties, terms=terms, **fields)


def test_rows_of_each_set_are_a_schedule_in_the_words_of_its_columns(people):
    body = body_of(recorded(people))

    assert [(s.number, s.heading, s.columns, s.rows) for s in body.schedules] == [
        (
            "Schedule 1",
            "Parties",
            ("Organisation", "Direction", "Controller role"),
            (
                ("Northshire County Council", "Discloses", "Controller"),
                ("The Almshouse Charity ■", "Receives", ""),
            ),
        ),
        (
            "Schedule 2",
            "Legal powers",
            ("Power",),
            (("Digital Economy Act 2017, section 36: fuel poverty",),),
        ),
        (
            "Schedule 3",
            "Dates and conditions",
            (),
            (
                ("Starts", "1 April 2025"),
                ("Review", "1 April 2026"),
                ("Kept by the recipient for", "1 year and 6 months"),
                ("Contact for subject access requests", "data@council.example"),
                ("Areas", "England\nWales"),
            ),
        ),
    ]
    assert body.unknown == {"⛑"}
    assert [entry.text for entry in body.contents][-3:] == ["Parties", "Legal powers", "Dates and conditions"]


def test_a_set_without_rows_and_a_kind_without_sets_have_no_schedule(people):
    code = make_published(people.organisation, people.officer, people.approver)
    agreement = make_recorded(people.organisation, BY, powers=(), title="No law named")

    assert body_of(code).schedules == []
    assert [schedule.heading for schedule in body_of(agreement).schedules] == [
        "Parties",
        "Dates and conditions",
    ]


def test_a_draft_prints_its_rows_as_they_stand(people):
    draft = start_draft(recorded(people).document, by=people.officer)
    with_terms = body_of(DocumentVersion.objects.for_page().get(pk=draft.pk))

    assert [schedule.heading for schedule in with_terms.schedules] == [
        "Parties",
        "Legal powers",
        "Dates and conditions",
    ]


def test_the_control_block_says_that_it_was_signed_elsewhere_and_names_no_approver(people):
    first = recorded(people)
    with time_machine.travel("2026-11-25T09:30:00Z"):
        second = amend(first, people.officer, people.other, change_summary="Kept for longer")

    control = dict(facts(second).control)
    assert control["Signed"] == (
        "Outside this register. Published on 25 November 2026, recorded by Officer, information officer."
    )
    assert "Approved by" not in control
    assert control["Next review"] == "1 April 2026"
    assert [(line.number, line.what, line.by) for line in facts(second).versions] == [
        ("1.1", "Kept for longer", "Signed outside this register"),
        ("1.0", "", "Signed outside this register"),
    ]
    assert dict(facts(first).control)["Author"] == "Import of agreements"


def test_a_recorded_agreement_is_printed_sound_and_the_same_twice(people, tmp_path, record_property):
    version = DocumentVersion.objects.for_page().get(pk=recorded(people).pk)

    what = printable(version)
    pdf = to_pdf(what)

    assert to_pdf(printable(version)).content == pdf.content
    assert_sound(pdf.content, tmp_path, what.html)
    words = words_of(pdf.content)
    assert "Schedule1PartiesOrganisationDirectionControllerroleNorthshireCountyCouncilDiscloses" in words
    record_property(
        "figure", f"an agreement on {pdf.pages} pages: 0 errors, 0 warnings, the same bytes twice"
    )
