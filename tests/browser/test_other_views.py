"""All pieces in every view, and pages on paper."""

from __future__ import annotations

import pytest

from tests.browser.checks import faults
from tests.browser.pages import Page, one_of_each

GALLERY = Page("page-components")


def test_gallery_is_sound_in_every_view(desk, world):
    page = desk.open(GALLERY.path(world))

    found = faults(page, ("desktop", "phone", "zoom200", "reflow", "dark", "forced"))

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
