"""Nobody approves their own draft, unless the organisation said why it must be so; then the PDF says it."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from governance.jobs.running import run_now
from governance.lifecycle import State
from governance.models import DocumentVersion, Job
from organisations.services.organisations import waive_four_eyes
from tests.factories.governance import draft_of, make_document, submitted
from tests.governance.pdf.helpers import words_of
from tests.refusals.helpers import changed, signed_in, stored, url, words

pytestmark = pytest.mark.django_db
WHY = "We are two people, and the other one is on long leave."
APPROVE = {"decision": "approve", "note": "", "forum": "", "reason": ""}


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def version(people):
    return submitted(draft_of(make_document(people.organisation, people.officer)), people.officer)


def test_approving_ones_own_draft_is_refused_with_who_can(client, people, version, record_property):
    signed_in(client, people.officer)
    before = stored()

    page = client.get(url("review", version))
    answer = client.post(url("review", version), {**APPROVE, "lock": str(version.lock)})

    assert page.status_code == 200
    assert "another person must approve it" in words(page)
    assert people.approver.name in words(page)
    assert answer.status_code == 403
    assert "You sent this version for review, so another person must approve it." in words(answer)
    assert changed(before) == []
    version.refresh_from_db()
    assert (version.state, version.approved_by) == (State.IN_REVIEW, None)
    record_property(
        "figure", "approving one's own draft: 403 in a sentence, names who can; the version unchanged"
    )


def test_where_it_is_waived_it_is_allowed_and_the_pdf_says_why(client, people, version, record_property):
    waive_four_eyes(people.organisation, by=people.administrator, reason=WHY)

    signed_in(client, people.officer)

    page = client.get(url("review", version))
    approved = client.post(url("review", version), {**APPROVE, "lock": str(version.lock)})
    published = client.post(url("publish", version), {"when": "today"})
    run_now(Job.objects.get(key__startswith=f"render:{version.pk}"))
    pdf = client.get(url("version-pdf", version))
    content = b"".join(pdf.streaming_content)

    assert WHY in words(page)
    assert (approved.status_code, published.status_code, pdf.status_code) == (302, 302, 200)
    kept = DocumentVersion.objects.get(pk=version.pk)
    assert (kept.state, kept.approved_by, kept.waiver) == (State.PUBLISHED, people.officer, WHY)
    assert "".join(WHY.split()) in words_of(content)
    with pikepdf.Pdf.open(BytesIO(content)) as opened:
        pages = len(opened.pages)
    assert WHY in words(client.get(url("version", version)))
    record_property(
        "figure", f"approving one's own where it is waived: allowed, the reason printed in {pages} pages"
    )
