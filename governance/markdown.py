"""Restricted Markdown to safe HTML and to plain words: the one place that does it, for web and PDF alike.

Allowed: paragraphs, headings, bulleted and numbered lists, bold, italics, links, quotations, tables.
No HTML, no images. No word is lost: what has no place in these forms stands as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block, table
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.rules_core import StateCore, normalize
from markdown_it.rules_core import block as find_blocks
from markdown_it.token import Token

SECTION_LIMIT = 200_000  # characters in one section; about 60 printed pages
NESTING_LIMIT = 24  # quotations, or half as many lists; what is nested deeper stands as it was written
SCHEMES = {"http", "https", "mailto", "tel"}
TAGS = {
    "a", "blockquote", "br", "em", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"scope"}}

_WITHIN_A_LINE = {"a", "em", "strong"}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_Rule = Callable[[StateBlock, int, int, bool], bool]


def _down_to_the_limit(rule: _Rule) -> _Rule:
    """At the limit a list or quotation is no longer one: its lines are a paragraph.

    A line that is indented less belongs further out, where it may well be one.
    """

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        within = state.level < NESTING_LIMIT or (silent and state.sCount[start] < state.blkIndent)
        return within and rule(state, start, end, silent)

    return limited


def _whole_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table whose rows keep what goes beyond the head: it stands in one further column."""
    first = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    if not silent:
        state.tokens[first:] = _with_a_further_column(state, state.tokens[first:])
    return True


def _with_a_further_column(state: StateBlock, tokens: list[Token]) -> list[Token]:
    columns = sum(token.type == "th_open" for token in tokens)
    lines = [token.map[0] for token in tokens if token.type == "tr_open" and token.map]
    further = {line: " | ".join(filter(None, _cells(state, line, columns))) for line in lines}
    if not any(further.values()):
        return tokens
    whole, line = [], 0
    for token in tokens:
        if token.type == "tr_open" and token.map:
            line = token.map[0]
        elif token.type == "tr_close":
            cell = Token("inline", "", 0, map=[line, line + 1], content=further[line], children=[])
            cell.level = token.level + 2
            whole += [Token("td_open", "td", 1, level=token.level + 1, block=True), cell]
            whole.append(Token("td_close", "td", -1, level=token.level + 1, block=True))
        whole.append(token)
    return whole


def _cells(state: StateBlock, line: int, first: int) -> list[str]:
    """Those of a row from the first one on, counted from 0."""
    row = getLine(state, line).strip()
    if row.removeprefix("|").removesuffix("|").count("|") < first:
        return []  # cheaper than to look for marks that are escaped
    cells = escapedSplit(row)
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return [cell.strip() for cell in cells[first:]]


def _show_all_of_links(state: StateCore) -> None:
    """The title of a link stands behind it in brackets; a link without words shows its address."""
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = list(_shown_links(block.children))


def _shown_links(children: list[Token]) -> Iterator[Token]:
    title = address = ""
    words = False
    for child in children:
        if child.type == "link_open":
            title, address, words = str(child.attrs.pop("title", "")), str(child.attrs["href"]), False
        words = words or bool(child.content.strip())
        if child.type == "link_close" and not words:
            yield Token("text", "", 0, content=address)
        yield child
        if child.type == "link_close" and title:
            yield Token("text", "", 0, content=f" ({title})")


def _may_be_linked(address: str) -> bool:
    """Whether a link may lead there. If not, it stands as it was written."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        return bool(parts.netloc)
    return parts.scheme in SCHEMES or not _SCHEME.match(address)


_parser = MarkdownIt("zero", {"html": False, "maxNesting": NESTING_LIMIT + 8}).enable(
    ["blockquote", "list", "heading", "table", "emphasis", "link", "escape", "entity", "newline"]
)
_parser.block.ruler.at("table", _whole_table, {"alt": ["paragraph", "reference"]})
_parser.block.ruler.at(
    "blockquote", _down_to_the_limit(blockquote), {"alt": ["paragraph", "reference", "blockquote", "list"]}
)
_parser.block.ruler.at(
    "list", _down_to_the_limit(list_block), {"alt": ["paragraph", "reference", "blockquote"]}
)
_parser.core.ruler.push("links", _show_all_of_links)
_parser.validateLink = _may_be_linked  # type: ignore[method-assign,assignment]


def parse(text: str) -> list[Token]:
    return _parser.parse(text.replace("\x00", ""))


def parse_blocks(text: str) -> list[Token]:
    """As `parse`, without looking into the lines: cheaper for those who take them as they were written."""
    state = StateCore(text.replace("\x00", ""), _parser, {})
    normalize(state)
    find_blocks(state)
    return state.tokens


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


class _Reading(HTMLParser):
    """What stands on the page, in order; `addresses` are those of links, behind the words that lead there."""

    def __init__(self, *, addresses: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._addresses = addresses
        self._address = ""
        self._numbers: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self._address = given.get("href") or ""
        if tag in ("ol", "ul"):
            self._numbers.append(int(given.get("start") or 1) if tag == "ol" else None)
        if tag not in _WITHIN_A_LINE:
            self.pieces.append("\n")
        if tag == "li" and self._numbers[-1] is not None:
            self.pieces.append(f"{self._numbers[-1]}. ")
            self._numbers[-1] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul"):
            self._numbers.pop()
        if tag == "a" and self._addresses:
            self.pieces.append(f" {self._address} ")
        if tag not in _WITHIN_A_LINE:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def shown(text: str, *, addresses: bool = False) -> str:
    """What a reader of the page reads, taken from its HTML: words, and the numbers of numbered lists."""
    reading = _Reading(addresses=addresses)
    kept = len(text) <= SECTION_LIMIT  # a whole file would fill the memory
    reading.feed(render(text) if kept else render.__wrapped__(text))
    reading.close()
    return "".join(reading.pieces)


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
