"""The editor keeps what was typed, whatever happens: a closed tab, a stale save, a second person, no scripts."""

from __future__ import annotations

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from governance.models import SectionDraft
from governance.services.sections import add_section
from tests.browser.checks import faults
from tests.browser.desk import PHONE
from tests.browser.world import document_of

numbers = count(1)
EDIT = "/documents/{}/versions/1.0/sections/{}/"


@pytest.fixture
def section(world):
    """A section of its own for each test, in one draft of two writers."""
    version = document_of("EDC").versions.select_related("document__organisation").get()
    return add_section(version, by=world.people["writer"], heading=f"Chapter {next(numbers)}")


@pytest.fixture
def path(section):
    return EDIT.format(section.version.document.reference, section.key)


def text_of(page):
    return page.get_by_label("Text", exact=True)


def said(page):
    return page.locator("[data-sr-said]")


def saved(section):
    section.refresh_from_db()
    return section.body


def hurry(page):
    """Twenty seconds pass for the page's timers."""
    page.clock.fast_forward(25_000)


def open_editor(desk, path, who="writer", **options):
    context = desk.sit(who, **options)
    page = context.new_page()
    page.clock.install()
    page.goto(path)
    return page


def test_autosaved_text_is_there_after_the_tab_was_closed(desk, section, path):
    page = open_editor(desk, path)
    text_of(page).fill("Typed and never saved.")
    hurry(page)
    expect(said(page)).to_contain_text("Draft kept")
    page.close(run_before_unload=False)

    again = desk.open(path, "writer")

    assert saved(section) == ""
    expect(again.get_by_text("We kept text that you did not save")).to_be_visible()
    expect(text_of(again)).to_have_value("Typed and never saved.")
    again.get_by_role("button", name="Throw it away").click()
    expect(text_of(again)).to_have_value("")
    assert not SectionDraft.objects.filter(section=section).exists()


def test_leaving_with_unsaved_text_asks_first(desk, path):
    page = open_editor(desk, path)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    assert asked == []  # nothing was typed

    page = open_editor(desk, path)
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    text_of(page).press_sequentially("Half a")
    page.goto("/help/")
    assert asked == ["beforeunload"]


def test_saving_with_the_keyboard_asks_nothing(desk, section, path):
    page = open_editor(desk, path)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    text_of(page).press_sequentially("Whole.")

    page.keyboard.press("Control+S")

    expect(page.get_by_text("is saved.")).to_be_visible()
    assert (saved(section), asked) == ("Whole.", [])


@pytest.mark.parametrize(
    ("tool", "expected"),
    [
        ("Heading", "## share"),
        ("Bold", "**share**"),
        ("Italic", "*share*"),
        ("Bullets", "- share"),
        ("Numbers", "1. share"),
        ("Quote", "> share"),
        ("Link", "[share]("),
        ("Table", "| --- |"),
    ],
)
def test_tool_writes_its_marks_and_can_be_undone(desk, path, tool, expected):
    page = open_editor(desk, path)
    text = text_of(page)
    text.press_sequentially("share")
    text.select_text()

    page.get_by_role("toolbar").get_by_role("button", name=tool).click()
    expect(text).to_have_value(re.compile(re.escape(expected)))
    page.keyboard.press("Control+Z")

    expect(text).to_have_value("share")


def test_toolbar_is_one_stop_with_arrows_inside(desk, path):
    page = open_editor(desk, path)
    tools = page.get_by_role("toolbar").get_by_role("button")
    tools.first.focus()

    page.keyboard.press("ArrowRight")
    expect(tools.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(tools.last).to_be_focused()
    page.keyboard.press("Tab")

    assert not page.evaluate("document.activeElement.closest('[role=toolbar]')")


def test_preview_stands_beside_the_text_and_loses_nothing(desk, path):
    page = open_editor(desk, path)
    text_of(page).fill("We **share** <script>alert(1)</script>")

    page.get_by_role("button", name="Preview").click()

    pane = page.get_by_role("region", name="Preview")
    expect(pane.locator("strong")).to_have_text("share")
    expect(pane).to_contain_text("<script>")
    expect(text_of(page)).to_have_value("We **share** <script>alert(1)</script>")
    assert faults(page) == []


def test_preview_without_scripts_loses_nothing(desk, section, path):
    page = desk.open(path, "writer", scripts=False)
    expect(page.get_by_role("toolbar")).to_be_hidden()
    text_of(page).fill("We **share**.")

    page.get_by_role("button", name="Preview").click()

    expect(page.locator("#preview strong")).to_have_text("share")
    expect(text_of(page)).to_have_value("We **share**.")
    page.get_by_role("button", name="Save", exact=True).click()
    assert saved(section) == "We **share**."


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize(
    ("button", "expected"),
    [("Keep mine", "Mine."), ("Keep the saved text", "Theirs."), ("Combine both", "Mine.")],
)
def test_stale_save_shows_both_texts_and_three_ways(desk, section, path, scripts, button, expected):
    desk.expect_console("status of 409")
    mine = desk.open(path, "writer", scripts=scripts)
    theirs = desk.open(path, "second writer", scripts=scripts)
    text_of(theirs).fill("Theirs.")
    theirs.get_by_role("button", name="Save", exact=True).click()
    expect(theirs.get_by_text("is saved.")).to_be_visible()
    text_of(mine).fill("Mine.")

    mine.get_by_role("button", name="Save", exact=True).click()

    expect(mine.get_by_role("heading", level=1)).to_have_text("Second Writer saved this section before you")
    expect(mine.get_by_text("Your text is safe.")).to_be_visible()
    for words in ("Mine.", "Theirs."):
        expect(mine.locator(".sr-sides")).to_contain_text(words)
    assert saved(section) == "Theirs."
    if scripts:
        assert faults(mine) == []
    mine.get_by_role("button", name=button).click()
    if button == "Combine both":
        expect(text_of(mine)).to_have_value(re.compile("Theirs."))
        mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.get_by_text(re.compile("is saved|stays as it is")).first).to_be_visible()
    assert expected in saved(section)


def test_autosave_tells_that_somebody_saved_meanwhile(desk, section, path):
    desk.expect_console("status of 409")
    mine = open_editor(desk, path)
    theirs = desk.open(path, "second writer")
    text_of(theirs).fill("Theirs.")
    theirs.get_by_role("button", name="Save", exact=True).click()
    expect(theirs.get_by_text("is saved.")).to_be_visible()

    text_of(mine).fill("Mine.")
    hurry(mine)

    expect(said(mine)).to_contain_text("Second Writer saved this section since you opened it.")
    assert saved(section) == "Theirs."
    assert SectionDraft.objects.get(section=section).text == "Mine."


def test_signing_out_in_another_tab_loses_nothing(desk, path):
    desk.expect_console("status of 403")
    page = open_editor(desk, path)
    text_of(page).fill("Long thought about.")
    page.context.clear_cookies()

    hurry(page)

    expect(said(page)).to_contain_text("Your text is still in this page")
    expect(text_of(page)).to_have_value("Long thought about.")


def test_without_a_connection_the_page_says_where_the_text_is(desk, path):
    desk.expect_console("ERR_INTERNET_DISCONNECTED")
    page = open_editor(desk, path)
    text_of(page).fill("On the train.")
    page.context.set_offline(True)

    hurry(page)

    expect(said(page)).to_contain_text("You are offline. Your text is still in this page.")
    expect(text_of(page)).to_have_value("On the train.")


def test_pasted_formatting_becomes_marks(desk, path):
    page = open_editor(desk, path)
    text_of(page).focus()

    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData('text/html', '<h2>When</h2><p>We <b>share</b></p><ul><li>one</li><li>two</li></ul>');
            data.setData('text/plain', 'When We share one two');
            document.activeElement.dispatchEvent(
                new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )

    expect(text_of(page)).to_have_value(re.compile(r"## When\n\nWe \*\*share\*\*\n\n- one\n- two"))
    expect(said(page)).to_contain_text("Formatting converted")


def test_editor_fits_a_phone(desk, path):
    page = desk.open(path, "writer", viewport=PHONE)

    assert faults(page, ("phone", "reflow")) == []


def test_signing_in_again_in_another_tab_goes_on_where_it_stopped(desk, section, path):
    desk.expect_console("status of 403")
    page = open_editor(desk, path)
    text_of(page).fill("Long thought about.")
    page.context.clear_cookies()
    hurry(page)
    expect(said(page)).to_contain_text("You are signed out.")

    fresh = desk.sit("writer")
    page.context.add_cookies(fresh.cookies())
    hurry(page)
    expect(said(page)).to_contain_text("Draft kept")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("is saved.")).to_be_visible()
    assert saved(section) == "Long thought about."


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>First</p>"
            "<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp;</span></span>Inner</p>"
            "<p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>Step</p>",
            "- First\n   - Inner\n1. Step",
        ),
        (
            "<b style='font-weight:normal'><p><span style='font-weight:700'>We</span> share</p>"
            "<ol><li><p>one</p></li><li><p>two</p><ul><li>sub</li></ul></li></ol></b>",
            "**We** share\n\n1. one\n2. two\n   - sub",
        ),
        (
            "<table><tr><td><p>Who</p></td><td>When</td></tr><tr><td>Nurse</td><td>at | once</td></tr></table>",
            "| Who | When |\n| --- | --- |\n| Nurse | at \\| once |",
        ),
        (
            "<p>1. no list, *no star* <a href='javascript:alert(1)'>no link</a> <b>yes</b></p><script>1</script>",
            "1\\. no list, \\*no star\\* no link **yes**",
        ),
    ],
    ids=["Word", "an online office", "a table", "what only looks like marks"],
)
def test_what_is_copied_elsewhere_becomes_marks(desk, path, html, expected):
    page = desk.open(path, "writer")
    module = page.locator("script[src*='editor']").get_attribute("src").replace("editor", "editor-paste")

    made = page.evaluate("async ([src, html]) => (await import(src)).toMarkdown(html)", [module, html])

    assert made == expected


def test_names_of_the_past_are_pointed_out_while_writing_and_told_in_one_sentence(desk, section, path):
    page = open_editor(desk, path)
    told = page.locator("[data-sr-outdated-said]")
    text_of(page).fill("Ask the Clinical Commissioning Group (CCG).")
    hurry(page)
    expect(told).to_have_text("1 name of law or a body may be out of date")
    expect(page.get_by_text("integrated care boards")).to_be_visible()
    assert not faults(page)

    page.get_by_role("button", name="This is meant").click()

    expect(page.get_by_text("1 name is marked as meant")).to_be_visible()
    expect(text_of(page)).to_have_value("Ask the Clinical Commissioning Group (CCG).")
    assert saved(section) == ""
    text_of(page).press("End")
    text_of(page).press_sequentially(" Under the Data Protection Act 1998.")
    hurry(page)
    expect(told).to_have_text("1 name of law or a body may be out of date")


def test_names_of_the_past_without_scripts(desk, section, path):
    page = desk.sit("writer", scripts=False).new_page()
    page.goto(path)
    text_of(page).fill("Ask the CCG.")

    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="This is meant").click()

    expect(page.get_by_text("1 name is marked as meant")).to_be_visible()
    expect(text_of(page)).to_have_value("Ask the CCG.")
