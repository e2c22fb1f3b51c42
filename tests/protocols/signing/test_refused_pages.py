"""Through the pages: what must not be signed, opened or written gets a sentence, records nothing, and loses nothing."""

from __future__ import annotations

import html
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from governance.services import documents
from organisations.models import Membership
from organisations.permissions import Role
from protocols import shown
from protocols.agreement import TermsLine
from protocols.kinds import PROTOCOL
from protocols.models import Flow, Statement, Terms
from protocols.services import leaving, opening, signing
from protocols.services.beginning import begin_protocol
from protocols.services.row_kinds import ITEMS, PARTIES
from protocols.services.rows import add_row, remove_row
from protocols.statements import Kind
from tests.audit.helpers import acting
from tests.factories.governance import approved
from tests.factories.organisations import make_member
from tests.once import made_once
from tests.people import PASSWORD
from tests.protocols.signing.world import (
    copied,
    days,
    given_for,
    make_approved,
    make_draft,
    make_open,
    make_signed,
    make_world,
    opened,
)

pytestmark = pytest.mark.django_db
NAME, POST = "Theodora Rust", "Director of Public Health"


def world():
    w = make_world()
    w.opened = make_open(w)
    for person in (w.trust, w.manager, w.police, w.stranger):
        person.set_password(PASSWORD)
        with acting():
            person.save()
    return w


made = made_once(world)


@pytest.fixture
def w(made):
    cache.clear()
    return copied(made)


def address(name, version, *more):
    return reverse(f"protocols:{name}", args=[version.document.reference, version.number, *more])


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def token(version, organisation, person):
    row = version.signing_rounds.order_by("-number").first()
    return shown.token(signing.what_is_shown(row, organisation, person), timezone.now()) if row else "1.x"


def form(version, organisation, person, **fields):
    """What the page of signing is sent with."""
    sent = {
        "name": NAME, "post": POST, "password": PASSWORD, "confirmed": "on", "round": 1, "key": uuid4(),
        "token": token(version, organisation, person),
    }  # fmt: skip
    return {**sent, **fields}


def happened():
    """All that is recorded, but for refusals."""
    said = Event.objects.exclude(verb__in=["act.refused", "refusal.repeated", "person.signed_in"])
    return said.count(), Statement.objects.count()


def refused(client, where, sent, status, *sentences, kept=(NAME, POST)):
    """The page says so, everything that was typed stands on it, and nothing happened."""
    before = happened()
    response = client.post(where, sent)
    words = html.unescape(response.content.decode())
    assert response.status_code == status, words[:3000]
    for sentence in (*sentences, *kept):
        assert sentence in words, f"{sentence!r} is not on the page"
    assert happened() == before
    return words


# ---- signing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [make_draft, make_approved])
def test_what_was_never_opened(w, make):
    version = make(w)

    refused(
        signed_in(w.manager), address("sign", version, "NCC"), form(version, w.organisation, w.manager), 409,
        "This version is not open for signature.", "Nothing was recorded.",
    )  # fmt: skip


def test_what_became_a_draft_again(w):
    version = opened(w)
    sent = form(version, w.other, w.trust)
    opening.cancel(version, by=w.approver, reason="A slip in section 2")

    refused(
        signed_in(w.trust), address("sign", version, "NPT"), sent, 409,
        "This version is not open for signature. Nothing was recorded.", "A slip in section 2",
    )  # fmt: skip


def test_an_older_version_while_a_newer_one_is_open(w):
    first = make_signed(w)
    second = approved(documents.start_draft(first.document, by=w.officer), w.officer, w.approver)
    opening.open_for_signature(second, by=w.approver)

    refused(
        signed_in(w.trust), address("sign", first, "NPT"), form(first, w.other, w.trust), 409,
        "This version is not open for signature. Nothing was recorded.", "This signing was completed on",
    )  # fmt: skip


def test_a_text_by_the_page_of_the_version_before(w):
    first = make_signed(w)
    sent = form(first, w.other, w.trust)
    second = approved(documents.start_draft(first.document, by=w.officer), w.officer, w.approver)
    opening.open_for_signature(second, by=w.approver)

    refused(
        signed_in(w.trust), address("sign", second, "NPT"), sent, 409,
        "The text has changed since you opened this page. Nothing was signed.",
    )  # fmt: skip


def test_for_another_organisation(w):
    version = opened(w)

    refused(
        signed_in(w.police), address("sign", version, "NPT"), form(version, w.other, w.police), 404,
        "There is nothing at this address that you can see.", "What you typed: Name",
    )  # fmt: skip


def test_for_ones_own_organisation_without_the_right(w):
    version = opened(w)

    refused(
        signed_in(w.stranger), address("sign", version, "NPT"), form(version, w.other, w.stranger), 403,
        "Only a person with the role manager", "Nothing was changed.",
    )  # fmt: skip


def ended(person):
    membership = Membership.objects.get(user=person)
    membership.ends_on = timezone.localdate()
    with acting():
        membership.save()


def test_by_a_member_who_has_left(w):
    version = opened(w)
    client, sent = signed_in(w.trust), form(version, w.other, w.trust)
    assert client.get(address("sign", version, "NPT")).status_code == 200
    ended(w.trust)

    refused(
        client, address("sign", version, "NPT"), sent, 404,
        "There is nothing at this address that you can see.",
    )  # fmt: skip


def test_by_a_member_who_lost_the_role_and_kept_another(w):
    version = opened(w)
    client, sent = signed_in(w.trust), form(version, w.other, w.trust)
    ended(w.trust)
    make_member(w.trust, w.other, Role.INFORMATION_OFFICER)

    refused(
        client, address("sign", version, "NPT"), sent, 403,
        "Only a person with the role manager", "ask an administrator in your organisation for the role",
    )  # fmt: skip


def test_by_somebody_whose_account_was_closed_meanwhile(w):
    version = opened(w)
    client, sent = signed_in(w.trust), form(version, w.other, w.trust)
    type(w.trust).objects.filter(pk=w.trust.pk).update(is_active=False)

    refused(client, address("sign", version, "NPT"), sent, 403, "Your text is safe: it is on this page.")


def test_where_somebody_signed_first(w):
    version = opened(w)
    sent = form(version, w.other, w.trust)
    signing.sign(version, by=w.trust, organisation=w.other, given=given_for(version, w.trust, w.other))

    refused(
        signed_in(w.trust), address("sign", version, "NPT"), sent, 409,
        "Northport Trust has signed already.",
    )  # fmt: skip


@pytest.mark.parametrize("whose", ["person", "organisation", "version", "nonsense"])
def test_with_a_foreign_token(w, whose):
    version = opened(w)
    tokens = {
        "person": lambda: token(version, w.other, w.police),
        "organisation": lambda: token(version, w.third, w.trust),
        "version": lambda: token(make_open(w), w.other, w.trust),
        "nonsense": lambda: "1.x",
    }
    sent = form(version, w.other, w.trust, token=tokens[whose]())

    refused(
        signed_in(w.trust), address("sign", version, "NPT"), sent, 409,
        "The text has changed since you opened this page. Nothing was signed.",
    )  # fmt: skip


def test_with_a_used_token_under_another_name(w):
    """The same page sent again with other words is another request under the same key."""
    version = opened(w)
    client, sent = signed_in(w.trust), form(version, w.other, w.trust)
    assert client.post(address("sign", version, "NPT"), sent).status_code == 302

    refused(
        client, address("sign", version, "NPT"), {**sent, "name": "Somebody Else"}, 409,
        "Another request was sent under this key. Open the page again; nothing was recorded.",
        kept=("Somebody Else", POST),
    )  # fmt: skip


def test_with_a_token_of_yesterday(w):
    version = opened(w)
    row = version.signing_rounds.get()
    old = shown.token(signing.what_is_shown(row, w.other, w.trust), timezone.now() - shown.LASTS * 2)

    refused(
        signed_in(w.trust), address("sign", version, "NPT"), form(version, w.other, w.trust, token=old), 409,
        "This page was opened long ago. Nothing was signed.",
    )  # fmt: skip


def test_after_the_last_day(w):
    version = make_open(w, opened={"closes_on": days(0)})
    sent = form(version, w.other, w.trust)
    row = version.signing_rounds.get()
    row.closes_on = days(-1)
    with acting():
        row.save()

    refused(
        signed_in(w.trust), address("sign", version, "NPT"), sent, 409,
        "The last day to sign was", "Ask the lead organisation for another day.",
    )  # fmt: skip
    opened = signed_in(w.trust).get(
        address("sign", version, "NPT")
    )  # nobody fills in what can only be refused
    assert opened.status_code == 409
    assert "The last day to sign was" in opened.content.decode()


# ---- opening ----------------------------------------------------------------------------------------

OPENING = {"force": "all", "closes_on": "3 April 2031"}
KEPT = ('value="3 April 2031"', 'value="all"')


@pytest.mark.parametrize(
    ("parties", "lacking", "sentence"),
    [
        ("NCC", (), "Name at least two parties."),
        ("NCC> NPT>", (), "Say which party receives: all of them only disclose."),
        ("<NCC <NPT", (), "Say which party discloses: all of them only receive."),
        ("NCC NPT All-schools", (), "Choose “All-schools” from the list of organisations"),
        ("NCC NPT", ("items",), "List what is shared, item by item."),
        ("NCC NPT", ("bases",), "Choose a lawful basis"),
        ("NCC NPT", ("conditions",), "Say whether an impact assessment was done, or why none is needed."),
    ],
)
def test_opening_without_what_the_law_requires(w, parties, lacking, sentence):
    version = make_approved(w, parties, lacking=lacking)
    client = signed_in(w.approver)
    assert sentence in html.unescape(client.get(address("signing-open", version)).content.decode())

    refused(client, address("signing-open", version), OPENING, 422, sentence, kept=KEPT)

    assert not version.signing_rounds.exists()


@pytest.mark.parametrize(
    ("terms", "typed", "sentence"),
    [
        (TermsLine(ends_on=days(-1)), {}, "The agreement would end before anybody could sign it."),
        (TermsLine(), {"closes_on": "1 May 2020"}, "Choose today or a later day."),
        (TermsLine(ends_on=days(9)), {}, "Choose a day before the agreement ends."),
        (TermsLine(), {"closes_on": "31 February 2031"}, "Enter a day such as 3 April 2026, or 3/4/2026."),
    ],
)
def test_opening_with_days_that_contradict_each_other(w, terms, typed, sentence):
    version = make_approved(w, terms=terms)
    sent = {**OPENING, **typed}

    refused(
        signed_in(w.approver), address("signing-open", version), sent, 422, sentence,
        kept=(f'value="{sent["closes_on"]}"', 'value="all"'),
    )  # fmt: skip
    assert not version.signing_rounds.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"long_stop_on": "1 May 2020"}, "Choose a later day than today."),
        ({"long_stop_on": "2 April 2031"}, "Choose a day on or after the last day to sign."),
    ],
)
def test_ending_the_version_before_on_a_day_that_contradicts_another(w, typed, sentence):
    first = make_signed(w)
    second = approved(documents.start_draft(first.document, by=w.officer), w.officer, w.approver)

    refused(
        signed_in(w.approver), address("signing-open", second), {**OPENING, **typed}, 422, sentence,
        kept=(*KEPT, f'value="{typed["long_stop_on"]}"'),
    )  # fmt: skip


def test_another_last_day_that_has_passed(w):
    version = opened(w)

    refused(
        signed_in(w.approver), address("signing-last-day", version), {"closes_on": "1 May 2020"}, 422,
        "Choose today or a later day.", kept=('value="1 May 2020"',),
    )  # fmt: skip


def test_leaving_on_a_day_that_has_passed(w):
    version = make_signed(w)
    where = reverse("protocols:life-leave", args=[version.document.reference, "NPT"])
    sent = {"leaves_on": "1 May 2020", "reason": "No need any more", "name": NAME, "post": POST,
            "password": PASSWORD, "confirmed": "on"}  # fmt: skip

    refused(
        signed_in(w.trust),
        where,
        sent,
        422,
        "Choose a day to come.",
        kept=(NAME, POST, "No need any more", 'value="1 May 2020"'),
    )


def test_giving_notice_twice(w):
    version = make_signed(w)
    leaving.give_notice(
        version, by=w.trust, organisation=w.other, leaves_on=days(40), reason="No need any more",
        given=given_for(version, w.trust, w.other, kind=Kind.LEAVING),
    )  # fmt: skip
    where = reverse("protocols:life-leave", args=[version.document.reference, "NPT"])
    sent = {"leaves_on": days(90).isoformat(), "reason": "Once more for all", "name": NAME, "post": POST,
            "password": PASSWORD, "confirmed": "on"}  # fmt: skip

    refused(signed_in(w.trust), where, sent, 409, "Nothing was recorded.", kept=("Once more for all", NAME))


# ---- what a draft says ------------------------------------------------------------------------------


def drafted(w):
    """A protocol of NCC and NPT with one data item."""
    version = begin_protocol(w.organisation, kind=PROTOCOL, title="Falls", by=w.officer)
    add_row(version, by=w.officer, kind=PARTIES, fields={"organisation": w.other, "direction": "recipient"})
    add_row(version, by=w.officer, kind=ITEMS, fields={"what": "Name"})
    return version


def built(version, *parts):
    return "/".join([f"/protocols/{version.document.reference}/versions/1.0", *map(str, parts), ""])


@pytest.mark.parametrize("typed", ["NPT", "Northport Trust", "northport  trust"])
def test_a_party_twice(w, typed):
    version = drafted(w)

    refused(
        signed_in(w.officer), built(version, "rows", "parties", "add"),
        {"name": typed, "direction": "both", "role": "processor"}, 422,
        "This organisation is a party already.", kept=(f'value="{typed}"',),
    )  # fmt: skip
    assert version.parties.count() == 2


def test_a_party_twice_by_a_name_that_no_list_has(w):
    version = drafted(w)
    add_row(version, by=w.officer, kind=PARTIES, fields={"name": "The Harbour Charity", "direction": "both"})

    refused(
        signed_in(w.officer), built(version, "rows", "parties", "add"),
        {"name": "the harbour charity", "direction": "both"}, 422,
        "A party of this name stands here already.", kept=('value="the harbour charity"',),
    )  # fmt: skip
    assert version.parties.count() == 3


def test_changing_a_party_into_another_that_is_there(w):
    version = drafted(w)
    charity = add_row(
        version, by=w.officer, kind=PARTIES, fields={"name": "The Harbour Charity", "direction": "both"}
    )
    client, where = signed_in(w.officer), built(version, "rows", "parties", charity.pk)
    sent = {"seen": client.get(where).context["form"]["seen"].value(), "name": "NPT", "direction": "both"}

    refused(client, where, sent, 422, "is a party already.", kept=('value="NPT"',))
    charity.refresh_from_db()
    assert charity.name == "The Harbour Charity"


def test_a_party_twice_in_a_spreadsheet(w):
    version = drafted(w)
    text = "Organisation\tDirection\nNorthshire Police\treceives\nNPT\treceives\nPOL\treceives"

    words = refused(
        signed_in(w.officer), built(version, "rows", "parties", "paste"), {"text": text}, 422,
        "Row 3", "Row 4", "is a party already", kept=(text,),
    )  # fmt: skip
    assert "Row 2" not in words
    assert version.parties.count() == 2


def flow(version, giver, taker):
    return {
        "giver": str(giver.pk),
        "taker": str(taker.pk),
        "items": ["name"],
        "method": "Secure e-mail to both",
    }


def test_a_flow_from_who_is_no_party(w):
    version, rival = drafted(w), drafted(w)
    foreign = rival.parties.get(position=1)

    refused(
        signed_in(w.officer), built(version, "rows", "flows", "add"),
        flow(version, foreign, version.parties.get(position=2)), 422,
        "Choose one of the options for “From”.", kept=("Secure e-mail to both",),
    )  # fmt: skip
    assert not Flow.objects.filter(version=version).exists()


@pytest.mark.parametrize(
    ("giver", "taker", "sentence"),
    [
        (1, 1, "Choose two different parties: nothing flows from a party to itself."),
        (2, 1, "Choose one of the options for “From”."),  # it only receives
    ],
)
def test_a_flow_that_the_parties_do_not_allow(w, giver, taker, sentence):
    version = drafted(w)
    ends = [version.parties.get(position=position) for position in (giver, taker)]

    refused(
        signed_in(w.officer), built(version, "rows", "flows", "add"), flow(version, *ends), 422, sentence,
        kept=("Secure e-mail to both",),
    )  # fmt: skip


def test_a_flow_of_non_parties_in_a_spreadsheet(w):
    version = drafted(w)
    text = "From\tTo\tItems\nNorthshire County Council\tThe Moon\tName"

    refused(
        signed_in(w.officer), built(version, "rows", "flows", "paste"), {"text": text}, 422,
        "Row 2", "The Moon", kept=(text,),
    )  # fmt: skip
    assert not Flow.objects.filter(version=version).exists()


def test_a_party_goes_meanwhile_and_the_flow_is_refused(w):
    version = drafted(w)
    giver, taker = (version.parties.get(position=position) for position in (1, 2))
    sent = flow(version, giver, taker)
    remove_row(taker, by=w.officer)

    refused(
        signed_in(w.officer), built(version, "rows", "flows", "add"), sent, 422,
        "Choose one of the options for “To”.", kept=("Secure e-mail to both",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"starts_on": "1 May 2031", "ends_on": "1 April 2031"}, "The end date must not be before the start"),
        ({"starts_on": "1 May 2031", "review_on": "1 April 2031"}, "The review must not be before the start"),
        ({"ends_on": "1 May 2031", "review_on": "1 June 2031"}, "The review must not be after the end date"),
    ],
)
def test_dates_that_contradict_each_other(w, typed, sentence):
    version = drafted(w)
    client, where = signed_in(w.officer), built(version, "review")
    page = client.get(where).context["form"]
    first = {name: page[name].value() for name in page.fields if page[name].value() is not None}

    refused(
        client, where, {**first, **typed}, 422, sentence, kept=[f'value="{each}"' for each in typed.values()]
    )
    kept = Terms.objects.filter(version=version).values_list("starts_on", "ends_on", "review_on")
    assert set(kept) <= {(None, None, None)}
