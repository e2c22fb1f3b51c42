"""What holds on every page, whoever opens it and however."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
from django.conf import settings

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']}).then(
    found => found.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 200))))"""
VIEWS = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 375, "height": 812}},
    "zoom200": {"viewport": {"width": 640, "height": 450}},  # 1280 px at 200 %
    "reflow": {"viewport": {"width": 320, "height": 640}},  # 1280 px at 400 %: WCAG 1.4.10
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}
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


def axe(page):
    """The faults that axe finds, a line each. Works under the content security policy."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(RUN, TAGS)


def faults(page, views=("desktop", "phone")):
    """All that is wrong with the open page in those views."""
    found = shape_faults(page)
    for view in views:
        set_view(page, view)
        found += [f"{view}: {fault}" for fault in [*page.evaluate(WIDER), *axe(page)]]
    return found


def shape_faults(page):
    """Faults of the document itself, which need no scripts in the page."""
    found = []
    title = page.title()
    if not title.endswith(settings.SERVICE_NAME) or title == settings.SERVICE_NAME:
        found.append(f"the title is {title!r}")
    if (headings := page.locator("h1").count()) != 1:
        found.append(f"there are {headings} h1")
    return found
