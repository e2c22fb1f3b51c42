"""Signing for an organisation, from the page that shows the text to the receipt."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from governance.kinds import PlainSection
from governance.notices.notice import Scope
from governance.services import documents
from organisations.models import Office, User
from organisations.permissions import Role
from protocols.models import Statement
from protocols.notifying import notices
from protocols.services import answering, opening, signing_rules
from protocols.signers import OFFICE, Line, Post
from tests.audit.helpers import acting
from tests.factories.governance import approved
from tests.factories.organisations import make_member, make_person
from tests.factories.pictures import make_picture
from tests.once import made_once
from tests.people import PASSWORD
from tests.protocols.signing.world import (
    hold_office,
    kinds,
    make_approved,
    make_open,
    make_world,
    sign,
    standings,
)

pytestmark = pytest.mark.django_db


def world():
    w = make_world()
    w.trust.set_password(PASSWORD)
    w.trust_administrator = make_person("ta@trust.example", name="Trust Administrator")
    make_member(w.trust_administrator, w.other, Role.ADMINISTRATOR)
    with acting():
        w.trust.save()
    return w


made = made_once(world)


@pytest.fixture
def w(made):
    cache.clear()  # where tries of passwords are counted
    return made


def address(name, version, *more):
    return reverse(f"protocols:{name}", args=[version.document.reference, version.number, *more])


def hidden(response):
    """What the form carries without showing it."""
    page = response.content.decode()
    return dict(re.findall(r'<input type="hidden" name="(token|key|round)" value="([^"]+)"', page))


def filled(response, **fields):
    return {
        **hidden(response),
        "confirmed": "on",
        "name": "T. Rust",
        "post": "Director",
        "password": PASSWORD,
        **fields,
    }


# ---- opening ----------------------------------------------------------------------------------------


def test_the_page_of_opening_says_who_will_be_asked_and_opens(client, w):
    siro = Post(OFFICE, Office.SIRO)
    signing_rules.set_rule(w.organisation, by=w.administrator, line=Line((siro, Post(OFFICE, Office.DPO))))
    version = make_approved(w)
    client.force_login(w.approver)

    page = client.get(address("signing-open", version))
    opened = client.post(address("signing-open", version), {"force": "all", "closes_on": "3 April 2031"})

    words = page.content.decode()
    assert "Senior information risk owner" in words
    assert "advises, and should not also accept the risk" in words
    assert opened.url == address("signatures", version)
    row = version.signing_rounds.get()
    assert (row.needs_all, row.closes_on.isoformat()) == (True, "2031-04-03")


def test_places_that_nobody_filled_in_are_named_before_it_is_opened(client, w):
    client.force_login(w.approver)
    texts = (PlainSection("purpose", "Purpose", "To help [the people of your area]."),)
    filled, unfilled = (
        client.get(address("signing-open", version)).content.decode()
        for version in (make_approved(w), make_approved(w, sections=texts))
    )

    warning = "The text has places that nobody filled in."
    assert warning not in filled
    assert warning in unfilled
    assert "Fill in: [the people of your area]" in unfilled
    assert "Open for signature</button>" in " ".join(unfilled.split()).replace(" </button>", "</button>")


def test_what_the_law_still_asks_stands_in_the_way_of_opening(client, w):
    version = make_approved(w, "NCC")
    client.force_login(w.approver)

    page = client.get(address("signing-open", version))
    refused = client.post(address("signing-open", version), {"force": "pairs"})

    assert "Name at least two parties." in page.content.decode()
    assert refused.status_code == 422
    assert not version.signing_rounds.exists()


def test_opening_twice_goes_on_to_the_signatures_and_a_draft_has_moved(client, w):
    version = make_open(w)
    client.force_login(w.approver)

    assert client.post(address("signing-open", version), {"force": "pairs"}).url == address(
        "signatures", version
    )
    client.force_login(w.officer)
    assert client.get(address("signing-open", version)).status_code == 409


def test_a_signing_is_cancelled_with_a_reason_that_the_parties_read(client, w):
    version = make_open(w)
    client.force_login(w.approver)
    page = address("signing-cancel", version)

    refused = client.post(page, {"then": "again", "reason": ""})
    client.post(page, {"then": "again", "reason": "A slip in section 2"})

    assert refused.status_code == 422
    version.refresh_from_db()
    assert version.state == "draft"
    client.force_login(w.trust)  # the draft is not theirs to read, the round is
    seen = client.get(address("signatures", version)).content.decode()
    assert "A slip in section 2" in seen
    assert (
        client.get(reverse("governance:version", args=[version.document.reference, "1.0"])).status_code == 404
    )


# ---- signing ----------------------------------------------------------------------------------------


def test_the_form_signs_what_it_shows_and_leads_to_the_receipt(client, w):
    version = make_open(w)
    client.force_login(w.trust)
    page = client.get(address("sign", version, "NPT"))

    answer = client.post(address("sign", version, "NPT"), filled(page))

    assert answer.url == address("receipt", version, 1, 2)
    statement = Statement.objects.get()
    assert (statement.name, statement.post, statement.strength) == ("T. Rust", "Director", "password")
    seen = client.get(answer.url).content.decode()
    for kept in (
        version.content_sha256,
        statement.token_digest,
        str(statement.operation),
        "T. Rust, Director",
    ):
        assert kept in seen
    assert PASSWORD not in seen


def test_the_same_form_sent_again_signs_once_and_gives_the_same_answer(client, w):
    version = make_open(w, "NCC NPT")
    sign(w, version, "NCC")
    client.force_login(w.trust)
    sent = filled(client.get(address("sign", version, "NPT")))

    first = client.post(address("sign", version, "NPT"), sent)
    again = client.post(address("sign", version, "NPT"), sent)

    assert (first.status_code, again.status_code, first.url) == (302, 302, again.url)
    assert kinds(version) == ["signature", "signature"]


def test_another_password_signs_nothing_and_keeps_what_was_typed(client, w):
    version = make_open(w)
    client.force_login(w.trust)
    sent = filled(client.get(address("sign", version, "NPT")), password="not mine")

    refused = client.post(address("sign", version, "NPT"), sent)

    words = refused.content.decode()
    assert (refused.status_code, kinds(version)) == (422, [])
    assert "This is not your password" in words
    assert 'value="T. Rust"' in words
    assert "not mine" not in words
    assert hidden(refused) == hidden(client.get(address("sign", version, "NPT"))) | hidden(refused)
    assert client.post(address("sign", version, "NPT"), sent | {"password": PASSWORD}).status_code == 302


def test_too_many_passwords_are_stopped(client, w):
    version = make_open(w)
    client.force_login(w.trust)
    sent = filled(client.get(address("sign", version, "NPT")), password="not mine")

    said = [client.post(address("sign", version, "NPT"), sent).content.decode() for _try in range(12)]

    assert "Too many tries" in said[-1]
    assert client.post(address("sign", version, "NPT"), sent | {"password": PASSWORD}).status_code == 422
    assert kinds(version) == []


def test_a_password_counts_for_five_minutes(client, w):
    version = make_open(w)
    client.force_login(w.trust)
    page = address("sign", version, "NPT")
    now = timezone.now()

    with time_machine.travel(now, tick=False):
        first = client.get(page)
        refused = client.post(page, filled(first, confirmed=""))
        assert refused.status_code == 422
        assert b'name="password"' not in refused.content
    with time_machine.travel(now + timedelta(minutes=4), tick=False):
        assert b'name="password"' not in client.get(page).content
    with time_machine.travel(now + timedelta(minutes=6), tick=False):
        assert b'name="password"' in client.get(page).content
        sent = filled(first)
        del sent["password"]
        assert client.post(page, sent).status_code == 422
    assert kinds(version) == []


def test_without_the_declaration_nothing_is_signed(client, w):
    version = make_open(w)
    client.force_login(w.trust)
    sent = filled(client.get(address("sign", version, "NPT")))
    del sent["confirmed"]

    refused = client.post(address("sign", version, "NPT"), sent)

    assert (refused.status_code, kinds(version)) == (422, [])
    assert "Tick the declaration, if it is true." in refused.content.decode()


def test_a_text_that_changed_meanwhile_is_not_signed_and_the_page_shows_what_changed(client, w):
    version = make_open(w)
    client.force_login(w.trust)
    page = address("sign", version, "NPT")
    sent = filled(client.get(page))
    opening.cancel(version, by=w.approver, reason="A slip")
    cancelled = client.post(page, sent)
    version.refresh_from_db()
    version.title = "Keeping people well"
    with acting():
        version.save(update_fields=["title"])
    opening.open_for_signature(approved(version, w.officer, w.approver), by=w.approver)

    answer = client.post(page, sent)

    assert cancelled.status_code == 409
    assert "A slip" in cancelled.content.decode()
    words = answer.content.decode()
    assert (answer.status_code, kinds(version)) == (409, [])
    assert "Nothing was signed" in words
    assert "Keeping people well" in words.split("What changed since it was shown to you")[1]
    assert client.post(page, filled(client.get(page))).status_code == 302


def test_who_signed_an_older_version_reads_what_changed_since(client, w):
    version = make_open(w, "NCC NPT")
    sign(w, version, "NCC")
    sign(w, version, "NPT")
    version.refresh_from_db()
    draft = documents.start_draft(version.document, by=w.officer)
    newer = approved(draft, w.officer, w.approver)
    opening.open_for_signature(newer, by=w.approver)
    client.force_login(w.trust)

    words = client.get(address("sign", newer, "NPT")).content.decode()

    assert "What changed since you signed version 1.0" in words


def test_somebody_whom_the_rule_does_not_name_reads_who_signs(client, w):
    signing_rules.set_rule(w.other, by=w.trust_administrator, line=Line((Post(OFFICE, Office.SIRO),)))
    version = make_open(w)
    client.force_login(w.trust)

    page = client.get(address("sign", version, "NPT"))
    sent = client.post(address("sign", version, "NPT"), {})

    assert (
        "By the rule of Northport Trust this is signed by: senior information risk owner."
        in page.content.decode()
    )
    assert b'name="token"' not in page.content
    assert (sent.status_code, kinds(version)) == (422, [])


def test_a_data_protection_officer_is_warned(client, w):
    hold_office(w, w.trust, w.other, Office.DPO)
    version = make_open(w)
    client.force_login(w.trust)

    assert (
        "advises, and should not also accept the risk"
        in client.get(address("sign", version, "NPT")).content.decode()
    )


@pytest.mark.parametrize(
    ("who", "status"),
    [("trust", 200), ("stranger", 403), ("manager", 404), ("practitioner", 404), ("police", 404)],
)
def test_each_organisation_is_signed_for_by_its_own(client, w, who, status):
    version = make_open(w)
    client.force_login(getattr(w, who))

    assert client.get(address("sign", version, "NPT")).status_code == status


# ---- answers ----------------------------------------------------------------------------------------


def test_an_organisation_declines_with_a_reason_and_reads_that_it_may_still_share(client, w):
    version = make_open(w)
    client.force_login(w.trust)
    page = address("decline", version, "NPT")

    asked = client.get(page).content.decode()
    refused = client.post(page, {"answer": "decline", "reason": " "})
    done = client.post(page, {"answer": "decline", "reason": "No room"}, follow=True).content.decode()

    assert "This does not stop you from sharing." in asked
    assert refused.status_code == 422
    assert standings(version) == "NCC invited, NPT declined, POL invited"
    assert "You can still share case by case." in done
    assert "No room" in done


def test_an_officer_asks_for_changes_but_cannot_decline(client, w):
    version = make_open(w)
    client.force_login(w.police_officer)
    page = address("decline", version, "POL")

    refused = client.post(page, {"answer": "decline", "reason": "No"})
    client.post(page, {"answer": "changes", "reason": "Say how often"})

    assert refused.status_code == 422
    assert standings(version) == "NCC invited, NPT invited, POL changes_requested"


def test_beginning_to_review_is_seen_and_sent_twice_changes_nothing(client, w):
    version = make_open(w)
    client.force_login(w.police_officer)
    page = address("signing-review", version, "POL")

    answers = [client.post(page).status_code for _twice in range(2)]

    assert answers == [302, 302]
    assert standings(version) == "NCC invited, NPT invited, POL reviewing"
    assert client.get(page).status_code == 405


def test_a_signature_is_taken_back_until_the_version_is_in_force(client, w):
    version = make_open(w)
    sign(w, version, "NPT")
    client.force_login(w.trust)
    page = address("signature-withdraw", version, "NPT", 2)

    assert "Take it back" in client.get(address("receipt", version, 1, 2)).content.decode()
    client.post(page, {"reason": "Too soon"})

    assert standings(version) == "NCC invited, NPT reviewing, POL invited"
    assert "This signature was taken back" in client.get(address("receipt", version, 1, 2)).content.decode()
    sign(w, version, "NPT")
    sign(w, version, "NCC")
    assert client.post(page, {"reason": "Again"}).status_code == 409


# ---- progress ---------------------------------------------------------------------------------------


def test_the_page_of_signatures_shows_each_answer(client, w):
    version = make_open(w)
    sign(w, version, "NPT", name="T. Rust")
    client.force_login(w.manager)

    words = client.get(address("signatures", version)).content.decode()

    assert "Version 1.0: 1 of 3 have signed" in words
    assert "T. Rust" in words
    assert "Northshire County Council is asked to sign" in words


def test_an_officer_enters_a_signature_from_paper(client, w):
    version = make_open(w)
    client.force_login(w.officer)
    page = address("signature-paper", version, 3)
    sent = {"name": "C. Constable", "post": "Chief Constable", "signed_on": timezone.localdate().isoformat()}

    refused = client.post(page, sent)
    done = client.post(page, sent | {"scan": SimpleUploadedFile("page.png", make_picture())})

    assert refused.status_code == 422
    assert done.url == address("signatures", version)
    assert standings(version) == "NCC invited, NPT invited, POL signed"
    assert "on paper" in client.get(done.url).content.decode()
    assert client.get(page).status_code == 409


def test_the_last_day_is_changed_and_a_round_closed(client, w):
    version = make_open(w)
    client.force_login(w.officer)

    client.post(address("signing-last-day", version), {"closes_on": "3 April 2031"})
    assert version.signing_rounds.get().closes_on.isoformat() == "2031-04-03"
    assert client.get(address("signing-close", version)).status_code == 409
    sign(w, version, "NCC")
    sign(w, version, "NPT")
    client.post(address("signing-close", version), {"reason": "No answer"})

    assert version.signing_rounds.get().state == "completed"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("manager", 200),
        ("officer", 200),
        ("trust", 200),
        ("administrator", 200),
        ("practitioner", 404),
        ("auditor", 404),
    ],
)
def test_names_of_signatories_are_for_those_at_the_table(client, w, who, status):
    version = make_open(w)
    client.force_login(getattr(w, who))

    assert client.get(address("signatures", version)).status_code == status


def test_a_reminder_goes_out_once_a_day(client, w):
    version = make_open(w)
    client.force_login(w.officer)
    page = address("signing-remind", version)

    first = client.post(page, follow=True).content.decode()
    again = client.post(page, follow=True).content.decode()

    assert "3 organisations are reminded." in first
    assert "sent a reminder today" in again
    assert Event.objects.for_target(version).filter(verb="signing.reminded").count() == 1


# ---- what people are told ---------------------------------------------------------------------------


def told(version):
    found = notices(Scope(documents={version.document_id}), timezone.localdate())
    return sorted((str(User.objects.get(pk=each.person)), each.text) for each in found)


def test_whoever_may_sign_is_told_then_the_lead_then_everybody(w):
    version = make_open(w, "NCC NPT", title="Falls")

    assert told(version) == [
        ("Manager", "Sign version 1.0 of Falls for Northshire County Council, or decline"),
        ("Trust", "Sign version 1.0 of Falls for Northport Trust, or decline"),
    ]
    sign(w, version, "NCC")
    answering.decline(version, by=w.trust, organisation=w.other, reason="No room")
    receipt = "Receipt: Manager signed version 1.0 of Falls for Northshire County Council"
    assert told(version) == [
        ("Administrator", receipt),
        ("Approver", "Northport Trust declined to sign version 1.0 of Falls"),
        ("Manager", receipt),
    ]
    sign(w, version, "NPT")
    done = "The signing of version 1.0 of Falls is completed"
    assert [line for line in told(version) if line[1] == done] == [
        ("Approver", done),
        ("Manager", done),
        ("Trust", done),
    ]
