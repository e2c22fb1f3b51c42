"""Tab through every page: each stop is seen, has a ring, is met once, and the last one leads out."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.desk import PHONE
from tests.browser.pages import one_of_each

MOST = 400  # stops
WHERE = """() => {
    const on = document.activeElement;
    if (!on || on === document.body || on === document.documentElement) return null;
    const met = on.dataset.met === 'yes', name = on.outerHTML.slice(0, 140), faults = [];
    on.dataset.met = 'yes';
    const box = [...on.getClientRects()].find(one => one.width > 0 && one.height > 0);
    if (!box) return {name, met, faults: ['has no size'], wanted: false};
    if (box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) {
        faults.push('is off the screen');
    } else {
        const x = Math.min(Math.max(box.left + Math.min(box.width, 20) / 2, 1), innerWidth - 1);
        const y = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1);
        const top = document.elementFromPoint(x, y);
        const inLabel = on.labels && [...on.labels].some(one => one.contains(top));
        if (!top || !(on.contains(top) || top.contains(on) || inLabel)) {
            faults.push('is covered by ' + (top && top.outerHTML.slice(0, 80)));
        }
    }
    const label = on.labels && on.labels[0];
    const drawn = [getComputedStyle(on), ...(label ? [getComputedStyle(label, '::before')] : [])];
    const ringed = style => style.boxShadow !== 'none'
        || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
    if (!drawn.some(ringed)) faults.push('has no ring');
    return {name, met, faults, wanted: on.dataset.wanted === 'yes'};
}"""
NEVER_MET = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter(e => !e.disabled && !['radio', 'hidden'].includes(e.type) && e.tabIndex >= 0)
    .filter(e => e.checkVisibility({visibilityProperty: true}) && e.dataset.met !== 'yes')
    .map(e => 'never met: ' + e.outerHTML.slice(0, 140))"""


@pytest.mark.parametrize("entry", one_of_each(), ids=str)
def test_tab_meets_everything_once(desk, world, entry):
    # in a page used before, what leaves at its end may come back on top before one can look
    page, _status = desk.visit(entry.path(world), entry.who, anew=True)
    found = walk(page)
    found += page.evaluate(NEVER_MET)

    assert not found, "\n".join(found)
    assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0


def test_first_stop_skips_to_the_text(desk, world):
    page = desk.open("/help/")

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")

    assert first == "#main"
    expect(
        page.locator("#main")
    ).to_be_focused()  # the browser follows the link when the key has been dealt with


def test_menu_of_a_phone_opens_and_closes_by_keys(desk):
    page = desk.open("/", "officer", viewport=PHONE)
    button = page.get_by_role("button", name="Menu")
    work = page.get_by_role("link", name="My work")
    expect(work).to_be_hidden()
    button.focus()

    page.keyboard.press("Enter")
    expect(work).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    expect(work).to_be_hidden()
    expect(button).to_be_focused()


def test_menu_of_a_phone_lies_open_without_scripts(desk):
    page = desk.open("/", "officer", viewport=PHONE, scripts=False)

    expect(page.get_by_role("link", name="My work")).to_be_visible()


def walk(page):
    """Presses Tab until the focus leaves the page. Returns what was wrong on the way."""
    found = []
    for _stop in range(MOST):
        page.keyboard.press("Tab")
        here = page.evaluate(WHERE)
        if here is None:
            return found
        if here["met"]:
            return [*found, f"met twice: {here['name']}"]
        found += [f"{fault}: {here['name']}" for fault in here["faults"]]
    return [*found, f"after {MOST} stops still inside"]
