"""An agreement of 44 parties: 41 councils with the lead, and three departments of the public lists; 20 sign by
invitation."""

from __future__ import annotations

import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit import verification
from audit.actors import job
from governance.files import store
from organisations.permissions import Role
from protocols.given import Proof
from protocols.models import Flow, Signatory, Statement
from protocols.pdf import signed_copy
from protocols.services import certificates, inviting, opening
from protocols.services.invited import sign_as_invited
from protocols.services.proving import guest_of
from protocols.statements import Strength
from protocols.verifying import code_of
from tests.audit.helpers import acting
from tests.factories.governance import approved
from tests.factories.organisations import make_member, make_organisation, make_person
from tests.governance.pdf.helpers import assert_sound, laid_out, words_of
from tests.once import rolled_back
from tests.people import make_people
from tests.protocols.invitations.world import come_in
from tests.protocols.signing.world import furnish, given_for, make_draft, sign, without_signers
from tests.real.data import need_data, rows

pytestmark = [pytest.mark.django_db]
MOST_QUERIES, MOST_BYTES = 12, 150 * 1024
DEPARTMENTS, INVITED = 3, 20


def bodies(count):
    """Names of the public lists, with kinds: departments as far as there is room for three, else councils."""
    need_data()
    found = {"local-authority-eng": [], "government-organisation": []}
    for column, _key, cells in rows():
        name = cells.get("name") or cells.get("legal_name")
        is_wanted = column == "local-authority-eng" or str(name).startswith(("Department for", "Ministry of"))
        if column in found and name and is_wanted and not cells.get("ends_on"):
            found[column].append(name)
    departments = found["government-organisation"][: DEPARTMENTS if count > DEPARTMENTS else 0]
    councils = found["local-authority-eng"][: count - len(departments)]
    return [
        *((name, "council") for name in councils),
        *((name, "central_government") for name in departments),
    ]


def make_approved_by_lead(count, people=None):
    """The version, approved: the lead gives to all others, and each of them to the last. `people`: of the lead."""
    w = people or furnish(make_people())
    w.bodies, w.signer = {w.organisation.code: w.organisation}, {w.organisation.code: w.manager}
    for number, (name, kind) in enumerate(bodies(count - 1), start=1):
        code = f"B{number:03d}"
        w.bodies[code] = make_organisation(code, name=name, kind=kind)
        w.signer[code] = make_person(f"signer@{code.lower()}.example", name=f"Signer {number}")
        make_member(w.signer[code], w.bodies[code], Role.MANAGER)
    draft = make_draft(w, " ".join(w.bodies))
    lead, *others = draft.parties.order_by("position")
    ways = [(lead, other) for other in others[1:]] + [(other, others[-1]) for other in others[:-1]]
    with acting():
        for position, (giver, taker) in enumerate(ways, start=2):
            Flow.objects.create(
                version=draft, key=f"way{position}", position=position, giver=giver, taker=taker, items=["name"],
                method="Secure portal", often="Monthly",
            )  # fmt: skip
    w.version = approved(draft, w.officer, w.approver)
    return w


def make_signed_by_all(count, invited, people=None):
    """The version, signed by all: the last `invited` of them by invitation."""
    w = make_approved_by_lead(count, people)
    opening.open_for_signature(w.version, by=w.approver)
    w.version.refresh_from_db()
    codes = list(w.bodies)
    w.invitations = []
    for code in codes[len(codes) - invited :]:
        seat = Signatory.objects.select_related("organisation").get(
            round__version=w.version, organisation=w.bodies[code]
        )
        name = f"Guest of {code}"
        with without_signers(w, code):
            w.invitations.append(
                inviting.invite(seat, by=w.approver, name=name, address=f"guest@{code.lower()}.example")
            )
    for code in codes[: len(codes) - invited]:
        sign(w, w.version, code)
    for invitation in w.invitations:
        guest = guest_of(invitation)
        proof = Proof(Strength.MAIL_CODE, timezone.now())
        given = given_for(w.version, guest, invitation.signatory.organisation, proof=proof)
        sign_as_invited(invitation, by=guest, given=given)
    w.version.refresh_from_db()
    return w


@pytest.mark.parametrize(("count", "invited"), [(2, 1), (44, INVITED)])
def test_pages_of_few_and_of_many_parties_ask_and_weigh_little(
    count, invited, django_capture_on_commit_callbacks, record_property, tmp_path
):
    cache.clear()
    w = make_signed_by_all(count, invited)
    assert Statement.objects.of_agreement(w.version.document).signatures().count() == count
    assert w.version.signing_rounds.get().state == "completed"
    guest = come_in(w, django_capture_on_commit_callbacks, invitation=w.invitations[0])
    manager = Client()
    manager.force_login(w.approver)
    version = w.version
    base = f"/documents/{version.document.reference}/versions/{version.number}/invitations/"
    last = list(w.bodies.values())[-1]
    agreement = f"/register/{version.document.reference}/"
    began = time.monotonic()
    (copy,) = certificates.make_due(by=job("tests"))
    took = time.monotonic() - began
    pages = [
        (Client(), f"/verify/{code_of(version.content_sha256)}/"),
        (manager, base),
        (guest, "/invited/"),
        (guest, "/invited/receipt.txt"),
        (manager, f"{agreement}versions/{version.number}/signing/"),
        (manager, f"{agreement}life/"),
        *(
            (client, where)
            for client in (Client(), manager)
            for where in (
                agreement,
                f"{agreement}between/",
                f"{agreement}between/?giver={last.pk}&taker={w.organisation.pk}",
                "/register/map/",
                f"/register/map/?organisation={w.organisation.code}",
            )
        ),
    ]
    for client, where in pages:
        client.get(where)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(where)
        assert response.status_code == 200, where
        assert len(asked) <= MOST_QUERIES, (where, [each["sql"][:120] for each in asked])
        assert len(response.content) <= MOST_BYTES, where
        words = f"{len(asked)} queries, {len(response.content) // 1024} KB"
        who = "signed in" if client is manager else "by invitation" if client is guest else "anyone"
        record_property("figure", f"{where.partition('?')[0]} ({who}) at {count} parties: {words}")
    for body in w.bodies.values():
        assert body.name.replace("'", "&#x27;") in Client().get(pages[0][1]).content.decode()

    content = store.read(copy.sha256)
    assert copy.statements == count
    assert copy.pages <= count // 2 + 18  # two statements on a page
    assert laid_out(signed_copy(w.version, certificates.stated(w.version)))[1] == []
    said = words_of(content)
    assert said.count("E-mailaddressverified") == invited
    for body in w.bodies.values():
        assert "".join(body.name.split()) in said
    assert_sound(content, tmp_path)
    record_property(
        "figure",
        f"signed copy at {count} parties: {copy.pages} pages, {copy.size // 1024} KB, {took:.1f} s",
    )
    assert list(verification.faults()) == []


def test_opening_asks_as_little_for_many_parties_as_for_few(record_property):
    asked = {}
    for count in (4, 44):
        with rolled_back():
            w = make_approved_by_lead(count)
            manager = Client()
            manager.force_login(w.approver)
            where = f"/register/{w.version.document.reference}/versions/{w.version.number}/signing/open/"
            manager.get(where)
            with CaptureQueriesContext(connection) as of_page:
                response = manager.get(where)
            assert response.status_code == 200
            assert len(of_page) <= MOST_QUERIES, [each["sql"][:120] for each in of_page]
            assert len(response.content) <= MOST_BYTES
            for body in w.bodies.values():
                assert body.name.replace("'", "&#x27;") in response.content.decode()
            with CaptureQueriesContext(connection) as of_act:
                opening.open_for_signature(w.version, by=w.approver)
            assert w.version.signing_rounds.get().signatories.count() == count
            asked[count] = len(of_act)
            words = (
                f"{len(of_page)} queries, {len(response.content) // 1024} KB; the act {len(of_act)} queries"
            )
            record_property("figure", f"page of opening at {count} parties: {words}")

    assert asked[44] == asked[4], asked
