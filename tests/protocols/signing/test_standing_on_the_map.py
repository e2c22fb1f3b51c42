"""Whose arrows the map shows: of those who signed, for as long as they take part."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from protocols.kinds import ACCORD
from protocols.models import EntryArrow, Flow
from protocols.models.party import Direction
from protocols.services import accession, opening
from protocols.ways import Arrow, End, standing
from tests.audit.helpers import acting
from tests.factories.governance import approved
from tests.once import made_once
from tests.protocols.signing.test_standing_in_the_register import (
    NCC,
    NEW,
    NPT,
    POL,
    anew,
    as_csv,
    half_signed,
    join,
    leave,
    taken_over,
    world,
)
from tests.protocols.signing.world import days, make_draft, make_signed, sign

made = made_once(world)


@pytest.fixture
def w(made):
    return anew(made)


def ends(version, on=None):
    """Pairs of names, in whichever order they stand."""
    found = EntryArrow.objects.in_force(AnonymousUser(), on or timezone.localdate()).filter(
        entry__version=version
    )
    return set(found.values_list("giver_name", "taker_name"))


def bodies(version, on=None):
    return {name for pair in ends(version, on) for name in pair}


@pytest.mark.django_db
def test_who_has_not_signed_has_no_arrow_until_it_has(w):
    version = half_signed(w, "NCC POL NPT")  # the flow goes from the first to the second
    assert ends(version) == set()

    sign(w, version, "POL")

    assert ends(version) == {(NCC, POL)}


@pytest.mark.django_db
def test_who_joins_receives_from_all_who_give_once_it_has_signed(client, w):
    accession.admit(w.signed, by=w.approver, organisation=w.fourth, direction="recipient")
    assert NEW not in bodies(w.signed)

    sign(w, w.signed, "NEW", kind="accession")

    today = timezone.localdate()
    assert {pair for pair in ends(w.signed) if NEW in pair} == {(NCC, NEW), (NPT, NEW), (POL, NEW)}
    assert NEW not in bodies(w.signed, days(-1))
    rows = client.get("/register/map.csv?taker=NEW").getvalue().decode()
    assert today.isoformat() in rows
    as_before = as_csv(client, w.signed, "register/map.csv?giver=NCC&taker=NPT")
    assert as_before["since"] == days(-20).isoformat()
    assert since_in_table(client, NCC, NEW) == f"{today:%-d %b %Y}"
    assert since_in_table(client, NCC, NPT) == f"{days(-20):%-d %b %Y}"


def since_in_table(client, giver, taker):
    """What the table below the map says of the way from one to the other."""
    rows = client.get("/register/map/").content.decode().split("<tr")
    [row] = [row for row in rows if f">{giver}</th>" in row and f'"To"><div>{taker}<' in row]
    return re.findall(r'data-label="Since"><div>([^<]*)<', row)[0]


@pytest.mark.django_db
def test_an_heir_goes_with_the_notice_that_its_predecessor_gave(w):
    leave(w, w.signed, "NPT", leaves_on=days(3))
    taken_over(w)

    assert ends(w.signed, days(2)) == {(NCC, NEW)}
    assert ends(w.signed, days(3)) == set()
    [heir] = [party for party in w.signed.register_entry.parties if party["code"] == "NEW"]
    assert heir["left"] == days(3).isoformat()


@pytest.mark.django_db
def test_an_heir_that_gives_notice_has_the_arrows_until_its_day(w):
    taken_over(w)
    leave(w, w.signed, "NEW", leaves_on=days(3))

    assert ends(w.signed, days(2)) == {(NCC, NEW)}
    assert ends(w.signed, days(3)) == set()


@pytest.mark.django_db
def test_who_leaves_has_arrows_until_its_day(client, w):
    leave(w, w.signed, "NPT", leaves_on=days(3))

    assert ends(w.signed, days(2)) == {(NCC, NPT)}
    assert ends(w.signed, days(3)) == set()
    assert NPT in client.get("/register/map.csv").getvalue().decode()
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert NPT not in client.get("/register/map.csv").getvalue().decode()


@pytest.mark.django_db
def test_a_successor_has_the_arrows_of_its_predecessor(w):
    taken_over(w)

    assert ends(w.signed) == {(NCC, NEW)}
    assert ends(w.signed, days(-2)) == {(NCC, NPT)}


@pytest.mark.django_db
def test_who_joins_an_accord_without_flows_has_no_arrow(w):
    accord = make_draft(w, "NCC POL", kind=ACCORD, title="Working together")
    with acting():
        Flow.objects.filter(version=accord).delete()
        accord.save()
    opening.open_for_signature(approved(accord, w.officer, w.approver), by=w.approver)
    accord.refresh_from_db()
    for code in ("NCC", "POL"):
        sign(w, accord, code)

    join(w, accord)

    assert [party["code"] for party in accord.register_entry.parties] == ["NCC", "POL", "NEW"]
    assert not EntryArrow.objects.filter(entry__version=accord).exists()


@pytest.mark.django_db
def test_arrows_that_were_there_before_are_filled(w):
    """The migration that brought it."""
    half_signed(w, title="Signed by two")
    second = make_signed(w, title="Left and joined")
    leave(w, second)
    join(w, second)
    taken_over(w)
    wanted = as_stored()
    EntryArrow.objects.filter(giver=w.fourth).delete()
    EntryArrow.objects.filter(taker=w.fourth).delete()
    EntryArrow.objects.update(since=None, until=None)

    import_module("protocols.migrations.0021_arrows_between_those_who_take_part").fill(apps, None)

    assert as_stored() == wanted


def as_stored():
    rows = EntryArrow.objects.values_list(
        "entry__reference", "giver_name", "taker_name", "giver_kind", "taker_kind", "items", "since", "until"
    )
    return sorted(map(str, rows))


# ---- by themselves ----------------------------------------------------------------------------------

A, B, C, D = (End(name, name) for name in "ABCD")


def party(end, direction=Direction.BOTH, **marks):
    return {"name": end.name, "code": end.code, "direction": direction, **marks}


def test_parties_that_all_stand_leave_the_arrows_as_they_are():
    drawn = [Arrow(A, B, ("Name",))]

    assert list(standing(drawn, [party(A), party(B)], {"A", "B"})) == drawn


def test_an_heir_stands_in_a_flow_from_its_day_with_what_it_carries():
    parties = [party(A), party(B, left="2026-03-01", heirs=["C"]), party(C, joined="2026-03-01")]

    found = list(standing([Arrow(A, B, ("Name",))], parties, {"A", "B"}))

    assert [(arrow.taker, arrow.items, str(arrow.since), str(arrow.until)) for arrow in found] == [
        (B, ("Name",), "None", "2026-03-01"),
        (C, ("Name",), "2026-03-01", "None"),
    ]


def test_an_heir_of_both_ends_gives_nothing_to_itself():
    parties = [party(A), party(B, left="2026-03-01", heirs=["A"])]

    found = list(standing([Arrow(A, B)], parties, {"A", "B"}))

    assert [(arrow.giver, arrow.taker) for arrow in found] == [(A, B)]


def test_a_place_that_was_given_back_ends_where_it_began():
    parties = [
        party(A),
        party(B, left="2026-03-01", heirs=["C"]),
        party(C, joined="2026-03-01", left="2026-04-01", heirs=["B"]),
    ]

    found = list(standing([Arrow(A, B)], parties, {"A", "B"}))

    assert [(arrow.taker.name, str(arrow.since), str(arrow.until)) for arrow in found] == [
        ("B", "None", "2026-03-01"),
        ("C", "2026-03-01", "2026-04-01"),
    ]


def test_who_joined_after_another_left_has_no_arrow_with_it():
    parties = [party(A), party(B, left="2026-02-01"), party(D, joined="2026-03-01")]

    found = list(standing([Arrow(A, B), Arrow(B, A)], parties, {"A", "B"}))

    assert {(arrow.giver.name, arrow.taker.name) for arrow in found} == {
        ("A", "B"), ("B", "A"), ("A", "D"), ("D", "A"),
    }  # fmt: skip


def test_who_joined_only_gives_where_it_only_gives():
    parties = [party(A), party(B), party(D, Direction.DISCLOSER, joined="2026-03-01")]

    found = list(standing([Arrow(A, B)], parties, {"A", "B"}))

    assert [(arrow.giver.name, arrow.taker.name) for arrow in found] == [("A", "B"), ("D", "A"), ("D", "B")]
