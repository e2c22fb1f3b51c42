"""The colours of the style sheet, computed: each pair that stands on a page can be read, in light and in dark."""

import re

import pytest
from django.conf import settings

TOKENS = (settings.ROOT / "static/css/tokens.css").read_text("utf-8")
ENTRY = re.compile(r"(--sr-[a-z0-9-]+):\s*(#[0-9a-f]{6})\s*;")
TAGS = ("grey", "blue", "turquoise", "yellow", "green", "orange", "red", "purple", "outline")
TEXT = [  # text, ground
    ("ink", "paper"),
    ("ink", "mist"),
    ("ink", "mist-2"),
    ("soft", "paper"),
    ("soft", "mist"),
    ("petrol", "paper"),
    ("petrol", "mist"),
    ("petrol", "mist-2"),
    ("on-bar", "bar"),
    ("on-primary", "primary"),
    ("on-primary", "primary-hover"),
    ("on-warning", "warning"),
    ("on-warning", "warning-hover"),
    ("link", "paper"),
    ("link", "mist"),
    ("link-hover", "paper"),
    ("link-hover", "mist"),
    ("link-visited", "paper"),
    ("link-visited", "mist"),
    ("fine", "paper"),
    ("bad", "paper"),
    ("on-focus", "focus"),
    ("blue-text", "paper"),
]
EDGES = [  # what must be told from its ground to understand the page
    ("edge", "paper"),
    ("edge", "mist"),
    ("ink", "paper"),
    ("bad", "paper"),
    ("shape", "paper"),
    ("box", "paper"),
    ("outline-edge", "paper"),
    ("amber", "bar"),
]


def palettes():
    light, dark = TOKENS.split("@media screen and (prefers-color-scheme: dark)")
    lights = dict(ENTRY.findall(light))
    return {"light": lights, "dark": lights | dict(ENTRY.findall(dark))}


PALETTES = palettes()


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(scheme, one, other):
    lights = sorted(luminance(PALETTES[scheme][f"--sr-{name}"]) for name in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def test_black_on_white_is_computed_as_twenty_one():
    assert luminance("#ffffff") / 1 + 0.05 == pytest.approx(1.05)
    assert luminance("#000000") == 0


def test_dark_names_only_colours_that_light_has():
    assert set(dict(ENTRY.findall(TOKENS.split("@media")[1]))) <= set(PALETTES["light"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(scheme, text, ground):
    assert contrast(scheme, text, ground) >= 4.5


@pytest.mark.parametrize(("scheme", "least"), [("light", 7.0), ("dark", 8.5)])
@pytest.mark.parametrize("colour", TAGS)
def test_tag_can_be_read(scheme, least, colour):
    assert contrast(scheme, f"{colour}-text", f"{colour}-fill") >= least


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edge_can_be_seen(scheme, edge, ground):
    assert contrast(scheme, edge, ground) >= 3


def test_no_other_sheet_names_a_colour():
    """Tokens alone hold colours, so that what is computed here is what is shown."""
    colour = re.compile(r"(?<![\w-])#[0-9a-fA-F]{3,8}\b")
    sheets = [sheet for sheet in (settings.ROOT / "static/css").glob("*.css") if sheet.name != "tokens.css"]

    found = {sheet.name: colour.findall(sheet.read_text("utf-8")) for sheet in sheets}

    assert {name: colours for name, colours in found.items() if colours} == {}
