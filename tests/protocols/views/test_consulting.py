"""Before an agreement is opened for signature, all who write or read along see where each partner stands."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.partners import Partner, partners_of
from governance.services import comments
from organisations.services.grants import grant, revoke
from protocols.services import opening
from tests.factories.governance import approved
from tests.protocols.signing.world import make_draft, make_world

pytestmark = pytest.mark.django_db
NOBODY = Partner("Northshire Police", "Nobody was let in yet", "grey")


@pytest.fixture
def w():
    w = make_world()
    w.draft = make_draft(w, "NCC NPT POL Somebody")
    return w


def let_in(w, person, codename="comment_document", **until):
    grant(person, by=w.officer, codename=codename, thing=w.draft.document, **until)


def of(w, name="Northport Trust"):
    return next(partner for partner in partners_of(w.draft) if partner.name == name)


def test_nobody_was_let_in_and_a_body_of_no_list_cannot_be(w):
    assert partners_of(w.draft) == [
        Partner("Northport Trust", "Nobody was let in yet", "grey"),
        NOBODY,
        Partner("Somebody", "Not in the list of organisations", "grey"),
    ]


def test_a_partner_reads_along_while_the_access_lasts(w):
    let_in(w, w.trust, until=timezone.localdate())
    let_in(w, w.trust, codename="read_drafts")

    assert of(w) == Partner("Northport Trust", "1 person reads along", "blue")
    assert of(w, "Northshire Police") == NOBODY

    revoke(w.trust, by=w.officer, codename="read_drafts", thing=w.draft.document)
    w.draft.document.grants.update(until=timezone.localdate() - timedelta(days=1))
    assert of(w) == Partner("Northport Trust", "Nobody was let in yet", "grey")


def test_who_may_read_what_is_published_alone_does_not_read_along(w):
    let_in(w, w.trust, codename="read_document")

    assert of(w).words == "Nobody was let in yet"


def test_comments_wait_until_they_are_resolved(w):
    let_in(w, w.trust)
    section = w.draft.sections.first()
    asked = [comments.comment(section, by=w.trust, text=text, audience="parties").thread for text in "ab"]

    assert of(w) == Partner("Northport Trust", "2 comments wait", "yellow")

    comments.resolve(asked[0], by=w.officer)
    assert of(w) == Partner("Northport Trust", "1 comment waits", "yellow")
    comments.resolve(asked[1], by=w.officer)
    assert of(w) == Partner("Northport Trust", "Its comments are answered")


def test_what_a_partner_says_to_its_own_people_is_not_counted(w):
    let_in(w, w.trust)
    comments.comment(w.draft.sections.first(), by=w.trust, text="Hush", audience="organisation")

    assert of(w).words == "1 person reads along"


def test_once_it_is_open_for_signature_the_signatures_tell(w):
    version = approved(make_draft(w), w.officer, w.approver)
    assert len(partners_of(version)) == 2

    opening.open_for_signature(version, by=w.approver)
    version.refresh_from_db()

    assert partners_of(version) == []


@pytest.mark.parametrize(
    ("who", "page", "lets_in"),
    [
        ("officer", "protocols:build", False),
        ("officer", "governance:comments", True),
        ("trust", "governance:comments", False),
    ],
)
def test_both_sides_see_it(client, w, who, page, lets_in):
    let_in(w, w.trust)
    client.force_login(getattr(w, who))

    said = client.get(reverse(page, args=[w.draft.document.reference, w.draft.number])).content.decode()

    assert "Where each partner stands" in said
    assert "1 person reads along" in said
    assert ("Let a partner in" in said) == lets_in
