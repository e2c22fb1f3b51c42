"""The public check: what it says of a text, what it keeps to itself, and how a file is compared."""

from __future__ import annotations

import hashlib

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from audit.actors import job
from audit.models import Event
from governance.kinds import Audience
from governance.models import Body
from governance.services import documents
from protocols.services import opening, signing
from protocols.verifying import SIGNS, beginning_of, code_of
from tests.factories.protocols import make_recorded
from tests.once import made_once
from tests.protocols.signing.world import make_open, make_signed, make_world, sign

pytestmark = pytest.mark.django_db
made = made_once(make_world)
BY = job("import_agreements")


@pytest.fixture
def w(made):
    cache.clear()
    return made


def page(client, version, sha256=""):
    return client.get(f"/verify/{code_of(sha256 or version.content_sha256)}/")


def test_a_code_is_the_beginning_of_the_fingerprint():
    sha256 = hashlib.sha256(b"text").hexdigest()

    code = code_of(sha256)

    assert beginning_of(code) == sha256[:20]
    assert beginning_of(code.lower().replace("-", " ")) == sha256[:20]
    assert beginning_of(code.replace("0", "O").replace("1", "l")) == sha256[:20]
    assert (beginning_of("U" * 16), beginning_of("12"), beginning_of("")) == ("", "", "")
    assert len(set(SIGNS)) == 32


def test_a_published_text_in_force_says_by_whom_it_is_signed(w, client):
    version = make_signed(w)

    said = page(client, version).content.decode()

    assert "It is in force between those who signed" in said
    for body in (w.organisation, w.other, w.third):
        assert f"<li>{body.name}, " in said
    assert version.document.reference in said
    assert "T. Rust" not in said
    assert "@" not in said.partition("<main")[2].partition("</main>")[0]


def test_a_signature_on_paper_is_called_one(w, client):
    version = make_open(w, "NCC NPT")
    sign(w, version, "NCC")
    seat = version.signing_rounds.get().signatories.get(organisation=w.other)
    signing.record_wet_ink(
        seat, by=w.approver, name="T. Rust", post="Chief", signed_on=timezone.localdate(), scan=b"%PDF-1.7"
    )

    said = page(client, version).content.decode()

    [_all, ours, theirs] = said.partition("Signed by</h2>")[2].partition("</ul>")[0].split("<li>")
    assert w.organisation.name in ours
    assert "on paper" not in ours
    assert w.other.name in theirs
    assert "on paper" in theirs


def test_what_was_signed_elsewhere_says_so(w, client):
    version = make_recorded(w.organisation, BY)

    said = page(client, version).content.decode()

    assert "Signed outside this register." in said
    assert "Nobody has signed it in this register." not in said


def test_a_text_that_is_not_published_says_no_more_than_that_it_is_known(w, client):
    version = make_signed(w)
    documents.change_control(version.document, by=w.officer, audience=Audience.ORGANISATION)

    said = page(client, version).content.decode()

    assert "This register knows this text" in said
    assert "Who signed it is not published." in said
    for secret in (version.title, version.document.reference, w.third.name, w.other.name):
        assert secret not in said


def test_a_text_open_for_signature_is_not_in_force_and_names_nobody(w, client):
    version = make_open(w)
    sign(w, version, "NPT")

    said = page(client, version).content.decode()

    assert "It is open for signature and not in force yet." in said
    assert w.other.name not in said
    assert version.title not in said


def test_a_text_whose_signing_was_cancelled_says_that_it_binds_nobody(w, client):
    version = make_open(w)
    sha256 = version.content_sha256
    opening.cancel(version, by=w.approver, reason="A slip")

    assert "It binds nobody." in page(client, version, sha256).content.decode()


@pytest.mark.parametrize("code", ["0000-0000-0000-0000", "nonsense"])
def test_a_code_that_nothing_has_is_kindly_refused(client, code):
    cache.clear()
    response = client.get(f"/verify/{code}/")

    assert response.status_code == 404
    assert "We do not know this code" in response.content.decode()


def test_a_draft_is_found_by_nobody(w, client):
    version = make_open(w)
    sha256 = version.content_sha256
    other = hashlib.sha256(b"a draft").hexdigest()

    assert page(client, version, other).status_code == 404
    assert page(client, version, sha256).status_code == 200


def test_a_code_as_it_is_read_out_leads_to_its_page(w, client):
    code = code_of(make_signed(w).content_sha256)

    assert client.get(f"/verify/{code.lower()}/")["Location"] == f"/verify/{code}/"
    assert client.get("/verify/", {"code": code})["Location"] == f"/verify/{code}/"
    assert client.get("/verify/", {"code": ""}).status_code == 422


def test_a_file_is_compared_and_not_kept(w, client):
    version = make_signed(w)
    exact = Body.objects.get(pk=version.content_sha256).unpacked()
    before = Event.objects.count()
    where = f"/verify/{code_of(version.content_sha256)}/"

    same = client.post(where, {"file": SimpleUploadedFile("text.json", exact)})
    other = client.post(where, {"file": SimpleUploadedFile("text.json", exact + b" ")})

    assert "It is the exact text that is signed, unchanged." in same.content.decode()
    assert "This is not a file that this register made of this text" in other.content.decode()
    assert client.post(where, {}).status_code == 422
    assert Event.objects.count() == before


def test_a_file_beyond_the_limit_is_refused(w, client):
    where = f"/verify/{code_of(make_signed(w).content_sha256)}/"
    too_large = SimpleUploadedFile("large.pdf", b"x" * (26 * 1024 * 1024))

    assert client.post(where, {"file": too_large}).status_code == 413


def test_checking_is_slowed_down(client):
    cache.clear()
    answers = [client.get("/verify/0000-0000-0000-0000/").status_code for _turn in range(61)]

    assert answers == [404] * 60 + [429]
