"""An officer drafts a Code of Practice from the template; a second person approves it and puts it in force from a day.

A year later a new version takes its place; the PDF of each is there, and the history shows all that was done.
"""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.conf import settings

from governance.jobs.running import run_now
from governance.models import Document, Job
from tests.governance.pdf.helpers import assert_sound, words_of
from tests.walks.person import Person

pytestmark = pytest.mark.django_db
OWN_WORDS = "We share with the fire service as we share with the police."
NEW_WORDS = "We share with the lifeboats as we share with the police."
CODE = "/documents/NCC-COP-0001/"


@pytest.fixture(autouse=True)
def _media(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "MEDIA_ROOT", str(tmp_path))


def test_code_of_practice_from_template_to_second_version(people, tmp_path):
    anyone = Person()
    with time_machine.travel("2026-11-24T10:00:00+00:00", tick=True):
        officer, approver = Person(people.officer), Person(people.approver)
        draft = officer.sends("/documents/new/", title="How we share", start="whole", kind="code_of_practice")
        assert draft == f"{CODE}versions/1.0/draft/"
        anyone.opens(CODE, status=404)
        write(officer, "1.0", OWN_WORDS)
        put_in_force(officer, approver, "1.0", "First edition.", "1 December 2026")
        assert "1 December 2026" in anyone.opens(CODE)

    with time_machine.travel("2027-12-02T10:00:00+00:00", tick=True):
        officer, approver = Person(people.officer), Person(people.approver)
        assert OWN_WORDS in anyone.opens(CODE)
        based_on = str(version("1.0").pk)
        draft = officer.sends(f"{CODE}new-draft/?from=1.0", based_on=based_on, edition="no")
        assert draft == f"{CODE}versions/1.1/draft/"
        write(officer, "1.1", NEW_WORDS)
        assert NEW_WORDS not in anyone.opens(CODE)
        put_in_force(officer, approver, "1.1", "Names the lifeboats.", "3 December 2027", redline=True)

    with time_machine.travel("2027-12-03T10:00:00+00:00", tick=True):
        assert NEW_WORDS in anyone.opens(CODE)
        assert OWN_WORDS in anyone.opens(f"{CODE}versions/1.0/")
        assert ranges() == {
            "1.0": (date(2026, 12, 1), date(2027, 12, 3)),
            "1.1": (date(2027, 12, 3), None),
        }
        for number, words in (("1.0", OWN_WORDS), ("1.1", NEW_WORDS)):
            run_now(Job.objects.get(key__contains=str(version(number).pk)))
            pdf = anyone.downloads(f"{CODE}versions/{number}.pdf")
            assert_sound(pdf, tmp_path)
            assert "".join(words.split()) in words_of(pdf)
        told = Person(people.officer).opens(f"{CODE}history/")
        for words in ("First edition.", "Names the lifeboats.", "Officer", "Approver", "1.0", "1.1"):
            assert words in told
        assert "First edition." in anyone.opens(f"{CODE}history/")


def write(officer, number, words):
    where = officer.sends(f"{CODE}versions/{number}/sections/commitment/", body=words)
    assert words in officer.opens(where)


def put_in_force(officer, approver, number, summary, day, *, redline=False):
    at = f"{CODE}versions/{number}"
    officer.sends(f"{at}/submit/", change_summary=summary, grade="material")
    refused = officer.client.post(f"{at}/review/", {"decision": "approve", "lock": version(number).lock})
    assert (refused.status_code, version(number).state) == (403, "in_review")
    page = approver.opens(f"{at}/review/")
    assert summary in page
    assert ("<ins" in page and "<del" in page) is redline
    assert approver.sends(f"{at}/review/", decision="approve", forum="Cabinet, minute 7") == f"{at}/publish/"
    approver.sends(f"{at}/publish/", when="day", effective_from=day)


def version(number):
    return Document.objects.get(reference="NCC-COP-0001").versions.numbered(number).get()


def ranges():
    versions = Document.objects.get(reference="NCC-COP-0001").versions.order_by("major", "minor")
    return {each.number: (each.effective_from, each.effective_to) for each in versions}
