"""The signed copy: the body and every field of evidence, made by a job, clean by pdfua."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from audit.actors import job
from audit.models import Event
from governance.files import store
from protocols.evidence import fields_of
from protocols.models import SignedCopy, Statement
from protocols.services import certificates, opening
from protocols.services.certifying import due
from protocols.tasks import make_signed_copies
from protocols.verifying import code_of
from tests.governance.pdf.helpers import assert_sound, words_of
from tests.protocols.invitations.world import come_in, fields, make_invited
from tests.protocols.signing.world import sign

pytestmark = pytest.mark.django_db
ME = job("tests")


def squeezed(text):
    return "".join(text.split())


def test_the_signed_copy_has_every_field_of_evidence(django_capture_on_commit_callbacks, tmp_path):
    cache.clear()
    w = make_invited()
    client = come_in(w, django_capture_on_commit_callbacks)
    client.post("/invited/sign/", fields(client))
    sign(w, w.version, "NPT")

    assert [version.pk for version in due()] == [w.version.pk]
    make_signed_copies.func()

    copy = SignedCopy.objects.get()
    content = store.read(copy.sha256)
    said = squeezed(words_of(content))
    statements = Statement.objects.filter(version=w.version).select_related(
        "version__document", "organisation"
    )
    assert copy.statements == len(statements) == 2
    for statement in statements:
        for field in fields_of(statement):
            assert squeezed(field.value) in said, field
    assert squeezed(code_of(w.version.content_sha256)) in said
    assert "E-mailaddressverified" in said
    assert due() == []
    assert Event.objects.for_target(w.version).filter(verb="signed_copy.made").count() == 1
    assert_sound(content, tmp_path)
    assert client.get("/invited/version.pdf").content == content


def test_the_same_statements_make_the_same_copy_once():
    w = make_invited()
    sign(w, w.version, "NPT")

    first, second = (certificates.make(w.version, by=ME) for _turn in range(2))

    assert first == second
    assert SignedCopy.objects.count() == 1
    sign(w, w.version, "POL")
    assert certificates.make(w.version, by=ME).statements == 2
    assert certificates.newest(w.version).statements == 2


def test_a_cancelled_round_leaves_no_copy_of_the_next_text():
    w = make_invited()
    sign(w, w.version, "NPT")
    certificates.make(w.version, by=ME)

    opening.cancel(w.version, by=w.approver, reason="A slip")

    w.version.refresh_from_db()
    assert due() == []
    assert certificates.newest(w.version) is None
