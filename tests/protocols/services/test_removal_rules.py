"""What is long past its review leaves the public register by a rule, and is in force as before."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from audit import verification
from audit.models import Event
from governance.days import add_months
from governance.search.indexing import index_due
from governance.services import periodic_reviews
from organisations.models import Organisation
from organisations.permissions import Role
from protocols.agreement import TermsLine
from protocols.held import agreement_of
from protocols.models import RegisterEntry, RemovalRule
from protocols.models.removal_rule import NEVER
from protocols.services.removal_rules import months_for, set_removal_rule
from tests.factories.organisations import make_member, make_organisation, make_person
from tests.once import made_once
from tests.protocols.signing.world import copied, make_signed, make_world

pytestmark = pytest.mark.django_db


def world():
    """An agreement whose review was due four months ago, and one whose review is to come."""
    w = make_world()
    w.today = timezone.localdate()
    w.due = add_months(w.today, -4)
    with time_machine.travel(timezone.now() - timedelta(days=400)):
        w.old = make_signed(w, title="Long past its review", terms=TermsLine(review_on=w.due))
        w.young = make_signed(w, title="Reviewed in time", terms=TermsLine(review_on=add_months(w.today, 2)))
    return w


made = made_once(world)


@pytest.fixture
def w(made):
    return copied(made)


@pytest.fixture(autouse=True)
def kept_by_another(settings):
    settings.REGISTER_KEEPER = "KEEP"


@pytest.fixture
def keeper(kept_by_another):
    body = make_organisation("KEEP", name="Keeper")
    body.administrator = make_person("admin@keeper.example")
    make_member(body.administrator, body, Role.ADMINISTRATOR)
    return body


def rule(w, months, by=None):
    return set_removal_rule(w.organisation, by=by or w.administrator, months=months)


def listed(client):
    page = client.get(reverse("protocols:register"))
    return [entry.title for entry in page.context["page"].rows]


def found(client, w):
    index_due()
    page = f'href="/register/{w.old.document.reference}/"'
    return page in client.get(reverse("governance:search"), {"q": "long past"}).content.decode()


def test_without_a_rule_nothing_leaves_the_register(client, w):
    assert months_for(w.organisation) == NEVER
    assert listed(client) == ["Long past its review", "Reviewed in time"]


def test_what_is_past_its_review_for_longer_than_the_rule_says_is_hidden_from_the_public(client, w):
    rule(w, 3)

    old = w.old.document
    assert listed(client) == ["Reviewed in time"]
    assert RegisterEntry.objects.get(version=w.old).hidden_from == add_months(w.due, 3)
    assert RegisterEntry.objects.get(version=w.young).hidden_from == add_months(w.today, 5)
    for address in (
        reverse("protocols:agreement", args=[old.reference]),
        reverse("protocols:agreement-version", args=[old.reference, "1.0"]),
        reverse("protocols:agreement-between", args=[old.reference]),
        reverse("protocols:agreement-pdf", args=[old.reference, "1.0"]),
    ):
        assert client.get(address).status_code == 404
    for name in ("register-csv", "register-json", "register-feed", "map-csv"):
        said = client.get(reverse(f"protocols:{name}"))
        words = b"".join(said.streaming_content if said.streaming else [said.content]).decode()
        assert "Long past its review" not in words
        assert ("Reviewed in time" in words) or name == "map-csv"


def test_it_is_in_force_as_before(w):
    rule(w, 3)

    about = agreement_of(w.old.document)
    assert about.between(str(w.organisation.pk), str(w.other.pk), w.today).holds
    w.old.refresh_from_db()
    assert (w.old.state, w.old.effective_to) == ("published", None)


@pytest.mark.parametrize("who", ["manager", "trust", "police_officer"])
def test_people_of_the_parties_read_it_and_see_that_it_is_hidden_and_why(client, w, who):
    rule(w, 3)
    client.force_login(getattr(w, who))

    page = client.get(reverse("protocols:agreement", args=[w.old.document.reference])).content.decode()

    assert "The public register leaves this agreement out since" in page
    assert "Its review is long overdue. It is in force as before" in page
    young = client.get(reverse("protocols:agreement", args=[w.young.document.reference]))
    assert "leaves this agreement out" not in young.content.decode()


def test_somebody_of_no_party_does_not_read_it(client, w):
    rule(w, 3)
    client.force_login(w.heir)

    assert client.get(reverse("protocols:agreement", args=[w.old.document.reference])).status_code == 404


def test_the_search_finds_it_for_its_parties_alone(client, w):
    assert found(client, w)
    rule(w, 3)

    assert not found(client, w)
    client.force_login(w.trust)
    assert found(client, w)


def test_a_review_that_is_recorded_brings_it_back(client, w):
    rule(w, 3)
    assert listed(client) == ["Reviewed in time"]

    periodic_reviews.record_review(w.old.document, by=w.officer, outcome="no_change")

    assert listed(client) == ["Long past its review", "Reviewed in time"]


def test_what_ended_before_stays_and_says_that_it_ended(client, w):
    with time_machine.travel(timezone.now() - timedelta(days=400)):
        make_signed(w, title="Ended", terms=TermsLine(review_on=w.due, ends_on=w.today - timedelta(days=99)))
    rule(w, 3)

    assert listed(client) == ["Ended", "Reviewed in time"]


def test_the_rule_of_the_keeper_counts_for_all_without_one(client, w, keeper):
    set_removal_rule(keeper, by=keeper.administrator, months=3)
    assert listed(client) == ["Reviewed in time"]
    assert not found(client, w)

    rule(w, NEVER)
    assert listed(client) == ["Long past its review", "Reviewed in time"]
    assert months_for(w.other) == 3

    rule(w, None)
    assert listed(client) == ["Reviewed in time"]
    set_removal_rule(keeper, by=keeper.administrator, months=None)
    assert listed(client) == ["Long past its review", "Reviewed in time"]
    assert not RemovalRule.objects.exists()


def test_an_agreement_that_comes_later_follows_the_rule(w):
    rule(w, 1)

    with time_machine.travel(timezone.now() - timedelta(days=300)):
        version = make_signed(w, title="Another", terms=TermsLine(review_on=w.due))

    assert RegisterEntry.objects.get(version=version).hidden_from == add_months(w.due, 1)


def test_the_log_tells_of_the_rule(w):
    rule(w, 3)

    told = Event.objects.for_target(Organisation.objects.get(pk=w.organisation.pk)).in_order().last()
    assert (told.verb, told.facts) == ("removal_rule.set", {"months": "3"})
    assert list(verification.faults()) == []


@pytest.mark.parametrize("months", [-1, 121])
def test_a_number_of_months_that_is_none_is_refused(w, months):
    with pytest.raises(ValidationError):
        rule(w, months)

    assert not RemovalRule.objects.exists()


def test_only_an_administrator_sets_it(w):
    with pytest.raises(PermissionDenied):
        rule(w, 3, by=w.officer)


# ---- the page ---------------------------------------------------------------------------------------


def test_the_page_sets_the_rule_and_the_settings_tell_it(client, w):
    client.force_login(w.administrator)
    page = reverse("protocols:removal-rule", args=["NCC"])

    first = client.get(page)
    answers = [client.post(page, typed) for typed in ({}, {"way": "after"}, {"way": "after", "months": "0"})]
    saved = client.post(page, {"way": "after", "months": "3"})

    assert first.context["form"]["way"].value() == "register"
    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert "Write after how many months, such as 3." in answers[1].content.decode()
    assert saved.url == reverse("organisations:settings", args=["NCC"])
    assert "3 months after the review day" in client.get(saved.url).content.decode()
    again = client.get(page).context["form"]
    assert (again["way"].value(), again["months"].value()) == ("after", 3)
    client.post(page, {"way": "never"})
    assert RemovalRule.objects.get().months == NEVER
    client.post(page, {"way": "register"})
    assert not RemovalRule.objects.exists()


def test_the_keeper_has_no_rule_but_its_own_to_follow(client, keeper):
    client.force_login(keeper.administrator)

    page = client.get(reverse("protocols:removal-rule", args=[keeper.code]))

    assert [value for value, _words in page.context["form"].fields["way"].choices] == ["never", "after"]
    assert "its rule counts for every organisation that has none of its own" in page.content.decode()
