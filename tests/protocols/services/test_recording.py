from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.db.models import F

from audit import verification
from audit.actors import job
from governance.kinds import PlainSection
from governance.models import Body, Document, DocumentVersion
from governance.models.version import Standing
from protocols.agreement import PartyLine, Source, TermsLine
from protocols.models import LegalPower, Party, Protocol, RegisterEntry, Terms
from protocols.models.entry import Status
from protocols.models.party import Direction
from tests.factories.protocols import amend, make_recorded

pytestmark = pytest.mark.django_db
BY = job("import_agreements")


def test_a_recorded_agreement_is_in_force_by_its_own_dates_and_says_that_it_was_signed_elsewhere(people):
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=UTC)):
        version = make_recorded(people.organisation, people.officer, people.other)

    version = DocumentVersion.objects.get(pk=version.pk)
    assert version.standing(date(2025, 3, 31)) is Standing.SCHEDULED
    assert version.standing(date(2027, 3, 31)) is Standing.IN_FORCE
    assert version.standing(date(2027, 4, 1)) is Standing.ENDED
    assert (version.is_from_outside, version.approved_by, version.published_by) == (
        True,
        None,
        people.officer,
    )
    assert version.document.reference == "NCC-DDA-0001"
    assert Protocol.objects.get().is_from_outside


def test_parties_powers_and_terms_are_part_of_what_is_frozen(people):
    version = make_recorded(people.organisation, BY, people.other)

    frozen = json.loads(Body.objects.get(pk=version.content_sha256).unpacked())
    assert frozen["rows"] == {
        "parties": [
            {"name": "Northshire County Council", "code": "NCC", "direction": "discloser", "role": ""},
            {"name": "Northport Trust", "code": "NPT", "direction": "recipient", "role": ""},
        ],
        "powers": [{"key": "dea_fuel_poverty"}],
        "terms": [
            {
                "starts_on": "2025-04-01", "ends_on": "2027-03-31", "review_on": "2026-04-01", "retention": "P2Y",
                "contact": "data@council.example", "areas": "",
            }
        ],
    }  # fmt: skip


@pytest.mark.parametrize("model", [Party, LegalPower, Terms])
def test_the_database_keeps_the_rows_of_a_recorded_version_as_they_are(people, model):
    make_recorded(people.organisation, BY, people.other)
    row = model.objects.values_list("pk", flat=True)[0]
    found = model.objects.filter(pk=row)

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        found._raw_delete(found.db)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        found.update(version=F("version"))


def test_an_amendment_ends_the_version_before_and_the_register_says_what_changed(people):
    with time_machine.travel(datetime(2026, 1, 10, 12, tzinfo=UTC)):
        first = make_recorded(people.organisation, BY, people.other)
    with time_machine.travel(datetime(2026, 6, 1, 12, tzinfo=UTC)):
        second = amend(
            first, BY, people.other, terms=TermsLine(date(2025, 4, 1), date(2028, 3, 31), None, "P3Y")
        )

    first.refresh_from_db()
    assert (first.effective_from, first.effective_to) == (date(2025, 4, 1), date(2026, 6, 1))
    assert (second.number, second.effective_from, second.effective_to) == (
        "1.1",
        date(2026, 6, 1),
        date(2028, 4, 1),
    )
    entries = RegisterEntry.objects.order_by("number")
    assert [(e.number, e.shown_from, e.shown_to) for e in entries] == [
        ("1.0", date(2025, 4, 1), date(2026, 6, 1)),
        ("1.1", date(2026, 6, 1), None),
    ]
    assert [(c["label"], c["before"], c["after"]) for c in entries[1].changes] == [
        ("Ends", "31 March 2027", "31 March 2028"),
        ("Review", "1 April 2026", ""),
        ("Kept by the recipient for", "2 years", "3 years"),
        ("Contact for subject access requests", "data@council.example", ""),
    ]


def test_an_amendment_published_before_the_agreement_starts_leaves_the_first_version_no_day(people):
    before = datetime(2025, 1, 10, 12, tzinfo=UTC)
    first = make_recorded(people.organisation, BY, people.other, published_at=before)
    second = amend(first, BY, people.other, title="Warmer homes", published_at=before)

    first.refresh_from_db()
    assert first.effective_from == first.effective_to == second.effective_from == date(2025, 4, 1)
    assert Document.objects.get().title == "Warmer homes"


def test_an_amendment_published_after_the_end_was_never_in_force(people):
    ended = TermsLine(date(2020, 1, 1), date(2020, 12, 31))
    first = make_recorded(people.organisation, BY, people.other, terms=ended)
    second = amend(first, BY, people.other, title="Warmer homes", terms=ended)

    first.refresh_from_db()
    assert (first.effective_from, first.effective_to) == (date(2020, 1, 1), date(2021, 1, 1))
    assert second.effective_from == second.effective_to == date(2021, 1, 1)
    assert RegisterEntry.objects.shown(date(2026, 11, 24)).get().title == "Warmer homes"


def test_a_body_that_no_list_has_is_a_party_by_its_name(people):
    lines = (
        PartyLine("Northshire County Council", Direction.DISCLOSER, people.organisation),
        PartyLine("The Almshouse Charity", Direction.RECIPIENT),
    )

    version = make_recorded(people.organisation, BY, parties=lines)

    assert [(p.name, p.organisation) for p in version.parties.order_by("position")] == [
        ("Northshire County Council", people.organisation),
        ("The Almshouse Charity", None),
    ]
    assert RegisterEntry.objects.get().parties[1] == {
        "name": "The Almshouse Charity", "direction": "recipient", "code": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"powers": ("magic",)}, "powers"),
        ({"terms": TermsLine(retention="2 years")}, "retention"),
        ({"terms": TermsLine(date(2026, 1, 1), date(2025, 1, 1))}, "__all__"),
        ({"title": ""}, "title"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_entered(people, fields, key):
    with pytest.raises(ValidationError) as refused:
        make_recorded(people.organisation, BY, people.other, **fields)

    assert list(refused.value.message_dict) == [key]
    assert not Document.objects.exists()


def test_a_party_stands_once(people):
    twice = (PartyLine("A", Direction.DISCLOSER), PartyLine("A", Direction.RECIPIENT))

    with pytest.raises(ValidationError, match="twice"):
        make_recorded(people.organisation, BY, parties=twice)


def test_an_agreement_of_another_register_is_entered_once(people):
    source = Source("National register", "dea:1")
    make_recorded(people.organisation, BY, reference="DEA-0001", source=source)

    with pytest.raises(ValidationError, match="stands here already"):
        make_recorded(people.organisation, BY, reference="DEA-0002", source=source)


@pytest.mark.parametrize("who", ["practitioner", "manager", "auditor", "stranger"])
def test_only_who_may_write_and_publish_records(people, who):
    with pytest.raises(PermissionDenied):
        make_recorded(people.organisation, getattr(people, who))


def test_the_people_of_every_party_read_an_agreement_that_is_closed(people):
    version = make_recorded(people.organisation, BY, people.other)
    Document.objects.filter(pk=version.document_id).update(audience="organisation")

    assert version in DocumentVersion.objects.visible_to(people.stranger)
    assert version not in DocumentVersion.objects.visible_to(people.anonymous)


def test_the_check_of_the_log_vouches_for_recorded_agreements(people):
    first = make_recorded(people.organisation, BY, people.other)
    amend(first, BY, people.other, title="Warmer homes")

    assert list(verification.faults()) == []


def test_the_register_tells_where_a_day_lies(people):
    make_recorded(people.organisation, BY, people.other)
    entry = RegisterEntry.objects.get()

    days = [date(2025, 3, 31), date(2025, 4, 1), date(2027, 3, 31), date(2027, 4, 1)]
    assert [entry.status(day) for day in days] == [
        Status.NOT_STARTED, Status.IN_FORCE, Status.IN_FORCE, Status.ENDED,
    ]  # fmt: skip
    for day in days:
        found = [status for status in Status if RegisterEntry.objects.standing(status, day)]
        assert found == [entry.status(day)]


UNSEEN = "Left \u202e right"


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("reference", {"reference": "a/b c"}),
        ("reference", {"reference": "abc-1"}),
        ("reference", {"reference": "versions"}),
        ("parties", {"parties": ()}),
        ("sections", {"sections": ()}),
        ("sections", {"sections": (PlainSection("purpose", "Purpose", "To \x00 help."),)}),
        ("powers", {"powers": ("dea_fuel_poverty", "dea_fuel_poverty")}),
        ("ends_on", {"terms": TermsLine(date(2025, 4, 1), date(9999, 12, 31))}),
        ("contact", {"terms": TermsLine(contact="x" * 1001)}),
        ("contact", {"terms": TermsLine(contact=UNSEEN)}),
        ("areas", {"terms": TermsLine(areas="North\x00shire")}),
        ("published_at", {"published_at": datetime(2099, 1, 1, tzinfo=UTC)}),
        ("published_at", {"published_at": datetime(2025, 1, 1)}),  # noqa: DTZ001  # without a zone
    ],
)
def test_what_would_break_the_register_is_refused_with_a_sentence(people, field, changed):
    with pytest.raises(ValidationError) as refused:
        make_recorded(people.organisation, BY, people.other, **changed)

    assert list(refused.value.message_dict) == [field]
    assert not Document.objects.exists()


def test_a_lead_may_keep_what_it_is_no_party_to(people):
    parties = (PartyLine(people.other.name, Direction.DISCLOSER, people.other),)

    version = make_recorded(people.organisation, BY, parties=parties)

    assert [party.organisation for party in version.parties.all()] == [people.other]
