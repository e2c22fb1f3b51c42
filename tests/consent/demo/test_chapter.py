from __future__ import annotations

from datetime import date

import pytest

from consent.demo.chapter import DOCUMENTS, enter_documents
from governance.kinds import run_checks
from governance.models import Document, DocumentVersion
from tests.once import made_once
from tests.people import make_people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]
TODAY = date(2026, 11, 25)
KINDS = [told.kind.key for told in DOCUMENTS]


def make_council():
    """The council of the demo with its documents, and with no others."""
    council = make_people().organisation
    assert enter_documents({council.code: council}, TODAY) == len(DOCUMENTS)
    return council


council = made_once(make_council)


def test_three_documents_are_in_force_and_the_consent_form_is_a_draft():
    versions = DocumentVersion.objects.filter(document__kind__in=KINDS)

    assert {v.document.kind for v in versions.in_force(TODAY)} == {
        "privacy_notice",
        "subject_access_guide",
        "complaints_procedure",
    }
    assert [(v.document.kind, v.state) for v in versions.filter(state="draft")] == [("consent_form", "draft")]
    assert {v.document.organisation.code for v in versions} == {"NCC"}


def test_what_is_in_force_passes_its_checks():
    for version in DocumentVersion.objects.filter(document__kind__in=KINDS).in_force(TODAY):
        failed = [
            r.check.key for r in run_checks(version.document.kind_model, version.text()) if not r.passed
        ]
        assert failed == []


def test_a_second_run_adds_nothing(council):
    assert enter_documents({council.code: council}, date(2030, 1, 1)) == 0
    assert enter_documents({}, date(2030, 1, 1)) == 0
    assert Document.objects.filter(kind__in=KINDS).count() == len(DOCUMENTS)
