import re

import pytest
from django.utils.html import strip_tags

from config.changed_runs import changed_runs, changed_sides
from governance.kinds import PlainSection, VersionText
from governance.presenting.redline import redline

BAD = "\"><img src=x onerror=1>'&"
WAS = f"""## Old {BAD}

Some words that nobody will change, {BAD} and more.

This whole sentence is about to move elsewhere {BAD} today.

- one {BAD} item

1. one {BAD} step

> said {BAD} here

| A {BAD} | B |
| --- | --- |
| one {BAD} cell | two |

The end."""
NOW = f"""## New {BAD}

Some words that somebody will change, {BAD}{BAD} and more.

- two {BAD} items

1. two {BAD} steps

> said {BAD} there

| A {BAD} | B {BAD} |
| --- | --- |
| one {BAD} more cell | three {BAD} |

The end.

This whole sentence is about to move elsewhere {BAD} today."""


def section(was, now, key="k", heading="Heading"):
    old, new = (VersionText("T", "en-gb", (PlainSection(key, heading, body),)) for body in (was, now))
    (part,) = redline(old, new).parts
    return part.section


@pytest.mark.parametrize("layout", [changed_runs, changed_sides])
def test_every_text_of_a_comparison_is_escaped(layout):
    html = layout(section(WAS, NOW, key=f"k{BAD}", heading=f"Heading {BAD}"))

    assert "<img" not in html
    assert "'" not in html
    assert set(re.findall(r"<(\w+)", html)) <= {
        *(
            "a",
            "del",
            "div",
            "ins",
            "li",
            "ol",
            "p",
            "span",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "ul",
        )
    }
    assert html.count("&lt;img") > 20


def test_what_moved_leads_to_its_other_end_in_both_layouts():
    moved, stays = "This sentence of a few words moves.", "This other one does not go anywhere."
    found = section(f"{moved}\n\n{stays}\n\n- item", f"{stays}\n\n- item\n\n{moved}")

    for html in (changed_runs(found), changed_sides(found)):
        places = re.findall(r' id="([^"]+)"', html)
        goals = re.findall(r'href="#([^"]+)"', html)
        assert len(goals) == 2
        assert set(goals) <= set(places)
        assert len(places) == len(set(places))


def test_each_side_has_its_own_words():
    html = changed_sides(section("- We keep it for one year", "- We keep it for two years"))

    older, newer = (" ".join(strip_tags(cell).split()) for cell in re.findall(r"<td>(.*?)</td>", html))
    assert older == "We keep it for removed: one year (end of removal)"
    assert newer == "We keep it for added: two years (end of addition)"
