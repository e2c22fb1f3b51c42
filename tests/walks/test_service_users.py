"""Each kind of document for service users, from its template to its published page and PDF, through the pages alone."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.utils import timezone

from consent import kinds
from governance.jobs.running import run_now
from governance.models import Document, Job
from tests.governance.content.filled import filled_in
from tests.governance.pdf.helpers import assert_sound, words_of
from tests.walks.person import Person

pytestmark = pytest.mark.django_db
SMALL = {"consent_form"}  # with tables and an empty column; the others take the same way in the long run
KINDS = [
    pytest.param(kind, id=kind.key, marks=[] if kind.key in SMALL else [pytest.mark.long])
    for kind in kinds.KINDS
]


@pytest.fixture(autouse=True)
def _media(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "MEDIA_ROOT", str(tmp_path))


@pytest.mark.parametrize("kind", KINDS)
def test_from_template_to_published_pdf(people, tmp_path, kind):
    officer, approver, anyone = Person(people.officer), Person(people.approver), Person()
    page = f"/documents/NCC-{kind.code}-0001/"
    at = f"{page}versions/1.0"

    assert str(kind.summary).split(",")[0] in officer.opens("/documents/new/").replace("&#x27;", "'")
    assert (
        officer.sends("/documents/new/", title="To our people", start="whole", kind=kind.key)
        == f"{at}/draft/"
    )
    left = "No place is left to fill in" in failing(officer.opens(f"{at}/draft/"))
    fill_in(officer, at, kind)
    draft = officer.opens(f"{at}/draft/")
    assert (left, failing(draft)) == (True, [])
    anyone.opens(page, status=404)

    officer.sends(f"{at}/submit/", change_summary="First edition.", grade="material")
    approver.sends(f"{at}/review/", decision="approve", forum="Cabinet, minute 7")
    approver.sends(f"{at}/publish/", when="today")

    shown = anyone.opens(page)
    assert [m.heading for m in kind.sections if m.heading not in shown] == []
    assert "To our people" in anyone.opens("/policies/?kind=" + kind.key)
    run_now(Job.objects.get(key__contains=str(version(page).pk)))
    pdf = anyone.downloads(f"{at}.pdf")
    assert_sound(pdf, tmp_path)
    assert "".join(kind.sections[-1].heading.split()) in words_of(pdf)
    assert version(page).next_review_on > timezone.localdate()


def fill_in(officer, at, kind):
    for model in kind.sections:
        body = filled_in(model.starting_text)
        if body != model.starting_text:
            officer.sends(f"{at}/sections/{model.key}/", body=body)


def failing(page):
    """What the list of checks says is missing, hints included."""
    return re.findall(r'<li class="sr-checks__item">\s*<strong>(.*?)</strong>', page)


def version(page):
    return Document.objects.get(reference=page.split("/")[2]).versions.numbered("1.0").get()
