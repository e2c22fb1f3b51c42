"""One page of each template narrow, enlarged, dark, in forced colours, with text spaced out, and on paper."""

from __future__ import annotations

import pytest

from tests.browser.checks import axe, faults, set_view, sideways, space_out
from tests.browser.pages import Page, one_of_each

GALLERY = Page("page-components")


def test_gallery_is_sound_in_every_view(desk, world):
    page = desk.open(GALLERY.path(world))

    found = faults(page, ("desktop", "phone", "zoom200", "reflow", "dark", "forced"))

    assert not found, "\n".join(found)


@pytest.mark.parametrize("entry", one_of_each(), ids=str)
def test_page_adapts(desk, world, entry):
    page, _status = desk.visit(entry.path(world), entry.who)
    found = []
    for view in ("zoom200", "reflow"):
        set_view(page, view)
        found += [
            f"{view}: {fault}" for fault in [*sideways(page), *axe(page, ["target-size", "color-contrast"])]
        ]
    space_out(page)
    found += [f"spaced out: {fault}" for fault in sideways(page)]
    for view in ("dark", "forced"):
        set_view(page, view)
        found += [f"{view}: {fault}" for fault in axe(page, ["color-contrast", "link-in-text-block"])]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["governance:document", "governance:history", "audit:log", "page-help"])
def test_paper_shows_the_text_and_no_ways(desk, world, name):
    entry = next(page for page in one_of_each() if page.name == name)
    page, _status = desk.visit(entry.path(world), entry.who)

    page.emulate_media(media="print")

    assert page.locator("h1").is_visible()
    assert [nav.get_attribute("aria-label") for nav in page.locator("nav").all() if nav.is_visible()] == []
    assert [button.inner_text() for button in page.locator("main button").all() if button.is_visible()] == []
    assert page.pdf().startswith(b"%PDF-")
