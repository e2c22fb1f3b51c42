"""Each page, for each who may come to it, on a desk and on a phone; one of each template in the other views too.

Pictures of all, for people to look at: SCREENSHOTS=yes bin/test --browser tests/browser/test_every_page.py
"""

from __future__ import annotations

import os
import re

import pytest
from django.conf import settings

from tests.browser.checks import faults, other_faults, set_view
from tests.browser.pages import NO_PAGES, PAGES, named_urls, one_of_each

PICTURES = settings.VAR / "screenshots"
TALLEST = 5000  # px
IN_OTHER_VIEWS = one_of_each()


def test_every_url_is_opened_or_excused():
    opened = {page.name for page in PAGES}

    assert set(named_urls()) - opened - set(NO_PAGES) == set()
    assert opened & set(NO_PAGES) == set()


@pytest.mark.parametrize("entry", PAGES, ids=str)
def test_page_is_sound(desk, world, entry):
    if entry.status >= 400:
        desk.expect_console(f"status of {entry.status}")

    page, status = desk.visit(entry.path(world), entry.who)

    assert status == entry.status
    found = faults(page)
    if "SCREENSHOTS" in os.environ:
        take_pictures(page, str(entry))
    if entry in IN_OTHER_VIEWS:
        found += other_faults(page)
    assert not found, "\n".join(found)


def take_pictures(page, name):
    """For people to look at: var/screenshots, wide and narrow."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    stem = re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-")
    for view in ("desktop", "phone"):
        set_view(page, view)
        width = page.viewport_size["width"]
        height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        page.set_viewport_size(
            {"width": width, "height": height}
        )  # what sticks to the bottom comes to rest there
        page.screenshot(path=PICTURES / f"{stem}.{view}.png")
