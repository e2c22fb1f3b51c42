"""Two organisations agree a protocol, a third declines, a material change starts a new round, and a party leaves.

One signs by a manager, the other by somebody without an account, who has a link and a code.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from governance.models import DocumentVersion
from organisations.models import Membership
from organisations.permissions import Role
from protocols.kinds import PROTOCOL
from protocols.models import Party, Statement
from protocols.services import posting
from protocols.statements import Kind
from tests.audit.helpers import acting
from tests.people import PASSWORD
from tests.protocols.invitations.world import again, come_in, fields, seat_of
from tests.protocols.signing.world import days, furnish
from tests.walks.person import Person

pytestmark = pytest.mark.django_db
TITLE, PURPOSE = "Warm and safe at home", "To find people whose homes are cold, and to help them."
BUILD, REGISTER = "/protocols/NCC-ISP-0001/versions", "/register/NCC-ISP-0001/"
DRAFT = "/documents/NCC-ISP-0001/versions"


@pytest.fixture
def w(people):
    cache.clear()
    w = furnish(people)
    with acting():
        for person in (w.manager, w.police):
            person.set_password(PASSWORD)
            person.save()
        Membership.objects.filter(user=w.trust).update(role=Role.PRACTITIONER)  # the trust has nobody to sign
    for name in ("officer", "approver", "manager", "police"):
        setattr(w, f"{name}_here", Person(getattr(w, name)))
    return w


def test_two_organisations_agree_a_protocol(w, django_capture_on_commit_callbacks):
    build(w)
    consult(w)
    agree(w, "1.0", "First edition.")
    sign(w, w.manager_here, "NCC", "1.0")
    invite_and_sign(w, django_capture_on_commit_callbacks)
    assert "Yes: Northshire County Council can send Northport Trust" in between(w, "NPT")
    decline(w)
    assert "and Northshire Police people decide case by case today, without this agreement." in between(
        w, "POL"
    )

    change(w)
    agree(w, "1.1", "Kept for longer.", proposed="Retention: 2 years before, 6 years now.")
    sign(w, w.manager_here, "NCC", "1.1", changed="6 years")
    sign(w, w.police_here, "POL", "1.1")
    assert "Yes: Northshire County Council can send Northshire Police" in between(w, "POL")
    assert "Version 1.0 has held between them since" in between(w, "NPT")
    leave(w)

    assert [said.kind for said in Statement.objects.order_by("at", "pk")] == [
        Kind.SIGNATURE, Kind.SIGNATURE, Kind.REFUSAL, Kind.SIGNATURE, Kind.SIGNATURE, Kind.LEAVING, Kind.DISPOSAL,
    ]  # fmt: skip


def version(number):
    return DocumentVersion.objects.numbered(number).get(document__reference="NCC-ISP-0001")


def build(w):
    officer, at = w.officer_here, f"{BUILD}/1.0/"
    assert "Start an information sharing protocol" in officer.opens("/work/")
    assert officer.sends("/protocols/new/", sharing="regular") == "/protocols/new/begin/"
    assert officer.sends("/protocols/new/begin/", kind=PROTOCOL.key, title=TITLE) == at
    for body in (w.other, w.third):
        officer.sends(f"{at}rows/parties/add/", name=body.name, direction="both")
    officer.sends(f"{at}purpose/", **{"text-purpose": PURPOSE})
    officer.sends(f"{at}rows/data_items/add/", what="Name and address")
    lead, *others = Party.objects.filter(version=version("1.0")).order_by("position")
    item = version("1.0").data_items.get().key
    for other in others:
        officer.sends(f"{at}rows/flows/add/", giver=str(lead.pk), taker=str(other.pk), items=[item])
    officer.sends(f"{at}rows/bases/add/", key="a6_public_task", covers="all")
    officer.sends(f"{at}assessment/", assessment="done")
    assert "the law asks for this" in officer.opens(f"{at}check/")
    officer.sends(f"{at}retention/", retention="2 years")
    assert "It has what the law asks for before it is signed" in officer.opens(f"{at}check/")


def consult(w):
    """The police read the draft because they were asked to, and say something."""
    police, at = w.police_here, f"{DRAFT}/1.0/"
    police.opens(at, status=404)
    w.officer_here.sends("/documents/NCC-ISP-0001/access/", email=w.police.email, codename="comment_document")
    assert f"Read and comment: {TITLE}" in police.opens("/work/")
    assert PURPOSE in police.opens(at)
    answer = police.client.post(
        f"{at}sections/purpose/comments/",
        {"comment": "new", "new-text": "Name smoke alarms.", "new-audience": "parties"},
    )
    assert answer.status_code == 302
    assert "Name smoke alarms." in w.officer_here.opens(f"{at}comments/")


def agree(w, number, summary, *, proposed=""):
    """A second person approves it, and opens it for signature."""
    at = f"{DRAFT}/{number}"
    assert proposed in w.officer_here.opens(f"{at}/submit/")
    w.officer_here.sends(f"{at}/submit/", change_summary=summary, grade="material")
    opening = f"{REGISTER}versions/{number}/signing/open/"
    assert w.approver_here.sends(f"{at}/review/", decision="approve") == opening
    assert proposed in w.approver_here.opens(opening)
    last = timezone.localdate() + timedelta(days=20)
    signatures = w.approver_here.sends(opening, force="pairs", closes_on=last.isoformat())
    assert "Invite somebody" in w.approver_here.opens(signatures)


def sign(w, person, code, number, *, changed=""):
    at = f"{REGISTER}versions/{number}/signing/for/{code}/"
    work = person.opens("/work/")
    assert f'href="{at}"' in work
    assert "the last day to sign is" in work
    assert changed in person.opens(at)
    receipt = person.sends(at, confirmed="on", post="Director", password=PASSWORD)
    assert f"has signed version {number}." in person.opens(receipt)
    assert f'href="{at}"' not in person.opens("/work/")


def invite_and_sign(w, capture):
    seat = seat_of(version("1.0"), "NPT")
    invitations = w.approver_here.sends(
        f"{DRAFT}/1.0/invitations/{seat.position}/", name="Pat Reid", address="pat@trust.example"
    )
    assert "pat@trust.example" in w.approver_here.opens(invitations)
    posting.send_due()
    w.invitation = again(seat.invitations.get())
    guest = Person()
    guest.client = come_in(w, capture, guest.client)
    assert PURPOSE in guest.opens("/invited/")
    answer = guest.client.post("/invited/sign/", fields(guest.client))
    assert (answer.status_code, answer["Location"]) == (302, "/invited/")
    assert "You signed this version on" in guest.opens("/invited/")


def between(w, code):
    body = w.bodies[code]
    return w.approver_here.opens(f"{REGISTER}between/?giver={w.organisation.pk}&taker={body.pk}")


def decline(w):
    signatures = w.police_here.sends(
        f"{REGISTER}versions/1.0/signing/for/POL/decline/",
        answer="decline",
        reason="Two years are too short.",
    )
    assert "Two years are too short." in w.approver_here.opens(signatures)
    assert TITLE in w.police_here.opens(REGISTER)


def change(w):
    officer = w.officer_here
    assert "Start a new draft" in officer.opens(REGISTER)
    based_on = str(version("1.0").pk)
    at = officer.sends("/documents/NCC-ISP-0001/new-draft/?from=1.0", based_on=based_on, edition="no")
    assert at == f"{BUILD}/1.1/"
    officer.sends(f"{at}retention/", retention="6 years")


def leave(w):
    police, life = w.police_here, f"{REGISTER}life/"
    assert "Leave for Northshire Police" in police.opens(life)
    given = {"confirmed": "on", "post": "Chief", "password": PASSWORD}
    police.sends(f"{life}leave/POL/", leaves_on=days(90).isoformat(), reason="The visits end.", **given)
    notice = Statement.objects.get(kind=Kind.LEAVING)
    disposal = f"{life}disposal/{notice.pk}/"
    assert f'href="{disposal}"' in police.opens(life)
    police.sends(disposal, text="The lists were deleted today.", **given)
    assert "The lists were deleted today." in w.manager_here.opens(life)
