"""Since when an agreement is in force, who has signed it, who came and who went: what the public register says."""

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
from governance.models import DocumentVersion
from governance.services.disclosure import decide_disclosure
from governance.withheld import Withheld
from organisations.services.organisations import record_successor
from protocols.agreement import TermsLine
from protocols.kinds import ACCORD
from protocols.models import EntryParty, RegisterEntry
from protocols.models.entry import Status
from protocols.services import accession, leaving, succession
from protocols.statements import Kind
from protocols.verifying import code_of
from tests.once import made_once
from tests.protocols.signing.test_accord import signed_under, under
from tests.protocols.signing.world import (
    copied,
    days,
    given_for,
    make_open,
    make_signed,
    make_world,
    sign,
)

pytestmark = pytest.mark.django_db
NCC, NPT, POL, NEW = "Northshire County Council", "Northport Trust", "Northshire Police", "New Trust"


def world():
    w = make_world()
    with time_machine.travel(timezone.now() - timedelta(days=20)):
        w.signed = make_signed(w)
    return w


made = made_once(world)


@pytest.fixture
def w(made):
    return anew(made)


def anew(made):
    cache.clear()
    w = copied(made)
    w.signed = DocumentVersion.objects.select_related("document__organisation").get(pk=made.signed.pk)
    return w


def entry(version):
    return RegisterEntry.objects.get(version=version)


def in_words(day):
    return date_format(day, "j F Y")


def page(client, version):
    return client.get(version.document.get_absolute_url()).content.decode()


def listed(client, version):
    """The entry of the list, as it stands on the page."""
    said = client.get("/register/?sort=start").content.decode()
    [found] = [
        each for each in said.split('<li class="sr-results__item">') if version.document.reference in each
    ]
    return found


def as_json(client, version):
    rows = client.get("/register.json").json()["results"]
    return next(row for row in rows if row["reference"] == version.document.reference)


def as_csv(client, version, name="register.csv"):
    file = io.StringIO(client.get(f"/{name}").getvalue().decode("utf-8-sig"))
    rows = [row for row in csv.DictReader(file) if version.document.reference in row.values()]
    return rows[0]


def half_signed(w, parties="NCC NPT POL", **fields):
    version = make_open(w, parties, **fields)
    for code in ("NCC", "NPT"):
        sign(w, version, code)
    version.refresh_from_db()
    return version


def leave(w, version, code="POL", leaves_on=None):
    return leaving.give_notice(
        version,
        by=w.signer[code],
        organisation=w.bodies[code],
        leaves_on=leaves_on or days(1),
        reason="No need any more",
        given=given_for(version, w.signer[code], w.bodies[code], kind=Kind.LEAVING),
    )


def join(w, version, code="NEW", direction="recipient"):
    accession.admit(version, by=w.approver, organisation=w.bodies[code], direction=direction)
    return sign(w, version, code, kind=Kind.ACCESSION)


def taken_over(w, on=-1):
    record_successor(w.other, by=actors.job("test"), successor=w.fourth, on=days(on))
    return succession.succeed(w.other, by=w.heir, successor=w.fourth, documents=[w.signed.document])


def with_codes(version, *, on=None):
    return [party["code"] for party in entry(version).parties_on(on or timezone.localdate())]


def filtered(client, code, version):
    return version.document.reference in client.get(f"/register/?party={code}").content.decode()


# ---- since when -------------------------------------------------------------------------------------


def test_it_is_in_force_since_the_first_two_had_signed_and_not_before(client, w):
    today, text_says = timezone.localdate(), days(-29)
    version = half_signed(w, terms=TermsLine(text_says))

    assert (version.effective_from, entry(version).starts_on) == (today, today)
    assert entry(version).sort_start == today
    assert f"Since {in_words(today)}" in listed(client, version)
    said = page(client, version)
    assert f"Since {in_words(today)}" in said
    assert f"<dt>Starts</dt><dd>{in_words(text_says)}</dd>" in said
    assert f"<dt>In force since</dt><dd>{in_words(today)}</dd>" in said
    assert as_json(client, version)["start"] == today.isoformat()
    assert as_csv(client, version)["start"] == today.isoformat()
    assert as_csv(client, version, "register/map.csv")["since"] == today.isoformat()


def test_what_starts_later_than_it_was_signed_starts_on_its_own_day(client, w):
    version = half_signed(w, terms=TermsLine(days(9)))

    assert (entry(version).starts_on, entry(version).status()) == (days(9), Status.NOT_STARTED)
    said = page(client, version)
    assert f"From {in_words(days(9))}" in said
    assert "In force since" not in said
    assert f"<dt>Starts</dt><dd>{in_words(days(9))}</dd>" in said


def test_without_a_day_of_its_own_it_is_in_force_since_it_was_signed(client, w):
    assert entry(w.signed).starts_on == days(-20)
    assert f"Since {in_words(days(-20))}" in page(client, w.signed)
    assert f"Since {in_words(days(-20))}" in listed(client, w.signed)


# ---- who has signed ---------------------------------------------------------------------------------


def test_who_has_not_signed_is_told_until_it_has(client, w):
    version = half_signed(w)

    said = page(client, version)
    assert "Signed by 2 of 3. It is in force between those who signed." in said
    assert f"Not signed yet: {POL}." in said
    assert "signed by 2 of 3" in listed(client, version)
    assert as_json(client, version)["not_signed"] == [POL]
    assert as_csv(client, version)["not_signed"] == POL

    sign(w, version, "POL")

    said = page(client, version)
    assert "Signed by all 3." in said
    assert "Not signed yet" not in said
    assert "signed by" not in listed(client, version)
    assert as_json(client, version)["not_signed"] == []


def test_a_text_to_come_that_not_all_have_signed_is_not_called_signed(client, w):
    version = half_signed(w, terms=TermsLine(days(9)))

    said = client.get(f"/verify/{code_of(version.content_sha256)}/").content.decode()

    assert f"It takes effect between those who signed, on {in_words(days(9))}." in said
    assert "Not signed yet" in page(client, version)
    assert "It is in force between" not in page(client, version)


def test_parties_that_are_withheld_stay_withheld(client, w):
    version = half_signed(w)
    withheld = [Withheld("rows:parties", "Section 31")]
    decide_disclosure(version, by=w.approver, publication="redacted", reason="Section 31", withheld=withheld)
    sign(w, version, "POL")
    join(w, version)

    assert entry(version).parties == []
    assert not EntryParty.objects.filter(entry__version=version).exists()
    said = page(client, version)
    assert "Who takes part is withheld from the public." in said
    for word in ("Signed by", "Not signed yet", NEW, "joined on"):
        assert word not in said
    assert "signed by" not in listed(client, version)
    assert as_json(client, version)["not_signed"] == []


# ---- who came and went ------------------------------------------------------------------------------


def test_who_joins_stands_in_the_register_from_then_on(client, w):
    accession.admit(w.signed, by=w.approver, organisation=w.fourth, direction="recipient")
    assert with_codes(w.signed) == ["NCC", "NPT", "POL"]

    sign(w, w.signed, "NEW", kind=Kind.ACCESSION)

    today = timezone.localdate()
    assert entry(w.signed).parties[-1] == {
        "name": NEW, "direction": "recipient", "code": "NEW", "joined": today.isoformat(),
    }  # fmt: skip
    assert filtered(client, "NEW", w.signed)
    said = page(client, w.signed)
    assert "Receives information" in said
    assert f"Joined on {in_words(today)}" in said
    assert {"name": NEW, "direction": "recipient"} in as_json(client, w.signed)["parties"]
    assert as_csv(client, w.signed)["recipients"] == NEW
    assert "Signed by all 4." in said


def test_who_joins_the_accord_by_a_protocol_beneath_it_stands_there(client, w):
    with time_machine.travel(timezone.now() - timedelta(days=9)):
        w.accord = make_signed(w, "NCC POL", kind=ACCORD, title="Working together")

    signed_under(w, under(w), "NPT")

    assert with_codes(w.accord) == ["NCC", "POL", "NPT"]
    assert filtered(client, "NPT", w.accord)
    assert f"Joined on {in_words(timezone.localdate())}" in page(client, w.accord)


def test_who_leaves_is_told_from_its_day_on(client, w):
    leave(w, w.signed, leaves_on=days(3))

    assert with_codes(w.signed) == ["NCC", "NPT", "POL"]
    assert "Left on" not in page(client, w.signed)
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert with_codes(w.signed) == ["NCC", "NPT"]
        said = page(client, w.signed)
        assert f"Left on {in_words(timezone.localdate())}" in said
        assert "Signed by all 2." in said
        assert f"{NCC} and {NPT}" in listed(client, w.signed)
        assert POL not in [party["name"] for party in as_json(client, w.signed)["parties"]]
        assert POL not in as_csv(client, w.signed)["both"]
        assert filtered(client, "POL", w.signed)


def test_who_left_and_joined_again_is_a_party_again(client, w):
    with time_machine.travel(timezone.now() - timedelta(days=9)):
        leave(w, w.signed)

    join(w, w.signed, "POL", "both")

    assert with_codes(w.signed) == ["NCC", "NPT", "POL"]
    said = page(client, w.signed)
    assert f"Joined on {in_words(timezone.localdate())}" in said
    assert "Left on" not in said


def test_a_successor_stands_in_the_place_of_its_predecessor(client, w):
    taken_over(w)

    assert with_codes(w.signed) == ["NCC", "POL", "NEW"]
    assert filtered(client, "NEW", w.signed)
    said = page(client, w.signed)
    assert f"New Trust took its place on {in_words(days(-1))}" in said
    assert f"Joined on {in_words(days(-1))}" in said
    assert "Signed by all 3." in said


def test_a_part_that_ended_with_its_body_is_one_that_was_left(client, w):
    record_successor(w.other, by=actors.job("test"), successor=w.fourth, on=days(-1))

    succession.end_part(
        w.other, by=w.heir, successor=w.fourth, documents=[w.signed.document], reason="No need"
    )

    assert with_codes(w.signed) == ["NCC", "POL"]
    assert f"Left on {in_words(days(-1))}" in page(client, w.signed)


# ---- entries that are there -------------------------------------------------------------------------


def test_entries_that_were_there_before_are_filled(w):
    """The migration that brought it."""
    half_signed(w, title="Signed by two", terms=TermsLine(days(-29)))
    second = make_signed(w, title="Left and joined")
    leave(w, second)
    join(w, second)
    taken_over(w)
    wanted = as_stored()
    before = {each.version_id: each.parties for each in RegisterEntry.objects.all()}
    for each in RegisterEntry.objects.all():
        plain = [party for party in before[each.pk] if "joined" not in party]
        each.parties = [{key: party[key] for key in ("name", "direction", "code")} for party in plain]
        each.starts_on, each.sort_start = days(-90), days(-90)
        each.save()
    EntryParty.objects.filter(organisation=w.fourth).delete()

    import_module("protocols.migrations.0020_the_register_tells_who_signed_came_and_went").fill(apps, None)

    assert as_stored() == wanted


def as_stored():
    entries = RegisterEntry.objects.order_by("reference", "number")
    named = EntryParty.objects.order_by("entry__reference", "organisation__code")
    return (
        [(each.reference, each.starts_on, each.sort_start, each.parties) for each in entries],
        list(named.values_list("entry__reference", "organisation__code", "name")),
    )
