"""From a Word file to a draft, a file attached and removed, and a paste undone: in the browser, at both widths."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from governance.jobs.running import run_now
from governance.models import Document, WordImport
from tests.browser.checks import faults
from tests.browser.desk import DESKTOP, PHONE
from tests.factories.word import policy_docx

pytestmark = pytest.mark.browser
WIDTHS = pytest.mark.parametrize(("view", "viewport"), [("desktop", DESKTOP), ("phone", PHONE)])
FILE = {
    "name": "sharing-policy.docx",
    "mimeType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@WIDTHS
def test_a_word_file_becomes_a_draft(desk, view, viewport):
    page = desk.open("/documents/from-word/", "library officer", viewport=viewport)
    page.get_by_label("Code of Practice", exact=True).check()
    page.get_by_label("Word file", exact=True).set_input_files({**FILE, "buffer": policy_docx()})
    page.get_by_role("button", name="Read this file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The file is being read")
    run_now(WordImport.objects.get(pk=page.url.rstrip("/").rpartition("/")[2].partition("?")[0]).job)

    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("What goes where")
    expect(page.get_by_text("1 passage that was deleted with tracked changes.")).to_be_visible()
    expect(page.get_by_text("1 picture. Attach it to the draft if it is needed.")).to_be_visible()
    expect(page.get_by_label("Becomes: Our commitment")).to_have_value("commitment")
    assert faults(page, (view,)) == []
    page.get_by_label("Becomes: Who gives advice").select_option(label="Who decides and who advises")
    page.get_by_label("Becomes: Local arrangements").select_option(label="Leave it out")
    page.get_by_label("Title of the document").fill(f"Policy from Word, {view}")
    page.get_by_role("button", name="Make the draft").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(f"Policy from Word, {view}")
    draft = Document.objects.get(title=f"Policy from Word, {view}").versions.get()
    filled = {section.key: section.body[:20] for section in draft.sections.all() if section.body}
    assert (draft.state, filled) == (
        "draft",
        {"commitment": "Good sharing protect", "roles": "**Ask the officer**\n"},
    )


@WIDTHS
def test_a_file_is_attached_and_removed(desk, view, viewport):
    desk.expect_console("status of 422")
    page = desk.open(f"{draft_path(desk)}attachments/", "head of schools", viewport=viewport)
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "plan.png", "mimeType": "image/png", "buffer": b"<svg><script>alert(1)</script></svg>"}
    )
    page.get_by_role("button", name="Attach this file").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("an SVG drawing, which can run scripts")
    assert faults(page, (view,)) == []

    page.get_by_label("File", exact=True).set_input_files(
        {"name": f"map-{view}.txt", "mimeType": "text/plain", "buffer": f"Map {view}".encode()}
    )
    what = f"Map of the teams on the {view}"
    page.get_by_label("What it is (optional)").fill(what)
    page.get_by_role("button", name="Attach this file").click()
    expect(page.get_by_text("The file is attached.")).to_be_visible()
    assert faults(page, (view,)) == []
    with page.expect_download() as download:
        page.get_by_role("link", name=what, exact=True).click()
    assert download.value.suggested_filename == f"map-{view}.txt"

    page.get_by_role("link", name=f"Remove {what}").click()
    assert faults(page, (view,)) == []
    page.get_by_role("button", name="Remove this attachment").click()
    expect(page.get_by_text("is no attachment of this draft any more")).to_be_visible()


@WIDTHS
def test_a_converted_paste_is_undone(desk, view, viewport):
    page = desk.open(f"{draft_path(desk)}sections/commitment/", "head of schools", viewport=viewport)
    area = page.get_by_label("Text", exact=True)
    before = area.input_value()
    area.focus()
    page.keyboard.press("ControlOrMeta+End")
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData('text/html', '<h2>When</h2><p>We <b>share</b></p>');
            document.activeElement.dispatchEvent(
                new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )
    expect(area).to_have_value(re.compile(r"## When\n\nWe \*\*share\*\*$"))
    expect(page.locator("[data-sr-said]")).to_have_text("Formatting converted.")

    page.get_by_role("button", name="Undo the paste").click()

    expect(area).to_have_value(before)
    expect(page.locator("[data-sr-said]")).to_have_text("The paste is undone.")
    expect(page.get_by_role("button", name="Undo the paste")).to_be_hidden()


def draft_path(desk):
    words = desk.world.words
    return f"/documents/{words['schools']}/versions/1.0/"
