from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import Event
from governance.jobs.running import run_now
from governance.models import Job
from governance.pdf.redline import name_of, printable_comparison
from governance.services import comparisons, documents, sections
from governance.withheld import WHOLE
from tests.factories.governance import make_published, published
from tests.factories.protocols import amend, make_recorded
from tests.governance.pdf.helpers import assert_sound, words_of

pytestmark = pytest.mark.django_db
WHOLES = (WHOLE, WHOLE)
QUERY = {"from": "1.0", "to": "1.1"}
OLD = """Tell the officer on duty the same day.

- Say who
- Say why

| Item | Why |
| --- | --- |
| Name | To ask |"""
NEW = """Tell the officer on duty.

- Say who

| Item | Why |
| --- | --- |
| Name | To find |

### At night

> Ask"""


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def document(people):
    version = make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1))
    draft = documents.start_draft(version.document, by=people.officer, based_on=version)
    for key, body in (("commitment", OLD), ("advice", "Call.")):
        write(draft, key, people.officer, body)
    draft = published(draft, people.officer, people.approver, date(2026, 6, 1))
    second = documents.start_draft(version.document, by=people.officer)
    write(second, "commitment", people.officer, NEW)
    return version.document


def write(draft, key, officer, body):
    section = draft.sections.get(key=key)
    sections.save_section(section, by=officer, body=body, base=section.lock)


def address(document, **query):
    words = "&".join(f"{name}={word}" for name, word in {**QUERY, **query}.items())
    return f"/documents/{document.reference}/compare.pdf?{words}"


def test_the_pdf_is_made_by_a_job_sent_and_sound(client, people, document, tmp_path, record_property):
    client.force_login(people.officer)
    where = address(document, **{"from": "1.1", "to": "1.2"})

    assert "Make the PDF" in client.get(where).content.decode()
    assert client.post(where).url == where
    waiting = client.get(where)
    assert (waiting.status_code, waiting["Refresh"]) == (202, "3")
    job = run_now(Job.objects.get(task=comparisons.TASK))
    sent = client.get(job.result_href)

    content = b"".join(sent.streaming_content)
    assert sent["Content-Type"] == "application/pdf"
    older, newer = document.versions.order_by("minor")[1:]
    assert_sound(content, tmp_path, printable_comparison(older, newer, WHOLES, everything=False).html)
    words = words_of(content)
    assert "StatusDraft,notinforce" in words
    assert "Telltheofficeron" in words
    assert "[−duty" in words
    assert "sameday.−]" in words
    assert "1sectionnotchanged:2Whocanadviseyou" in words
    assert Event.objects.filter(verb="comparison.asked").get().facts == {"version": "1.2", "against": "1.1"}
    record_property(
        "figure", f"PDF of a comparison, {len(content) // 1024} kB: 0 errors, 0 warnings by pdfua"
    )


def test_asking_twice_puts_one_job_into_the_queue(client, people, document):
    client.force_login(people.practitioner)

    for _time in range(2):
        client.post(address(document))

    assert Job.objects.filter(task=comparisons.TASK).count() == 1
    assert client.get(address(document)).status_code == 202


def test_the_name_differs_with_the_draft_and_with_what_is_shown(people, document):
    older, draft = document.versions.order_by("minor")[1:]

    def names():
        return {name_of(older, draft, WHOLES, everything=everything) for everything in (True, False)}

    before = names()
    write(draft, "advice", people.officer, "Ring the bell.")

    assert len(before | names()) == 4


def test_the_act_asks_for_the_right_itself(people, document):
    older, draft = document.versions.order_by("minor")[1:]

    with pytest.raises(PermissionDenied):
        comparisons.ask_for(older, draft, everything=False, by=people.practitioner)


def test_hidden_versions_have_no_pdf(client, people, document):
    client.force_login(people.practitioner)

    answer = client.post(address(document, to="1.2"), follow=True)
    assert answer.status_code == 422
    assert "Choose the second version from the list." in answer.content.decode()
    assert not Job.objects.filter(task=comparisons.TASK).exists()
    client.force_login(people.stranger)
    assert client.get(address(document)).status_code == 200
    client.logout()
    assert client.get(address(document)).url.startswith("/sign-in/")


def test_what_could_not_be_made_says_so_and_can_be_asked_for_again(client, people, document):
    client.force_login(people.officer)
    client.post(address(document))
    Job.objects.filter(task=comparisons.TASK).update(
        state="failed", error="The printer is out.", finished_at=timezone.now()
    )

    answer = client.get(address(document))
    assert answer.status_code == 503
    assert "The printer is out." in answer.content.decode()
    client.post(address(document))
    assert client.get(address(document)).status_code == 202


def test_rows_of_an_agreement_are_printed(people):
    first = make_recorded(people.organisation, people.officer, people.other)
    second = amend(first, people.officer, people.other, powers=("dea_fuel_poverty", "dea_debt"))

    html = printable_comparison(first, second, WHOLES, everything=True).html

    assert "Legal powers" in html
    assert "(new)" in html
