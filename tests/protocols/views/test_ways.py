"""Ways into the builder and on from it, to the next draft of an agreement, and to what is being worked on."""

from __future__ import annotations

import pytest
from django.urls import reverse

from governance.services import comments, documents
from organisations.services.grants import grant
from protocols.kinds import PROTOCOL
from protocols.services import opening
from protocols.services.beginning import begin_protocol
from tests.factories.governance import approved, draft_of
from tests.protocols.signing.world import make_open, make_signed, make_world, sign

pytestmark = pytest.mark.django_db
START = "Start an information sharing protocol"


@pytest.fixture
def w():
    return make_world()


def words(client, path, who=None):
    client.logout()
    if who is not None:
        client.force_login(who)
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("path", ["/work/", "/documents/", "/register/", "/organisations/NCC/"])
def test_whoever_writes_can_start_a_protocol_from_here(client, w, path):
    assert START in words(client, path, w.officer)
    assert START not in words(client, path, w.manager)


@pytest.mark.parametrize("path", ["/register/", "/organisations/NCC/"])
def test_nobody_else_is_asked_to(client, w, path):
    assert START not in words(client, path)
    assert START not in words(client, path, w.practitioner)


def test_in_another_organisation_nobody_starts_one(client, w):
    assert START not in words(client, "/organisations/NCC/", w.police_officer)
    assert START in words(client, "/organisations/POL/", w.police_officer)


@pytest.mark.parametrize("name", ["build", "build-check"])
def test_the_builder_leads_on(client, w, name):
    version = begin_protocol(w.organisation, kind=PROTOCOL, title="Falls", by=w.officer)
    where = [version.document.reference, version.number]

    page = words(client, reverse(f"protocols:{name}", args=where), w.officer)

    for way in ("submit", "comments", "draft"):
        assert f'href="{reverse(f"governance:{way}", args=where)}"' in page
    assert f'href="{reverse("governance:access", args=where[:1])}"' in page
    draft = words(client, reverse("governance:draft", args=where), w.officer)
    assert f'href="{reverse("protocols:build", args=where)}"' in draft


def test_the_next_draft_begins_on_the_page_of_the_agreement_and_opens_in_the_builder(client, w):
    version = make_signed(w, "NCC NPT")
    here, new = (
        version.document.get_absolute_url(),
        reverse("governance:draft-new", args=[version.document.reference]),
    )
    assert f'href="{new}?from=1.0"' in words(client, here, w.officer)
    for person in (w.trust, w.manager, None):
        assert new not in words(client, here, person)

    client.force_login(w.officer)
    made = client.post(new, {"based_on": version.pk, "edition": "no"})

    build = reverse("protocols:build", args=[version.document.reference, "1.1"])
    assert made.url == build
    page = words(client, here, w.officer)
    assert "Version 1.1 is being worked on" in page
    assert f'href="{build}"' in page
    assert new not in page
    for person in (w.trust, None):
        assert "being worked on" not in words(client, here, person)


def test_parties_are_led_from_the_agreement_to_the_round_that_is_open(client, w):
    version = make_signed(w, "NCC NPT")
    documents.start_draft(version.document, by=w.officer)
    opened = _opened(w, version)

    for person in (w.officer, w.manager, w.trust):
        page = words(client, version.document.get_absolute_url(), person)
        assert "Version 1.1 is being worked on" in page
        assert "Only the parties can see this." in page
        assert f'href="{reverse("protocols:signatures", args=[opened.document.reference, "1.1"])}"' in page
    for person in (w.practitioner, w.police, None):
        assert "being worked on" not in words(client, version.document.get_absolute_url(), person)


def _opened(w, version):
    draft = approved(draft_of(version.document), w.officer, w.approver)
    opening.open_for_signature(draft, by=w.approver)
    return draft


def test_from_the_signatures_one_sees_between_whom_it_holds(client, w):
    version = make_open(w, "NCC NPT")
    where = reverse("protocols:signatures", args=[version.document.reference, "1.0"])
    between = reverse("protocols:agreement-between", args=[version.document.reference])
    assert between not in words(client, where, w.approver)

    for code in ("NCC", "NPT"):
        sign(w, version, code)

    assert between in words(client, where, w.approver)


def test_a_partner_who_is_asked_for_comments_finds_the_draft_until_they_comment(client, w):
    version = begin_protocol(w.organisation, kind=PROTOCOL, title="Falls", by=w.officer)
    assert "Falls" not in words(client, "/work/", w.trust)
    grant(w.trust, codename="comment_document", thing=version.document, by=w.officer)
    grant(w.police, codename="read_drafts", thing=version.document, by=w.officer)

    client.force_login(w.trust)
    mine = client.get("/work/").context["work"].mine.items

    address = reverse("governance:version", args=[version.document.reference, "1.0"])
    assert [(each.text, each.href) for each in mine] == [("Read and comment: Falls", address)]
    assert "Comments on this version" in words(client, address, w.trust)
    comments.comment(version.sections.first(), by=w.trust, text="Why?", audience="parties")
    for person in (w.trust, w.police):
        client.force_login(person)
        work = client.get("/work/").context["work"]
        assert work.mine.items == []
        assert [each.text for each in work.others.items] == ["Falls, version 1.0"]
