"""The signed copy and the scans of signatures on paper: who may take them away, and what they say."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from audit.actors import job
from governance.files import store
from organisations.permissions import Role
from protocols.models import SignedCopy
from protocols.services import certificates, opening, signing
from tests.factories.governance import approved
from tests.factories.organisations import make_member, make_person
from tests.factories.pictures import make_picture
from tests.governance.pdf.helpers import assert_sound, words_of
from tests.protocols.signing.world import days, make_open, make_signed, make_world, sign

pytestmark = pytest.mark.django_db
PNG = make_picture()


@pytest.fixture
def w():
    cache.clear()
    return make_world()


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def page(version, end=""):
    return f"/register/{version.document.reference}/versions/{version.number}/signing/{end}"


def copy_of(version):
    return certificates.make(version, by=job("tests"))


def test_members_who_see_who_signs_get_the_copy_with_the_names(w):
    version = make_signed(w)
    kept = store.read(copy_of(version).sha256)

    for person in (w.officer, w.approver, w.manager, w.administrator, w.police, w.police_officer, w.trust):
        response = signed_in(person).get(page(version, "signed-copy.pdf"))
        assert response.status_code == 200, person
        assert response.content == kept
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].startswith("attachment;")
        assert f"{version.document.reference}-v1.0-signed.pdf" in response["Content-Disposition"]
        assert response["Cache-Control"].startswith("max-age=0")


def test_other_members_get_one_that_names_organisations_alone(w, tmp_path):
    version = make_open(w)
    for code in ("NCC", "NPT", "POL"):
        sign(w, version, code, name=f"Signatory-{code}")
    version.refresh_from_db()
    assert "Signatory-POL" in words_of(store.read(copy_of(version).sha256))
    reader = make_person("reader@police.example", name="Reader")
    make_member(reader, w.third, Role.PRACTITIONER)

    for person in (w.practitioner, reader):
        content = signed_in(person).get(page(version, "signed-copy.pdf")).content
        said = words_of(content)
        assert "Whodidsoforthemisleftout" in said
        for body in (w.organisation, w.other, w.third):
            assert "".join(body.name.split()) in said
        assert "Signatory-" not in said
    assert_sound(content, tmp_path)
    assert SignedCopy.objects.count() == 1


def test_for_others_there_is_none(w):
    version = make_signed(w)
    copy_of(version)

    assert signed_in(w.heir).get(page(version, "signed-copy.pdf")).status_code == 404
    assert Client().get(page(version, "signed-copy.pdf")).status_code == 302
    assert signed_in(w.manager).post(page(version, "signed-copy.pdf")).status_code == 405


def test_there_is_none_before_anything_was_stated_and_a_word_while_it_is_made(w):
    version = make_open(w)
    client = signed_in(w.officer)
    assert client.get(page(version, "signed-copy.pdf")).status_code == 404
    assertNotContains(client.get(page(version)), "signed copy")

    sign(w, version, "NPT")

    assertContains(client.get(page(version)), "The signed copy is being made.", count=1)
    response = client.get(page(version, "signed-copy.pdf"))
    assertContains(response, "The signed copy is being made.", status_code=503)
    assert response["Retry-After"] == "300"

    copy_of(version)

    assertContains(client.get(page(version)), page(version, "signed-copy.pdf"), count=1)
    assert client.get(page(version, "signed-copy.pdf")).status_code == 200


def test_a_file_that_is_lost_is_said_to_be(w):
    version = make_signed(w)
    copy = copy_of(version)
    store.default_storage.delete(store.path_of(copy.sha256))

    assertContains(
        signed_in(w.officer).get(page(version, "signed-copy.pdf")), "cannot be had now", status_code=503
    )


def test_what_was_signed_before_a_cancelled_round_is_in_no_copy_of_the_same_text(w):
    version = make_open(w)
    sign(w, version, "NPT")
    first = copy_of(version)
    opening.cancel(version, by=w.approver, reason="A slip")
    version.refresh_from_db()
    version = approved(version, w.officer, w.approver)
    opening.open_for_signature(version, by=w.approver)
    version.refresh_from_db()
    assert version.content_sha256 == first.text_sha256
    client = signed_in(w.officer)
    assert client.get(page(version, "signed-copy.pdf")).status_code == 404

    sign(w, version, "POL")

    assert client.get(page(version, "signed-copy.pdf")).status_code == 503
    (made,) = certificates.make_due(by=job("tests"))
    assert made.statements == 1
    assert client.get(page(version, "signed-copy.pdf")).content == store.read(made.sha256)


def test_the_page_of_the_agreement_leads_members_alone_to_it(w):
    version = make_signed(w)
    address = f"/register/{version.document.reference}/"
    assertNotContains(signed_in(w.practitioner).get(address), "signed-copy.pdf")
    copy_of(version)

    for person in (w.practitioner, w.officer, w.police_officer):
        assertContains(signed_in(person).get(address), page(version, "signed-copy.pdf"), count=1)
    assertNotContains(signed_in(w.heir).get(address), "signed-copy.pdf")
    assertNotContains(Client().get(address), "signed-copy.pdf")


def on_paper(w, scan=PNG):
    version = make_open(w)
    seat = version.signing_rounds.get().signatories.get(organisation=w.third)
    signing.record_wet_ink(seat, by=w.officer, name="Pat", post="Chief", signed_on=days(0), scan=scan)
    return version, page(version, f"scans/1/{seat.position}/")


def test_those_who_see_who_signs_get_the_scan_of_a_signature_on_paper(w):
    version, address = on_paper(w)

    for person in (w.officer, w.police, w.trust):
        client = signed_in(person)
        assertContains(client.get(page(version)), f'href="{address}"', count=1)
        response = client.get(address)
        assert response.content == PNG
        assert response["Content-Type"] == "image/png"
        name = re.search(r'filename="([^"]+)"', response["Content-Disposition"])[1]
        assert name == f"{version.document.reference}-v1.0-POL-scan.png"
    receipt = signed_in(w.officer).get(address.replace("scans", "receipts"))
    assertContains(receipt, f'href="{address}"', count=1)


@pytest.mark.parametrize(
    ("scan", "suffix", "media_type"),
    [(b"%PDF-1.7 signed", ".pdf", "application/pdf"), (b"\x00\x01", ".bin", "application/octet-stream")],
)
def test_a_scan_is_called_by_what_is_in_it(w, scan, suffix, media_type):
    _version, address = on_paper(w, scan)

    response = signed_in(w.officer).get(address)

    assert response["Content-Type"] == media_type
    assert f"POL-scan{suffix}" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_for_others_and_without_paper_there_is_no_scan(w):
    version, address = on_paper(w)
    sign(w, version, "NPT")

    assert signed_in(w.heir).get(address).status_code == 404
    assert signed_in(w.practitioner).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    officer = signed_in(w.officer)
    for other in ("scans/1/1/", "scans/1/2/", "scans/1/9/", "scans/2/3/"):
        assert officer.get(page(version, other)).status_code == 404, other


def test_a_scan_that_is_lost_is_said_to_be(w):
    version, address = on_paper(w)
    sha256 = version.statements.get().scan_sha256
    store.default_storage.delete(store.path_of(sha256))

    assertContains(signed_in(w.officer).get(address), "This file cannot be had now", status_code=503)
