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

from protocols.models import RegisterEntry
from protocols.services import suspension
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


def told(client, w):
    """What each place says: the list, the agreement's page, the data, the check of a paper, and the map."""
    reference = w.version.document.reference
    listed = client.get("/register/").content.decode()
    page = client.get(w.version.document.get_absolute_url()).content.decode()
    [row] = [
        each for each in client.get("/register.json").json()["results"] if each["reference"] == reference
    ]
    file = io.StringIO(client.get("/register.csv").getvalue().decode("utf-8-sig"))
    [line] = [each for each in csv.DictReader(file) if each["reference"] == reference]
    checked = client.get(f"/verify/{code_of(w.version.content_sha256)}/").content.decode()
    beside = client.get("/register/map/").content.decode()
    mapped = client.get("/register/map.csv").getvalue().decode()
    return {
        "list": "Suspended" in listed,
        "page": "This agreement has been suspended since" in page,
        "json": row["suspended"],
        "csv": line["suspended"],
        "verify": "has been suspended since" in checked,
        "map": reference in mapped,
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
    suspension.suspend(w.version, by=w.approver, reason="A breach", organisation=w.other)

    assert told(client, w) == nothing_of_it()


def test_the_banner_gives_the_day_and_not_the_reason(client, w):
    suspension.suspend(w.version, by=w.approver, reason="A breach of the worst kind")

    said = client.get(w.version.document.get_absolute_url()).content.decode()

    today = date_format(timezone.localdate(), "j F Y")
    assert f"This agreement has been suspended since {today}." in said
    assert "Case by case, people decide as before." in said
    assert "worst kind" not in said


def test_entries_that_were_there_before_are_filled(w):
    """The migration that brought the columns."""
    suspension.suspend(w.version, by=w.approver, reason="A breach")
    wanted = list(RegisterEntry.objects.values_list("reference", "suspended_from"))
    RegisterEntry.objects.update(suspended_from=None)

    import_module("protocols.migrations.0019_the_register_tells_accords_and_suspensions").fill(apps, None)

    assert list(RegisterEntry.objects.values_list("reference", "suspended_from")) == wanted
    assert wanted[0][1] == timezone.localdate()
