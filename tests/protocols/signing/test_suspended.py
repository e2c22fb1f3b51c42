"""What is suspended between all says so wherever the public reads of it, and stands on no map until that is lifted."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.utils import timezone
from django.utils.formats import date_format

from audit import actors
from governance.services.disclosure import decide_disclosure
from governance.withheld import Withheld
from organisations.services.organisations import record_successor
from protocols.models import EntryArrow, RegisterEntry
from protocols.services import succession, suspension, termination
from protocols.verifying import code_of
from tests.once import made_once
from tests.protocols.signing.world import make_signed, make_world

pytestmark = pytest.mark.django_db


def world():
    w = make_world()
    w.version = make_signed(w, "NCC NPT POL")
    return w


made = made_once(world)


@pytest.fixture
def w(made):
    cache.clear()
    return made


def in_data(client, w):
    """Its object of the JSON and its row of the CSV."""
    reference = w.version.document.reference
    rows = client.get("/register.json").json()["results"]
    lines = csv.DictReader(io.StringIO(client.get("/register.csv").getvalue().decode("utf-8-sig")))
    [row] = [row for row in rows if row["reference"] == reference]
    [line] = [line for line in lines if line["reference"] == reference]
    return row, line


def is_mapped(client, w):
    return w.version.document.reference in client.get("/register/map.csv").getvalue().decode()


def told(client, w):
    """What each place says: the list, the agreement's page, the data, the check of a paper, and the map."""
    row, line = in_data(client, w)
    listed = client.get("/register/").content.decode()
    page = client.get(w.version.document.get_absolute_url()).content.decode()
    checked = client.get(f"/verify/{code_of(w.version.content_sha256)}/").content.decode()
    beside = client.get("/register/map/").content.decode()
    return {
        "list": "Suspended" in listed,
        "page": "This agreement has been suspended since" in page,
        "json": row["suspended"],
        "csv": line["suspended"],
        "verify": "has been suspended since" in checked,
        "map": is_mapped(client, w),
        "beside the map": "Agreements that are suspended are not on" in beside,
    }


def nothing_of_it():
    return {
        "list": False,
        "page": False,
        "json": None,
        "csv": "",
        "verify": False,
        "map": True,
        "beside the map": False,
    }


def test_all_places_say_it_until_it_is_lifted(client, w):
    assert told(client, w) == nothing_of_it()

    halt = suspension.suspend(w.version, by=w.approver, reason="A breach")

    day = timezone.localdate().isoformat()
    assert told(client, w) == {
        "list": True, "page": True, "json": day, "csv": day, "verify": True, "map": False,
        "beside the map": True,
    }  # fmt: skip
    suspension.lift(halt, by=w.approver, reason="Mended")
    assert told(client, w) == nothing_of_it()


def test_a_suspension_to_come_is_told_from_its_day_on(client, w):
    day = timezone.localdate() + timedelta(days=3)
    suspension.suspend(w.version, by=w.approver, reason="A breach", suspended_on=day)

    assert told(client, w) == nothing_of_it()
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert told(client, w)["json"] == day.isoformat()
        assert told(client, w)["page"]


def test_the_suspension_of_one_party_is_no_suspension_of_all(client, w):
    suspension.suspend(w.version, by=w.approver, reason="A breach", organisation=w.third)

    assert told(client, w) == nothing_of_it()


def told_of_it(client, w):
    """What each place says of a suspension for one party alone, to which the only flow goes."""
    row, line = in_data(client, w)
    listed = client.get("/register/").content.decode()
    page = client.get(w.version.document.get_absolute_url()).content.decode()
    today = date_format(timezone.localdate(), "j F Y")
    return {
        "list": "suspended for Northport Trust" in listed,
        "page": f"Suspended since {today}" in page,
        "json": row["suspended_for"],
        "csv": line["suspended_for"],
        "map": is_mapped(client, w),
    }


def test_of_one_party_it_is_told_and_its_ways_are_off_the_map(client, w):
    nothing = {"list": False, "page": False, "json": [], "csv": "", "map": True}
    assert told_of_it(client, w) == nothing

    halt = suspension.suspend(w.version, by=w.approver, reason="A breach", organisation=w.other)

    assert told_of_it(client, w) == {
        "list": True, "page": True, "json": ["Northport Trust"], "csv": "Northport Trust", "map": False,
    }  # fmt: skip
    suspension.lift(halt, by=w.approver, reason="Mended")
    assert told_of_it(client, w) == nothing


def test_of_one_party_it_is_told_from_its_day_on(client, w):
    day = timezone.localdate() + timedelta(days=3)
    suspension.suspend(w.version, by=w.approver, reason="A breach", suspended_on=day, organisation=w.other)

    assert told_of_it(client, w)["json"] == []
    assert told_of_it(client, w)["map"]
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert told_of_it(client, w)["json"] == ["Northport Trust"]
        assert not told_of_it(client, w)["map"]


def test_who_took_the_place_of_a_suspended_party_is_suspended_with_it(client, w):
    record_successor(w.other, by=actors.job("test"), successor=w.fourth, on=timezone.localdate())
    suspension.suspend(w.version, by=w.approver, reason="A breach", organisation=w.other)

    succession.succeed(w.other, by=w.heir, successor=w.fourth)

    assert w.version.register_entry.suspended_for() == ["New Trust"]
    assert not is_mapped(client, w)


def test_what_ended_is_suspended_for_nobody(client, w):
    suspension.suspend(w.version, by=w.approver, reason="A breach", organisation=w.other)
    termination.terminate(w.version, by=w.approver, ends_on=timezone.localdate(), reason="No need")

    assert told_of_it(client, w) == {"list": False, "page": False, "json": [], "csv": "", "map": False}


def test_two_of_three_parties_are_counted(client, w):
    for body in (w.other, w.third):
        suspension.suspend(w.version, by=w.approver, reason="A breach", organisation=body)

    assert "suspended for 2 of 3" in client.get("/register/").content.decode()


def test_a_suspension_of_all_is_told_once(client, w):
    suspension.suspend(w.version, by=w.approver, reason="A breach", organisation=w.other)
    suspension.suspend(w.version, by=w.approver, reason="A breach")

    assert "suspended for" not in client.get("/register/").content.decode()
    assert told_of_it(client, w)["json"] == []


def test_parties_that_are_withheld_are_not_told_as_suspended(client, w):
    withheld = [Withheld("rows:parties", "Section 31")]
    decide_disclosure(
        w.version, by=w.approver, publication="redacted", reason="Section 31", withheld=withheld
    )
    suspension.suspend(w.version, by=w.approver, reason="A breach", organisation=w.other)

    assert told_of_it(client, w) == {"list": False, "page": False, "json": [], "csv": "", "map": False}


def test_the_banner_gives_the_day_and_not_the_reason(client, w):
    suspension.suspend(w.version, by=w.approver, reason="A breach of the worst kind")

    said = client.get(w.version.document.get_absolute_url()).content.decode()

    today = date_format(timezone.localdate(), "j F Y")
    assert f"This agreement has been suspended since {today}." in said
    assert "Case by case, people decide as before." in said
    assert "worst kind" not in said


def test_suspensions_of_one_party_that_were_there_before_are_filled(w):
    """The migration that brought them."""
    record_successor(w.other, by=actors.job("test"), successor=w.fourth, on=timezone.localdate())
    suspension.suspend(w.version, by=w.approver, reason="A breach", organisation=w.other)
    over = suspension.suspend(w.version, by=w.approver, reason="A breach", organisation=w.third)
    suspension.lift(over, by=w.approver, reason="Mended")
    succession.succeed(w.other, by=w.heir, successor=w.fourth)
    wanted = as_stored()
    for each in RegisterEntry.objects.all():
        each.parties = [{k: v for k, v in party.items() if k != "suspended"} for party in each.parties]
        each.save()
    EntryArrow.objects.update(until=None)

    import_module("protocols.migrations.0022_the_register_tells_who_is_suspended").fill(apps, None)

    assert as_stored() == wanted
    assert "suspended" in str(wanted)


def as_stored():
    entries = RegisterEntry.objects.order_by("pk").values_list("reference", "parties")
    arrows = EntryArrow.objects.order_by("place").values_list("place", "giver_name", "taker_name", "until")
    return list(map(str, [*entries, *arrows]))


def test_entries_that_were_there_before_are_filled(w):
    """The migration that brought the columns."""
    suspension.suspend(w.version, by=w.approver, reason="A breach")
    wanted = list(RegisterEntry.objects.values_list("reference", "suspended_from"))
    RegisterEntry.objects.update(suspended_from=None)

    import_module("protocols.migrations.0019_the_register_tells_accords_and_suspensions").fill(apps, None)

    assert list(RegisterEntry.objects.values_list("reference", "suspended_from")) == wanted
    assert wanted[0][1] == timezone.localdate()
