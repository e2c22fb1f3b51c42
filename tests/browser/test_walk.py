"""From the template to the second version of a Code: with a mouse, with the keyboard alone, and without scripts."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from governance.jobs.running import run_now
from governance.models import Document, Job
from tests.browser.hands import Keyboard, Mouse

WAYS = {"mouse": (Mouse, True), "keyboard": (Keyboard, True), "without scripts": (Mouse, False)}
FIRST_DAY = "1 April 2026"


@pytest.mark.parametrize("way", WAYS)
def test_code_of_practice_from_template_to_second_version(desk, way):
    hands, scripts = WAYS[way]
    title = f"How we share, by {way}"
    officer = hands(desk.open("/", "village officer", scripts=scripts))
    reviewer = hands(desk.open("/", "village reviewer", scripts=scripts))

    document = start(officer, title)
    edit(officer, f"Written by {way}.", scripts)
    send_in(officer, "First edition.")
    approve(reviewer, document, "1.0")
    put_in_force(reviewer, "1.0", FIRST_DAY)
    start_next(officer, document)
    edit(officer, f"Changed by {way}.", scripts)
    send_in(officer, "Says more.")
    approve(reviewer, document, "1.1", changed=f"Changed by {way}.")
    put_in_force(reviewer, "1.1", None)

    assert ranges(document) == {
        "1.0": (date(2026, 4, 1), timezone.localdate()),
        "1.1": (timezone.localdate(), None),
    }
    run_now(Job.objects.get(key__contains=str(document.versions.numbered("1.1").get().pk)))
    page = desk.open(document.get_absolute_url(), scripts=scripts)
    expect(page.locator("main")).to_contain_text(f"Changed by {way}.")
    pdf = page.request.get(page.get_by_role("link", name="PDF").first.get_attribute("href"))
    assert (pdf.status, pdf.body()[:5]) == (200, b"%PDF-")
    hands(page).follow("All versions")
    told = page.locator("main")
    for words in ("First edition.", "Says more.", "1.0", "1.1"):
        expect(told).to_contain_text(words)


def start(officer, title):
    officer.follow("My work")
    officer.follow("Documents")
    officer.press("Start a document")
    officer.choose("Code of Practice")
    officer.write("Title", title)
    officer.choose("Our starting text: a complete text that you change to fit")
    officer.press("Start the draft")
    expect(officer.page.get_by_text("The draft is there.")).to_be_visible()
    return Document.objects.get(versions__title=title)


def edit(officer, words, scripts):
    page = officer.page
    officer.follow("Our commitment")
    officer.write_on("Text", f"\n\n{words}")
    if scripts:
        officer.use("Bold")
        expect(page.get_by_label("Text")).to_have_value(re.compile(r"\*\*"))
        page.keyboard.press("ControlOrMeta+Z")
    officer.press("Preview")
    expect(page.get_by_text(words).last).to_be_visible()
    officer.press("Save and next section")
    expect(page.get_by_text("is saved.")).to_be_visible()


def send_in(officer, summary):
    officer.follow("Back to all sections")
    officer.press("Send for review")
    officer.write("What changed, and why?", summary)
    officer.choose("Material: changes what people must do")
    officer.press("Send for review")
    expect(officer.page.get_by_text("is sent for review")).to_be_visible()


def approve(reviewer, document, number, changed=""):
    page = reviewer.page
    reviewer.follow("My work")
    reviewer.follow(f"{document.versions.numbered(number).get().title}")
    if changed:
        expect(page.locator("ins").filter(has_text=changed).first).to_be_visible()
    reviewer.choose("Approve")
    reviewer.press("Record decision")
    expect(page.get_by_text("Approved. Now say when it takes effect.")).to_be_visible()


def put_in_force(reviewer, number, day):
    today = timezone.localdate()
    reviewer.choose("On another day" if day else f"Today, {today.day} {today:%B %Y}")
    if day:
        reviewer.write("Day", day)
    reviewer.press(f"Publish version {number}")
    expect(reviewer.page.get_by_text("In force").first).to_be_visible()


def start_next(officer, document):
    officer.page.goto(document.get_absolute_url())
    officer.follow("Start a new draft")
    officer.choose("Version 1.0: In force")
    officer.choose("A change: it will be version 1.1")
    officer.press("Start the draft")


def ranges(document):
    versions = document.versions.order_by("major", "minor")
    return {each.number: (each.effective_from, each.effective_to) for each in versions}
