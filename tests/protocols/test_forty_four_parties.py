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
from protocols.models import Signatory, Statement
from protocols.services import certificates, inviting
from protocols.services.invited import sign_as_invited
from protocols.services.proving import guest_of
from protocols.statements import Strength
from protocols.verifying import code_of
from tests.factories.organisations import make_member, make_organisation, make_person
from tests.governance.pdf.helpers import assert_sound, words_of
from tests.people import make_people
from tests.protocols.invitations.world import come_in
from tests.protocols.signing.world import furnish, given_for, make_open, sign
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


def make_signed_by_all(count, invited):
    """The version, signed by all: the last `invited` of them by invitation."""
    w = furnish(make_people())
    w.bodies, w.signer = {"NCC": w.organisation}, {"NCC": w.manager}
    for number, (name, kind) in enumerate(bodies(count - 1), start=1):
        code = f"B{number:03d}"
        w.bodies[code] = make_organisation(code, name=name, kind=kind)
        w.signer[code] = make_person(f"signer@{code.lower()}.example", name=f"Signer {number}")
        make_member(w.signer[code], w.bodies[code], Role.MANAGER)
    w.version = make_open(w, " ".join(w.bodies))
    codes = list(w.bodies)
    w.invitations = []
    for code in codes[len(codes) - invited :]:
        seat = Signatory.objects.select_related("organisation").get(
            round__version=w.version, organisation=w.bodies[code]
        )
        name = f"Guest of {code}"
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
    pages = [
        (Client(), f"/verify/{code_of(version.content_sha256)}/"),
        (manager, base),
        (guest, "/invited/"),
        (guest, "/invited/receipt.txt"),
    ]
    for client, where in pages:
        client.get(where)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(where)
        assert response.status_code == 200, where
        assert len(asked) <= MOST_QUERIES, (where, [each["sql"][:120] for each in asked])
        assert len(response.content) <= MOST_BYTES, where
        words = f"{len(asked)} queries, {len(response.content) // 1024} KB"
        record_property("figure", f"{where.split('/')[1]} at {count} parties: {words}")
    for body in w.bodies.values():
        assert body.name.replace("'", "&#x27;") in Client().get(pages[0][1]).content.decode()

    began = time.monotonic()
    copy = certificates.make(version, by=job("tests"))
    content = store.read(copy.sha256)
    assert copy.statements == count
    said = words_of(content)
    assert said.count("E-mailaddressverified") == invited
    for body in w.bodies.values():
        assert "".join(body.name.split()) in said
    assert_sound(content, tmp_path)
    record_property(
        "figure",
        f"signed copy at {count} parties: {copy.pages} pages, {copy.size // 1024} KB, {time.monotonic() - began:.1f} s",
    )
    assert list(verification.faults()) == []
