from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from audit.actors import job
from audit.models import Event
from governance.models import Document, DocumentVersion
from organisations.models import Identifier
from protocols.models import Party, Protocol
from protocols.services import recording
from protocols.services.imports import ImportRefused, check_agreements, import_agreements, make_plan
from protocols.services.published import read_file
from protocols.services.transcription import readable
from tests.audit.helpers import acting
from tests.factories.protocols import make_recorded
from tests.protocols.services.test_published import ITEM, KEY, log, table

pytestmark = pytest.mark.django_db
BY = job("import_agreements")
TRUST = "government-organisation:D2"


@pytest.fixture
def bodies(people):
    with acting():
        Identifier.objects.create(
            organisation=people.organisation, scheme="government-organisation", value="D1"
        )
        Identifier.objects.create(organisation=people.other, scheme="government-organisation", value="D2")
    return people


def read(tmp_path, content, name="register.rsf"):
    path = tmp_path / name
    path.write_text(content)
    reading = read_file(path)
    assert reading.faults == []
    return reading.found


def take(tmp_path, content, name="register.rsf"):
    return import_agreements(read(tmp_path, content, name), by=BY)


def refused(tmp_path, item):
    with pytest.raises(ImportRefused) as error:
        take(tmp_path, log(("1", "2025-05-01T10:00:00Z", item)))
    assert not Document.objects.exists()
    return [
        (fault.line, fault.column, fault.message.removeprefix(f"{fault.column}: "))
        for fault in error.value.faults
    ]


LONG = "x" * 1001


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"name": "War\u0007m"}, "name"),
        ({"name": "Warm \u202e homes"}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"controller-names": ["Left \u202e right"]}, "controller-names"),
        ({"processor-names": ["x" * 301]}, "processor-names"),
        ({"processor-names": ["Northshire County Council"]}, "processor-names"),
        ({"retention-period": "P1111Y1111M1111W11111D"}, "retention-period"),
        ({"end-date": "9999-12-31"}, "end-date"),
        ({"start-date": "0001-01-01"}, "start-date"),
        ({"purpose": "To \u0000 help"}, "purpose"),
        ({"contact": "a\u0000@b.example"}, "contact"),
        ({"contact": LONG}, "contact"),
        ({"area-names": ["\u202eNorth"]}, "area-names"),
        ({"area-names": [LONG]}, "area-names"),
    ],
)
def test_what_our_tables_cannot_hold_is_named_with_its_column(tmp_path, bodies, changed, column):
    assert [(line, where) for line, where, _message in refused(tmp_path, {**ITEM, **changed})] == [
        (2, column)
    ]


def test_a_check_finds_what_the_import_finds_and_leaves_nothing(tmp_path, bodies):
    found = read(tmp_path, log(("7", "2025-05-01T10:00:00Z", {**ITEM, "processors": [TRUST]})))

    checked = check_agreements(found, by=BY)

    assert not Document.objects.exists()
    assert not Event.objects.filter(verb__in=["version.recorded", "act.refused"]).exists()
    assert vars(checked) == vars(import_agreements(found, by=BY))


def test_what_the_act_of_recording_refuses_is_told_at_its_line(tmp_path, bodies, monkeypatch):
    """Whatever may be refused one day: no traceback, and all lines are told."""
    two = [("1", "2025-05-01T10:00:00Z", ITEM), ("2", "2025-05-01T10:00:00Z", ITEM)]
    found = read(tmp_path, log(*two))
    monkeypatch.setattr(recording, "powers", dict)

    for bring_in in (check_agreements, import_agreements):
        with pytest.raises(ImportRefused) as error:
            bring_in(found, by=BY)
        assert [(f.line, f.column) for f in error.value.faults] == [
            (2, "legal-power-disclosure"),
            (4, "legal-power-disclosure"),
        ]
    assert not Document.objects.exists()


def test_a_code_that_stands_twice_is_told_and_taken_once(tmp_path, bodies):
    report = take(
        tmp_path, log(("1", "2025-05-01T10:00:00Z", {**ITEM, "controllers": ITEM["controllers"] * 2}))
    )

    assert "DEA-0001: controllers has “government-organisation:D1” twice" in report.oddities
    assert Party.objects.count() == 1


def test_an_agreement_is_recorded_with_its_number_in_the_other_register(tmp_path, bodies):
    report = take(tmp_path, log(("7", "2025-05-01T10:00:00Z", {**ITEM, "processors": [TRUST]})))

    assert (report.created, report.amended, report.unchanged, report.parties) == (1, 0, 0, 2)
    document = Document.objects.get()
    assert (document.reference, document.organisation, document.owner) == (
        "DEA-0007",
        bodies.organisation,
        None,
    )
    assert Protocol.objects.get().source_code == f"{KEY}:7"
    assert [(p.organisation, p.direction) for p in Party.objects.order_by("position")] == [
        (bodies.organisation, "discloser"),
        (bodies.other, "recipient"),
    ]


def test_who_discloses_and_receives_stands_once_and_makes_it_a_protocol(tmp_path, bodies):
    take(tmp_path, log(("1", "2025-05-01T10:00:00Z", {**ITEM, "processors": ITEM["controllers"]})))

    assert list(Party.objects.values_list("direction", flat=True)) == ["both"]
    assert Document.objects.get().kind == "information_sharing_protocol"


def test_two_entries_of_one_key_become_two_versions(tmp_path, bodies):
    later = {**ITEM, "end-date": "2026-03-31"}

    report = take(tmp_path, log(("1", "2025-05-01T10:00:00Z", ITEM), ("1", "2025-06-01T10:00:00Z", later)))

    assert (report.created, report.amended) == (1, 1)
    versions = DocumentVersion.objects.order_by("minor")
    assert [(v.number, v.published_at.isoformat()) for v in versions] == [
        ("1.0", "2025-05-01T10:00:00+00:00"),
        ("1.1", "2025-06-01T10:00:00+00:00"),
    ]
    assert versions[1].change_summary == (
        "Amended in the register that it comes from. end-date: “” became “2026-03-31”."
    )


def test_a_second_run_changes_nothing(tmp_path, bodies):
    text = log(("1", "2025-05-01T10:00:00Z", ITEM), ("1", "2025-06-01T10:00:00Z", {**ITEM, "name": "Warmer"}))
    take(tmp_path, text)

    again = take(tmp_path, text)

    assert (again.created, again.amended, again.unchanged) == (0, 0, 2)
    assert DocumentVersion.objects.count() == 2


def test_a_table_recognises_what_the_log_brought(tmp_path, bodies):
    take(tmp_path, log(("1", "2025-05-01T10:00:00Z", ITEM)))

    again = take(tmp_path, table(ITEM), "register.csv")

    assert (again.created, again.amended, again.unchanged) == (0, 0, 1)


def test_a_later_entry_amends_what_stands_here(tmp_path, bodies):
    take(tmp_path, log(("1", "2025-05-01T10:00:00Z", ITEM)))

    later = {**ITEM, "name": "Warmer", "entry-timestamp": "2025-07-01T10:00:00Z"}
    report = take(tmp_path, table(later), "register.csv")

    assert (report.created, report.amended, report.unchanged) == (0, 1, 0)
    assert Document.objects.get().title == "Warmer"


def test_an_older_entry_that_was_never_here_is_left_out_and_reported(tmp_path, bodies):
    take(tmp_path, table({**ITEM, "entry-timestamp": "2025-07-01T10:00:00Z"}), "register.csv")

    report = take(tmp_path, log(("1", "2025-05-01T10:00:00Z", ITEM)))

    assert (report.created, report.amended, report.unchanged) == (0, 0, 0)
    assert (
        "DEA-0001: an older version, of 2025-05-01, is left out, for a later one stands here"
        in report.oddities
    )


def test_the_same_entry_with_another_content_is_refused(tmp_path, bodies):
    take(tmp_path, log(("1", "2025-05-01T10:00:00Z", ITEM)))

    with pytest.raises(ImportRefused, match=r"version 1\.0 was recorded from the same entry"):
        take(tmp_path, log(("1", "2025-05-01T10:00:00Z", {**ITEM, "name": "Forged"})))


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        (
            {"controllers": ["government-organisation:D9"]},
            (2, "controllers", "no body here has the code “government-organisation:D9”"),
        ),
        ({"start-date": "31/03/2019"}, (2, "start-date", "“31/03/2019” is not a day such as 2019-03-31")),
        ({"end-date": "2019-02-30"}, (2, "end-date", "“2019-02-30” is not a day such as 2019-03-31")),
        ({"end-date": "2024-01-01"}, (2, "end-date", "the agreement ends before it starts")),
        ({"retention-period": "2 years"}, (2, "retention-period", "“2 years” is not a period such as P2Y6M")),
        (
            {"legal-power-disclosure": "magna-carta:1"},
            (2, "legal-power-disclosure", "no legal power here has the code “magna-carta:1”"),
        ),
        ({"name": "x" * 201}, (2, "name", "the name has more than 200 characters")),
    ],
)
def test_a_value_that_cannot_be_taken_refuses_the_whole(tmp_path, bodies, fields, fault):
    assert fault in refused(tmp_path, {**ITEM, **fields})


def test_a_reference_of_another_document_is_refused(tmp_path, bodies):
    make_recorded(bodies.organisation, BY, reference="DEA-0001")

    with pytest.raises(ImportRefused, match="DEA-0001 belongs to another document"):
        take(tmp_path, log(("1", "2025-05-01T10:00:00Z", ITEM)))


def test_what_is_odd_is_told_and_taken(tmp_path, bodies):
    odd = {
        **ITEM, "controller-names": ["The Almshouse"], "retention-period": "P3Y9M27D", "end-date": "2026-03-31",
        "review-date": "2026-03-31",
        "legal-power-disclosure": "information-sharing-agreement-powers-and-objecitves-0001:2",
    }  # fmt: skip

    report = take(tmp_path, log(("1", "2025-05-01T10:00:00Z", odd)))

    assert report.oddities == [
        "DEA-0001: “The Almshouse” is named without a code of a body",
        "DEA-0001: names no recipient",
        "DEA-0001: is to be reviewed on the day on which it ends",
        "DEA-0001: is kept for the uneven period P3Y9M27D",
        "DEA-0001: misspells the list of powers: “information-sharing-agreement-powers-and-objecitves-0001:2”",
    ]
    assert report.created == 1


def test_agreements_of_one_wording_are_told_as_one_pattern(tmp_path, bodies):
    north = {**ITEM, KEY: "1", "name": "Pilot with Northport Trust", "processors": [TRUST]}
    south = {**ITEM, KEY: "2", "name": "Pilot with Southport", "area-names": ["Southport"]}

    found = read(tmp_path, log(("1", "2025-05-01T10:00:00Z", north), ("2", "2025-05-01T10:00:00Z", south)))

    alike = [line for line in make_plan(found).report.oddities if "nearly the same" in line]
    assert alike == ["2 agreements are nearly the same but for the names of their bodies: DEA-0001, DEA-0002"]


def test_a_person_of_one_body_may_not(tmp_path, bodies):
    found = read(tmp_path, log(("1", "2025-05-01T10:00:00Z", ITEM)))

    with pytest.raises(PermissionDenied):
        import_agreements(found, by=bodies.officer)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("Items: ●Earnings  ●Household ", "Items:\n\n- Earnings\n- Household"),
        ("First:\n•        Forename\n•        DOB \n\nThen more", "First:\n\n- Forename\n- DOB\n\nThen more"),
        ("It will help to \nmanage debt", "It will help to manage debt"),
        ("More debt recovered\nmore people helped", "More debt recovered\n\nmore people helped"),
        ("Desk\r1 Road\rTown", "Desk\n\n1 Road\n\nTown"),
        ("Government Secure Email", "Government Secure Email"),
        ("Two  spaces", "Two spaces"),
        ("", ""),
    ],
)
def test_a_published_text_is_kept_readable(text, markdown):
    assert readable(text) == markdown
