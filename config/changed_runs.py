"""The paragraphs, lists and tables of a compared section as HTML, in one column or side by side.

Plain strings until the whole is there, as in `changed_words`.
"""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.changed_words import Marks, finished, marks, place_of, row_of, words_of
from governance.presenting.redline import ShownSection
from governance.presenting.redline_blocks import GAP, Run, ShownBlock

_LISTS = {"bullet": "ul", "number": "ol"}
_PARAGRAPHS = {"heading": " sr-redline__heading", "quote": " sr-redline__quote"}


def changed_runs(section: ShownSection) -> SafeString:
    """In one column."""
    marked = marks()
    return finished(_run(run, section, marked) for run in section.runs)


def changed_sides(section: ShownSection) -> SafeString:
    """Rows of a table with the older text at the left and the newer one at the right."""
    marked = marks()
    return finished(_side_by_side(run, section, marked) for run in section.runs)


def _run(run: Run, section: ShownSection, marked: Marks) -> str:
    if run.shape == GAP:
        return f'<p class="sr-redline__gap">{_left_out(run)}</p>'
    if run.is_table:
        return _table(run, section, marked)
    if tag := _LISTS.get(run.shape):
        items = "".join(f"<li{place_of(block)}>{words_of(block, marked)}</li>" for block in run.blocks)
        return f'<{tag} class="govuk-list govuk-list--{run.shape}">{items}</{tag}>'
    return "".join(_paragraph(words_of(block, marked), run.shape, place_of(block)) for block in run.blocks)


def _paragraph(words: str, shape: str, place: str = "") -> str:
    return f'<p class="govuk-body{_PARAGRAPHS.get(shape, "")}"{place}>{words}</p>'


def _left_out(run: Run) -> str:
    words = ngettext("%(number)s paragraph not changed", "%(number)s paragraphs not changed", run.left_out)
    return escape(words % {"number": run.left_out})


def _table(run: Run, section: ShownSection, marked: Marks) -> str:
    """Nothing for a side that has no row of it."""
    if not run.blocks:
        return ""
    named = {"number": section.number, "title": section.change.title}
    label = escape(_("Table in section %(number)s, %(title)s") % named)
    head, body = ("".join(row_of(row, marked) for row in rows) for rows in (run.head, run.body))
    head = f'<thead class="govuk-table__head">{head}</thead>' if head else ""
    return (
        f'<div class="sr-scroll" role="group" tabindex="0" aria-label="{label}">'
        f'<table class="govuk-table sr-redline__table">{head}<tbody>{body}</tbody></table></div>'
    )


def _side_by_side(run: Run, section: ShownSection, marked: Marks) -> str:
    if run.shape == GAP:
        return f'<tr><td colspan="2" class="sr-redline__gap">{_left_out(run)}</td></tr>'
    if run.is_table:
        older, newer = (_table(side, section, marked) for side in (run.older, run.newer))
        return f"<tr><td>{older}</td><td>{newer}</td></tr>"
    return "".join(_sides(block, run.shape, marked) for block in run.blocks)


def _sides(block: ShownBlock, shape: str, marked: Marks) -> str:
    older, newer = (
        _side(words_of(side, marked), shape) if side else "" for side in (block.older, block.newer)
    )
    return f'<tr{place_of(block)} class="sr-sides__{block.op}"><td>{older}</td><td>{newer}</td></tr>'


def _side(words: str, shape: str) -> str:
    if shape == "bullet":
        return f'<ul class="govuk-list govuk-list--bullet"><li>{words}</li></ul>'
    if shape == "number":
        return f'<p class="govuk-body sr-sides__item">{words}</p>'
    return _paragraph(words, shape)
