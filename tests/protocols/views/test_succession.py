"""The successor of a body that was abolished decides about its agreements."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from audit import actors, verification
from audit.errors import InvalidMove
from audit.models import Event
from governance.jobs.running import run_now
from governance.models import Job
from organisations.permissions import Role
from organisations.services.organisations import record_successor
from protocols.models import Statement
from protocols.services import succession
from protocols.services.taking_over import FEW
from tests.audit.helpers import acting
from tests.factories.organisations import make_member, make_organisation, make_person
from tests.factories.protocols import make_recorded
from tests.once import made_once
from tests.protocols.signing.test_changes_over_time import holding
from tests.protocols.signing.world import days, make_draft, make_open, make_signed, make_world

pytestmark = pytest.mark.django_db
made = made_once(make_world)
PAGE = "/organisations/NEW/succession/NPT/"


@pytest.fixture
def w(made):
    """The new trust has taken over from Northport Trust, which has a signed agreement."""
    record_successor(made.other, by=actors.job("tests"), successor=made.fourth, on=days(-1))
    made.signed = make_signed(made)
    made.keeper = make_person("keeper@new.example", name="Keeper")
    make_member(made.keeper, made.fourth, Role.ADMINISTRATOR)
    return made


@pytest.fixture
def heir(client, w):
    client.force_login(w.heir)
    return client


def chosen(*versions, then="succession", **more):
    return {"document": [version.document.reference for version in versions], "then": then, **more}


def kinds_of(w):
    return sorted(Statement.objects.filter(concerns=w.other).values_list("kind", flat=True))


def test_from_the_list_to_the_result(heir, w):
    kept = make_signed(w, "NCC NPT", title="Kept for later")
    page = heir.get("/organisations/NEW/succession/")
    assertContains(page, f'href="{PAGE}"')
    assertContains(heir.get(PAGE), "2 agreements wait for a decision")

    preview = heir.get(PAGE, chosen(w.signed))
    assertContains(preview, "1 agreement passes to you")
    assertNotContains(preview, kept.document.reference)
    assert not Statement.objects.filter(concerns=w.other).exists()
    response = heir.post(PAGE, chosen(w.signed))

    assertRedirects(response, PAGE, fetch_redirect_response=False)
    page = heir.get(PAGE)
    assertContains(page, "1 agreement passes to you.")
    assertContains(page, "Taken over by a successor")
    assertContains(page, "1 agreement waits for a decision")
    assert holding(w, version=w.signed) == "NCC-POL NCC-NEW POL-NEW"
    assert holding(w, version=kept) == "NCC-NPT"
    events = Event.objects.for_target(w.signed).filter(verb="party.succeeded")
    assert [event.facts["predecessor"] for event in events] == ["NPT"]


def test_its_part_ends_and_the_others_stay_bound(heir, w):
    """From the day after it signed last: what it signed once it was taken over held."""
    response = heir.post(PAGE, chosen(w.signed, then="cessation", reason="Its service was closed."))

    assertRedirects(response, PAGE)
    assert holding(w, on=days(1), version=w.signed) == "NCC-POL"
    statement = Statement.objects.get(concerns=w.other)
    assert (statement.kind, statement.organisation, statement.person, statement.effective_on) == (
        "cessation", w.fourth, w.heir, days(1),
    )  # fmt: skip
    assert Event.objects.for_target(w.signed).filter(verb="party.ceased").count() == 1
    assertContains(heir.get(PAGE), "Its service was closed.")
    assertContains(heir.get(PAGE), "Nothing waits for a decision")
    assert list(verification.faults()) == []


def test_an_ended_part_stands_with_its_agreement(client, w):
    succession.end_part(
        w.other, by=w.heir, successor=w.fourth, documents=[w.signed.document], reason="It was closed."
    )
    client.force_login(w.manager)

    page = client.get(reverse("protocols:agreement-life", args=[w.signed.document.reference]))

    assertContains(page, "Ended with its body: Northport Trust")
    assertContains(page, "It was closed.")


def test_the_administrator_decides_too_and_nobody_else(client, w):
    client.force_login(w.keeper)
    assert client.post(PAGE, chosen(w.signed)).status_code == 302
    clerk = make_person("clerk@new.example")
    make_member(clerk, w.fourth, Role.INFORMATION_OFFICER)
    for person, status in ((clerk, 403), (w.trust, 404), (w.manager, 404)):
        client.force_login(person)
        assert client.get(PAGE).status_code == status
        assert client.post(PAGE, chosen(w.signed)).status_code == status


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"then": "succession"}, "Choose at least one agreement."),
        ({"everything": "on"}, "Say whether they pass or end."),
        ({"everything": "on", "then": "cessation"}, "Say why its part ends."),
    ],
)
def test_what_is_not_said_is_asked(heir, w, typed, sentence):
    response = heir.post(PAGE, typed)

    assertContains(response, sentence, status_code=422)
    assert kinds_of(w) == []


def test_what_somebody_decided_meanwhile_is_told(heir, w):
    other = make_signed(w, "NCC NPT", title="Another")
    succession.succeed(w.other, by=w.keeper, successor=w.fourth, documents=[w.signed.document])

    response = heir.post(PAGE, chosen(w.signed, other))

    assertContains(response, "Somebody has decided about one of these already.", status_code=409)
    assert kinds_of(w) == ["succession"]


def test_where_its_signature_is_waited_for_its_part_cannot_just_end(heir, w):
    waiting = make_open(w, title="Waits")

    response = heir.post(PAGE, chosen(w.signed, waiting, then="cessation", reason="Closed."))

    assertContains(response, "waits for its signature", status_code=422)
    assert kinds_of(w) == []  # all of them, or none


def test_many_are_decided_by_a_job_which_may_run_twice(heir, w):
    here = w.organisation
    for number in range(FEW + 1):
        make_recorded(here, w.officer, w.other, title=f"Recorded {number}")

    response = heir.post(PAGE, {"everything": "on", "then": "succession"})

    job = Job.objects.get(task="protocols.tasks.decide_succession")
    assertRedirects(response, job.get_absolute_url())
    assert kinds_of(w) == []
    done = run_now(job)
    assert kinds_of(w) == ["succession"] * (FEW + 2)
    assert (done.result or {}).get("href") == PAGE
    page = heir.get(job.get_absolute_url())
    assertContains(page, f'href="{PAGE}"')


def test_a_job_for_somebody_who_may_no_longer_says_so(heir, w):
    for number in range(FEW + 1):
        make_recorded(w.organisation, w.officer, w.other, title=f"Recorded {number}")
    heir.post(PAGE, {"everything": "on", "then": "succession"})
    with_nobody = w.heir
    with_nobody.is_active = False
    with acting():
        with_nobody.save(update_fields=["is_active"])

    job = run_now(Job.objects.get(task="protocols.tasks.decide_succession"))

    assert job.has_failed
    assert "may not do it any more" in job.error
    assert kinds_of(w) == []


def test_drafts_that_name_the_body_stay_with_those_who_write_them(heir, w):
    draft = make_draft(w, "NCC NPT", title="Nobody knows of this yet")

    assertNotContains(heir.get(PAGE), "Nobody knows of this yet")
    assert succession.agreements_of(w.other, w.fourth) == [w.signed.document]
    assert heir.post(PAGE, chosen(draft)).status_code == 409


def test_a_body_that_nobody_took_over_from_has_no_page(heir, w):
    make_organisation("XYZ", name="Another Body")

    assert heir.get("/organisations/NEW/succession/XYZ/").status_code == 404
    assert heir.get("/organisations/NEW/succession/NCC/").status_code == 404


def test_nothing_is_decided_twice(w):
    succession.succeed(w.other, by=w.heir, successor=w.fourth)

    with pytest.raises(InvalidMove):
        succession.end_part(
            w.other, by=w.heir, successor=w.fourth, documents=[w.signed.document], reason="Closed."
        )
