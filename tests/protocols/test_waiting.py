"""Signatures among “Your work”: for whom, until when, and that the page asks no more for three than for one."""

from __future__ import annotations

import pytest
from django.utils import timezone

from organisations.models import Office
from organisations.permissions import Role
from protocols.bench import bench_of
from protocols.services import answering, inviting, opening, signing_rules
from protocols.signers import OFFICE, ROLE, Line, Post
from protocols.waiting import to_sign
from tests.factories.organisations import make_member, make_person
from tests.protocols.invitations.world import seat_of
from tests.protocols.signing.world import days, hold_office, make_open, make_world, sign, without_signers

pytestmark = pytest.mark.django_db
SIRO, GUARDIAN = Post(OFFICE, Office.SIRO), Post(OFFICE, Office.CALDICOTT_GUARDIAN)


@pytest.fixture
def w():
    return make_world()


def waiting(person):
    return to_sign(person, timezone.localdate())


def test_a_manager_is_shown_what_to_sign_with_its_last_day(client, w):
    later = make_open(w, "NCC NPT", title="Falls", opened={"closes_on": days(30)})
    never = make_open(w, "NCC NPT", title="Carers")
    soon = make_open(w, "NCC NPT", title="Winter", opened={"closes_on": days(3)})
    client.force_login(w.trust)

    page = client.get("/work/")

    shown = [(each.text, each.href, each.due_in) for each in page.context["work"].mine.items]
    assert shown == [
        (
            f"Sign or decline: {v.title}",
            f"/register/{v.document.reference}/versions/1.0/signing/for/NPT/",
            due,
        )
        for v, due in ((soon, 3), (later, 30), (never, None))
    ]
    last = f"{days(3).day} {days(3):%B %Y}"
    assert f"For Northport Trust. Version 1.0, the last day to sign is {last}" in page.content.decode()
    assert "Sign or decline: Winter" in client.get("/").content.decode()


def test_a_last_day_that_has_passed_is_overdue_and_none_is_said(client, w):
    version = make_open(w, "NCC NPT")
    client.force_login(w.trust)
    said = client.get("/work/").context["work"].mine.items[0]

    assert (said.why, said.due_in, said.overdue) == (
        "For Northport Trust. Version 1.0, no last day to sign", None, None,
    )  # fmt: skip
    opening.extend(version, by=w.approver, closes_on=days(2))
    assert to_sign(w.trust, days(4))[0].due_on == days(2)


def test_nothing_waits_once_it_is_answered_or_cancelled_or_asked_of_somebody_else(w):
    signed, declined, cancelled, guest = (
        make_open(w, "NCC NPT", title=title) for title in ("Signed", "Declined", "Cancelled", "Guest")
    )
    assert len(waiting(w.trust)) == 4

    sign(w, signed, "NPT")
    answering.decline(declined, by=w.trust, organisation=w.other, reason="No.")
    opening.cancel(cancelled, by=w.approver, reason="A slip.")
    with without_signers(w, "NPT"):
        inviting.invite(seat_of(guest, "NPT"), by=w.approver, name="Pat", address="pat@trust.example")

    assert waiting(w.trust) == []
    assert [each.text for each in waiting(w.manager)] == [
        f"Sign or decline: {title}" for title in ("Signed", "Declined", "Guest")
    ]


def test_nobody_else_is_shown_it(w):
    make_open(w, "NCC NPT")

    for person in (w.officer, w.approver, w.practitioner, w.auditor, w.administrator, w.police, w.stranger):
        assert waiting(person) == [], person


@pytest.mark.parametrize("posts", [(SIRO,), (SIRO, GUARDIAN), (Post(ROLE, Role.MANAGER),)])
@pytest.mark.parametrize("holder", ["", "here", "away", "may not sign"])
def test_it_is_shown_to_those_who_may_give_it(w, posts, holder):
    deputy, other = (make_person(f"{name}@trust.example") for name in ("deputy", "other"))
    for person in (deputy, other):
        make_member(person, w.other, Role.MANAGER)
    hold_office(w, deputy, w.other, Office.SIRO, deputy=True)
    if holder == "may not sign":
        hold_office(w, w.stranger, w.other, Office.SIRO)
    elif holder:
        away = {"away_from": days(-1)} if holder == "away" else {}
        hold_office(w, w.trust, w.other, Office.SIRO, **away)
    line = Line(posts, needed=1 if len(posts) > 1 else 0)
    signing_rules.set_rule(w.other, by=_administrator(w), line=line)
    version = make_open(w, "NCC NPT")
    need = seat_of(version, "NPT").need

    shown = {person.pk for person in (w.trust, deputy, other, w.stranger) if waiting(person)}

    assert shown == set(bench_of(w.other).who(need))


def _administrator(w):
    person = make_person("ta@trust.example")
    make_member(person, w.other, Role.ADMINISTRATOR)
    return person


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_no_more_for_three(client, w, rows, django_assert_num_queries):
    for number in range(rows):
        make_open(w, "NCC NPT", title=f"Number {number}")
    hold_office(w, w.trust, w.other, Office.SIRO)
    client.force_login(w.trust)
    client.get("/work/")

    with django_assert_num_queries(2):  # that of the rights, and one
        assert len(waiting(w.trust)) == rows
    with django_assert_num_queries(9):
        client.get("/work/")
