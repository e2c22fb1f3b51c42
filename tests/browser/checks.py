"""What holds on every page, whoever opens it and however."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
from django.conf import settings

REMEMBER = """(() => {
    const color = axe.commons.color.Color.prototype, parse = color.parseString, known = new Map();
    color.parseString = function (text) {
        if (!known.has(text)) {
            const {r, g, b, alpha} = parse.call(this, text);
            known.set(text, {r, g, b, alpha});
        }
        return Object.assign(this, known.get(text));
    };
})()"""  # axe parses the same few colours anew for every element
SOURCE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
AXE = f"{SOURCE}\n{REMEMBER}"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """which => axe.run(document, {runOnly: which, resultTypes: ['violations']}).then(
    found => found.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 200))))"""
VIEWS = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 375, "height": 812}},
    "zoom200": {"viewport": {"width": 640, "height": 450}},  # 1280 px at 200 %
    "reflow": {"viewport": {"width": 320, "height": 640}},  # 1280 px at 400 %: WCAG 1.4.10
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}
SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* {line-height: 1.5 !important; letter-spacing: 0.12em !important; '
        + 'word-spacing: 0.16em !important} p {margin-bottom: 2em !important}');
    document.adoptedStyleSheets = [sheet];
}"""  # WCAG 1.4.12
WIDER = """() => {
    const over = document.documentElement.scrollWidth - window.innerWidth;
    if (over <= 0) return [];
    const wide = [...document.querySelectorAll('main *, header *, footer *, nav *')]
        .filter(e => e.getBoundingClientRect().right > window.innerWidth + 1 && !e.closest('.sr-scroll'))
        .map(e => e.outerHTML.slice(0, 120));
    return ['scrolls sideways by ' + over + ' px: ' + wide.slice(-2).join(' | ')];
}"""


def set_view(page, name):
    """Changes an open page to a view, from the desktop's light one."""
    view = VIEWS[name]
    page.set_viewport_size(view.get("viewport", VIEWS["desktop"]["viewport"]))
    page.emulate_media(
        color_scheme=view.get("color_scheme", "light"), forced_colors=view.get("forced_colors", "none")
    )


def axe(page, rules=()):
    """The faults that axe finds, a line each, by all rules or those few. Works under the content security policy."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(
        RUN, {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": TAGS}
    )


def faults(page, views=("desktop", "phone")):
    """All that is wrong with the open page in those views."""
    found = shape_faults(page)
    for view in views:
        set_view(page, view)
        found += [f"{view}: {fault}" for fault in [*sideways(page), *axe(page)]]
    return found


def other_faults(page):
    """What is wrong enlarged, narrow, with text spaced out, dark, and in forced colours. The text stays spaced out."""
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
    return found


def sideways(page):
    return page.evaluate(WIDER)


def space_out(page):
    """Sets the text as widely as WCAG 1.4.12 lets people set it."""
    page.evaluate(SPACING)


def shape_faults(page):
    """Faults of the document itself, which need no scripts in the page; once it is there: a click does not wait."""
    page.wait_for_load_state("domcontentloaded")
    found = []
    title = page.title()
    if not title.endswith(settings.SERVICE_NAME) or title == settings.SERVICE_NAME:
        found.append(f"the title is {title!r}")
    if (headings := page.locator("h1").count()) != 1:
        found.append(f"there are {headings} h1")
    return found
