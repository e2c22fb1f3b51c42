"""The words of compared blocks as HTML: what came and what went is marked, and what moved says from or to where.

In Python, and as plain strings until the whole is there, for a comparison has thousands of blocks and cells: a
template, or a safe string, for each would be most of what its page costs. Every text passes `escape`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from governance.presenting.redline_blocks import ShownBlock
from governance.presenting.redline_rows import ChangedField
from governance.redline import Op

Mark = tuple[str, str]  # what stands before and after
Marks = Mapping[Op, Mark]  # by what became of a piece
_HIDDEN = '<span class="govuk-visually-hidden">'
_HEAD: Mark = ('<th class="govuk-table__header" scope="col">', "</th>")
_CELL: Mark = ('<td class="govuk-table__cell">', "</td>")


def changed_words(block: ShownBlock | ChangedField) -> SafeString:
    return finished([words_of(block, marks())])


def marks() -> Marks:
    """In the language of the page."""
    return _marks(get_language())


def finished(parts: Iterable[str]) -> SafeString:
    """What was written here and in `changed_runs`."""
    return mark_safe("".join(parts))  # noqa: S308 - every text in it is escaped


def words_of(block: ShownBlock | ChangedField, marked: Marks) -> str:
    words = [_move(block)] if isinstance(block, ShownBlock) and block.other else []
    for piece in block.pieces:
        before, after = marked[piece.op]
        words.append(f"{before}{escape(piece.text)}{after}")
    if block.formatting_only:
        words.append(f' <span class="sr-soft">{escape(_("(only the formatting changed)"))}</span>')
    return "".join(words)


def row_of(row: ShownBlock, marked: Marks) -> str:
    """One row of a compared table. A head cell that is empty heads nothing."""
    cells = []
    for each in row.cells:
        before, after = _HEAD if row.is_head and each.pieces else _CELL
        cells.append(f"{before}{words_of(each, marked)}{after}")
    return f"<tr{place_of(row)}>{''.join(cells)}</tr>"


def place_of(block: ShownBlock) -> str:
    """Where the list of changes leads to, if it does."""
    return f' id="{escape(block.anchor)}" tabindex="-1"' if block.anchor else ""


def _move(block: ShownBlock) -> str:
    """A link to the other end of the move."""
    number = block.other.number if block.other else 0
    address = f'href="#{escape(block.other_anchor)}"'
    if block.has_gone_elsewhere:
        text = escape(_("Moved to section %(number)s") % {"number": number})
        return f'<a class="govuk-link sr-moved" {address}>{text}</a> '
    text = escape(_("Moved here from section %(number)s") % {"number": number})
    return f'<span class="sr-moved"><a class="govuk-link" {address}>{text}</a></span> '


@cache
def _marks(_language: str | None) -> Marks:
    came = _mark("ins", _("added:"), _("(end of addition)"))
    went = _mark("del", _("removed:"), _("(end of removal)"))
    return dict.fromkeys(Op, ("", "")) | {Op.ADDED: came, Op.REMOVED: went}


def _mark(tag: str, begins: str, ends: str) -> Mark:
    return (
        f'<{tag} class="sr-{tag}">{_HIDDEN}{escape(begins)} </span>',
        f"{_HIDDEN} {escape(ends)} </span></{tag}>",
    )
