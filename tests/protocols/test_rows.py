"""What a protocol shares, row by row: frozen with its version, copied forward, compared, printed, kept as it is."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F

from audit import verification
from audit.actors import job
from governance.canonical import freeze
from governance.disclosure import THE_PUBLIC, disclosure
from governance.models import Body, Document
from governance.pdf.schedules import body_of
from governance.presenting.text import text_of
from governance.services.disclosure import decide_disclosure
from governance.services.documents import start_draft
from governance.withheld import Withheld
from protocols.agreement import BasisLine, FlowLine, ItemLine
from protocols.models import Conditions, DataItem, Flow, LegalBasis, RegisterEntry
from protocols.presenting.changes import differences, sentences
from protocols.presenting.comparison import compare
from protocols.services.recording import draft_agreement, record_amendment, record_existing
from tests.audit.helpers import acting
from tests.factories.protocols import ITEMS, SAFEGUARDS, make_detailed, make_recorded

pytestmark = pytest.mark.django_db
BY = job("import_agreements")
COUNCIL, TRUST = "Northshire County Council", "Northport Trust"


def recorded(people, **fields):
    agreement = make_detailed(people.organisation, people.other, **fields)
    return record_existing(people.organisation, agreement=agreement, by=BY)


def amended(version, people, **fields):
    agreement = make_detailed(people.organisation, people.other, **fields)
    return record_amendment(version.document, agreement=agreement, by=BY)


def frozen(version):
    return json.loads(Body.objects.get(pk=version.content_sha256).unpacked())["rows"]


def test_rows_are_part_of_what_is_frozen_in_plain_values(people):
    rows = frozen(recorded(people))

    assert rows["data_items"] == [
        {
            "key": "name-and-address", "what": "Name and address", "about": "The household", "special": "",
            "criminal": "", "why": "To find the home.",
        },
        {
            "key": "illness-made-worse-by-cold", "what": "Illness made worse by cold", "about": "The household",
            "special": "health", "criminal": "", "why": "To help the ill first.",
        },
    ]  # fmt: skip
    assert rows["flows"] == [
        {
            "key": "northshire-county-counci-northport-trust",
            "route": {"from": {"name": COUNCIL, "code": "NCC"}, "to": {"name": TRUST, "code": "NPT"}},
            "items": [
                {"key": "name-and-address", "what": "Name and address"},
                {"key": "illness-made-worse-by-cold", "what": "Illness made worse by cold"},
            ],
            "method": "Portal", "often": "Monthly", "format": "CSV", "onward": "None.",
        }
    ]  # fmt: skip
    assert [(row["key"], row["covers"]) for row in rows["bases"]] == [
        ("a6_public_task", "all"), ("art9_g", "special"), ("sch1_6", "special"), ("cf_statute_gateway", "all"),
    ]  # fmt: skip
    assert rows["conditions"] == [
        {
            "security": "Sent through the portal alone.", "assessment": "done", "assessment_reference": "IA-7",
            "assessed_on": "2025-01-20", "assessment_outcome": "Low risk.", "assessment_reason": "",
            "breach": "Tell the other party on the same day.", "disposal": "Shredded.", "review_cycle": "P1Y",
            "notice": "P3M",
        }
    ]  # fmt: skip


def test_what_was_frozen_before_there_were_such_rows_is_still_the_same(people):
    version = make_recorded(people.organisation, BY, people.other)

    assert set(frozen(version)) == {"parties", "powers", "terms"}
    assert list(verification.faults()) == []


def test_the_check_of_the_log_vouches_for_the_rows(people):
    amended(recorded(people), people, items=ITEMS[:1])

    assert list(verification.faults()) == []


@pytest.mark.parametrize("model", [DataItem, Flow, LegalBasis, Conditions])
def test_the_database_keeps_the_rows_of_a_recorded_version_as_they_are(people, model):
    recorded(people)
    found = model.objects.filter(pk=model.objects.values_list("pk", flat=True)[0])

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        found._raw_delete(found.db)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        found.update(version=F("version"))


def test_the_next_draft_begins_with_the_same_rows_between_parties_of_its_own(people):
    version = recorded(people)

    draft = start_draft(version.document, by=people.officer)

    was, now = (json.loads(freeze(each))["rows"] for each in (version, draft))
    assert was == now
    flow = Flow.objects.get(version=draft)
    assert {flow.giver.version_id, flow.taker.version_id} == {draft.pk}
    assert not {row.pk for row in DataItem.objects.filter(version=version)} & {
        row.pk for row in DataItem.objects.filter(version=draft)
    }


def test_a_comparison_tells_field_by_field_in_plain_english(people):
    first = recorded(people)
    later = (*ITEMS, ItemLine("Date of birth", "The household", why="To tell people apart."))
    terms = make_detailed(people.organisation, people.other).terms
    second = amended(
        first,
        people,
        items=later,
        terms=replace(terms, retention="P6Y"),
        conditions=replace(SAFEGUARDS, security="By post."),
    )
    seen = tuple(disclosure(people.officer, version) for version in (first, second))

    found = compare(first, second, seen).fields

    assert [(each.what, each.before, each.after) for each in found] == [
        ("Data items", "", "Date of birth (The household, To tell people apart.)"),
        (
            f"{COUNCIL} to {TRUST}: What is sent",
            "Name and address, Illness made worse by cold",
            "Name and address, Illness made worse by cold, Date of birth",
        ),
        ("Kept by the recipient for", "2 years", "6 years"),
        ("Security", "Sent through the portal alone.", "By post."),
    ]
    entry = RegisterEntry.objects.get(number="1.1")
    assert len(entry.changes) == 6  # fields, of which three are those of the new row


def test_two_items_of_the_same_name_are_told_apart_by_whom_they_are_about(people):
    items = (ItemLine("Name", "The child"), ItemLine("Name", "The parent"))
    first = recorded(people, items=items, flows=())
    second = amended(first, people, items=(items[0], replace(items[1], why="To call home.")), flows=())
    third = amended(second, people, items=items[:1], flows=())
    seen = (disclosure(people.officer, first),) * 2

    assert [each.what for each in compare(first, second, seen).fields] == [
        "Name (The parent): Why it is needed"
    ]
    assert [(each.what, each.before) for each in compare(second, third, seen).fields] == [
        ("Data items", "Name (The parent, To call home.)")
    ]


def test_a_row_that_came_is_one_sentence(people):
    first = recorded(people, bases=())
    second = amended(first, people, bases=(BasisLine("a6_public_task"),))
    seen = (disclosure(people.officer, first),) * 2

    found = compare(first, second, seen).fields

    assert [(each.what, each.after) for each in found] == [
        ("Lawful bases and conditions", "Public task (UK GDPR Article 6(1)(e)) (All data items)")
    ]
    assert sentences([]) == differences([]) == []


def test_rows_are_printed_as_schedules(people):
    schedules = body_of(recorded(people)).schedules

    assert [each.heading for each in schedules] == [
        "Parties", "Data items", "Flows", "Legal powers", "Lawful bases and conditions", "Dates and conditions",
        "Safeguards and ending",
    ]  # fmt: skip
    assert schedules[2].rows == (
        (
            f"{COUNCIL} to {TRUST}", "Name and address, Illness made worse by cold", "Portal", "Monthly", "CSV",
            "None.",
        ),
    )  # fmt: skip


def test_where_the_parties_are_withheld_so_are_the_flows_that_name_them(people):
    version = decide_disclosure(
        recorded(people),
        by=people.approver,
        publication="redacted",
        reason="Section 31",
        withheld=[Withheld("rows:parties", "Section 31")],
    )

    rows = text_of(version, disclosure(THE_PUBLIC, version)).rows
    assert "flows" not in rows
    assert len(rows["data_items"]) == 2
    assert TRUST not in json.dumps(rows)


@pytest.mark.parametrize(
    ("key", "changed"),
    [
        ("flows", {"flows": (FlowLine(COUNCIL, "Somebody else", ("Name and address",)),)}),
        ("flows", {"flows": (FlowLine(COUNCIL, COUNCIL, ("Name and address",)),)}),
        ("flows", {"flows": (FlowLine(COUNCIL, TRUST, ("Shoe size",)),)}),
        ("flows", {"flows": (FlowLine(COUNCIL, TRUST, ()), FlowLine(COUNCIL, TRUST, ("Name and address",)))}),
        ("items", {"items": (ITEMS[0], ITEMS[0]), "flows": ()}),
        ("special", {"items": (ItemLine("Height", special="length"),), "flows": ()}),
        ("key", {"bases": (BasisLine("magic"),)}),
        ("bases", {"bases": (BasisLine("a6_consent"), BasisLine("a6_consent"))}),
        ("notice", {"conditions": replace(SAFEGUARDS, notice="3 months")}),
        ("assessed_on", {"conditions": replace(SAFEGUARDS, assessed_on=date(202, 1, 1))}),
        ("security", {"conditions": replace(SAFEGUARDS, security="Left \u202e right")}),
        ("why", {"items": (ItemLine("Height", why="x" * 1001),), "flows": ()}),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_entered(people, key, changed):
    with pytest.raises(ValidationError) as refused:
        recorded(people, **changed)

    assert list(refused.value.message_dict) == [key]
    assert not Document.objects.exists()


def test_the_database_holds_a_flow_between_two_parties_and_once(people):
    agreement = make_detailed(people.organisation, people.other)
    draft = draft_agreement(people.organisation, agreement=agreement, by=people.officer)
    flow = Flow.objects.get(version=draft)
    fields = {"version": draft, "position": 2, "giver": flow.giver, "taker": flow.taker}

    with acting(people.officer):
        with pytest.raises(IntegrityError), transaction.atomic():
            Flow.objects.create(**{**fields, "key": "a", "taker": flow.giver})
        with pytest.raises(IntegrityError), transaction.atomic():
            Flow.objects.create(**fields, key="b", method=flow.method, often=flow.often)
        with pytest.raises(IntegrityError), transaction.atomic():
            Conditions.objects.filter(version=draft).update(assessment="not_needed", assessment_reason="")
        Flow.objects.create(**fields, key="c", method="Post")
    assert Flow.objects.filter(version=draft).count() == 2
