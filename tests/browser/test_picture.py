"""Takes the picture of the README anew: PICTURE=docs/policy.png bin/test --browser tests/browser/test_picture.py"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from tests.browser.world import document_of

SIZE = {"width": 1280, "height": 860}


def test_picture_of_a_policy(desk):
    path = Path(os.environ.get("PICTURE", settings.VAR / "screenshots" / "policy.png"))
    page = desk.open(document_of("NCC").get_absolute_url(), viewport=SIZE)

    page.screenshot(path=settings.ROOT / path)

    assert (settings.ROOT / path).stat().st_size < 300_000
