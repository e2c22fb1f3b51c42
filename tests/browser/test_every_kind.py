"""Every kind of document, from its template to its published PDF, by mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from governance import registry
from governance.jobs.running import run_now
from governance.models import Document, Job
from tests.browser.hands import Mouse
from tests.browser.test_walk import approve, put_in_force, send_in
from tests.governance.pdf.helpers import assert_sound

pytestmark = pytest.mark.long


@pytest.mark.parametrize("kind", registry.policy_kinds(), ids=lambda kind: kind.key)
def test_from_template_to_published_pdf(desk, tmp_path, kind):
    title = f"{kind.label} of the village"
    officer = Mouse(desk.open("/", "village officer"))
    reviewer = Mouse(desk.open("/", "village reviewer"))

    officer.page.goto("/documents/new/")
    officer.choose(str(kind.label))
    officer.write("Title", title)
    officer.choose("Our starting text: a complete text that you change to fit")
    officer.press("Start the draft")
    expect(officer.page.get_by_text("The draft is there.")).to_be_visible()
    document = Document.objects.get(versions__title=title)
    officer.follow(kind.sections[0].heading)
    officer.press("Save and next section")
    send_in(officer, "First edition.")
    approve(reviewer, document, "1.0")
    put_in_force(reviewer, "1.0", None)

    run_now(Job.objects.get(key__contains=str(document.versions.get().pk)))
    page = desk.open(document.get_absolute_url())
    for section in kind.sections:
        expect(page.get_by_role("heading", name=section.heading).first).to_be_visible()
    pdf = page.request.get(page.get_by_role("link", name="PDF").first.get_attribute("href"))
    assert pdf.status == 200
    assert_sound(pdf.body(), tmp_path)
