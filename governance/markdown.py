"""Restricted Markdown to safe HTML and to plain words: the one place that does it, for web and PDF alike.

Allowed: paragraphs, headings, bulleted and numbered lists, bold, italics, links, quotations, tables.
No HTML, no images.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

SECTION_LIMIT = 200_000  # characters in one section; about 60 printed pages
NESTING_LIMIT = 12
SCHEMES = {"http", "https", "mailto", "tel"}
TAGS = {
    "a", "blockquote", "br", "em", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}}

_parser = MarkdownIt("zero", {"html": False, "maxNesting": NESTING_LIMIT}).enable(
    ["blockquote", "list", "heading", "table", "emphasis", "link", "escape", "entity", "newline", "reference"]
)
_parser.disable(["reference"])


def parse(text: str) -> list[Token]:
    return _parser.parse(text.replace("\x00", ""))


@lru_cache(maxsize=512)
def render(text: str, heading_level: int = 3, name: str = "") -> SafeString:
    """Safe HTML. The highest heading in the text becomes `heading_level`, the others follow without a gap.

    `name` says in which section a table stands, for people who hear the page.
    """
    tokens = parse(text)
    used = sorted({token.tag for token in tokens if token.type == "heading_open"})
    levels = {tag: f"h{min(heading_level + step, 6)}" for step, tag in enumerate(used)}
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = levels[token.tag]
        elif token.type == "th_open":
            token.attrs["scope"] = "col"
    html = nh3.clean(
        _parser.renderer.render(tokens, _parser.options, {}),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener",
    )
    return mark_safe(_with_scrolling_tables(html, name))  # noqa: S308 - nh3 has cleaned it


def _with_scrolling_tables(html: str, name: str) -> str:
    parts = html.split("<table>")
    out = [parts[0]]
    for number, part in enumerate(parts[1:], start=1):
        label = _("Table %(number)d") % {"number": number} + (f", {name}" if name else "")
        out.append(
            f'<div class="sr-scroll" role="group" tabindex="0" aria-label="{escape(label)}"><table class="sr-table">'
            + part.replace("</table>", "</table></div>", 1)
        )
    return "".join(out)


def words(text: str) -> list[str]:
    """The words that a reader reads, in order, without the marks of formatting."""
    return plain(text).split()


def plain(text: str) -> str:
    """The text without formatting: one line for each paragraph, heading, list item, cell."""
    return "\n".join(_inline_text(token) for token in parse(text) if token.type == "inline")


def _inline_text(token: Token) -> str:
    return "".join(_pieces(token.children or []))


def _pieces(children: list[Token]) -> Iterator[str]:
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            yield "\n"
        else:
            yield child.content
