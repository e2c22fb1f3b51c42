"""Tables that become cards on a telephone: there each cell says the name of its column.

The styles take the table's own display away, and with it some browsers forget that it is a table; so every part
says by a role what it is.
"""

from __future__ import annotations

import re
from html import unescape

from django.utils.html import escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

ROLES = {"thead": "rowgroup", "tbody": "rowgroup", "tfoot": "rowgroup", "tr": "row"}
PART = re.compile(r"<(thead|tbody|tfoot|tr)\b")
HEAD = re.compile(r'<th scope="(col|row)"([^>]*)>(.*?)</th>', re.DOTALL)
ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
CELL = re.compile(r"<td\b([^>]*)>(.*?)</td>", re.DOTALL)
ANY_CELL = re.compile(r"<t[dh]\b.*?</t[dh]>", re.DOTALL)


def framed(rows: SafeString, *, label: str, caption: str, kind: str = "") -> SafeString:
    """A table of those rows in a frame that can be scrolled by keyboard. `rows` is what a template wrote."""
    return format_html(
        '<div class="sr-scroll" role="group" tabindex="0" aria-label="{}">'
        '<table class="govuk-table sr-table sr-cards{}" role="table">'
        '<caption class="govuk-visually-hidden">{}</caption>{}</table></div>',
        label,
        f" sr-table--{kind}" if kind else "",
        caption,
        mark_safe(_with_names(rows)),  # noqa: S308 - of a template, with text that it escaped
    )


def _with_names(rows: str) -> str:
    names = [_name(found[3]) for found in HEAD.finditer(rows) if found[1] == "col"]
    rows = ROW.sub(lambda row: _named_cells(row[0], names), rows)
    rows = HEAD.sub(r'<th scope="\1" role="\1header"\2>\3</th>', rows).replace(
        '"colheader"', '"columnheader"'
    )
    return PART.sub(lambda part: f'{part[0]} role="{ROLES[part[1]]}"', rows)


def _name(head: str) -> str:
    """What stands in the head of a column; a head that is only heard names nothing that is to be seen."""
    return "" if "govuk-visually-hidden" in head else unescape(strip_tags(head)).strip()


def _named_cells(row: str, names: list[str]) -> str:
    columns = iter(names)

    def named(found: re.Match[str]) -> str:
        name = next(columns, "")
        cell = CELL.fullmatch(found[0])
        if cell is None:
            return found[0]  # the head of the row
        inner = cell[2].strip()
        label = f' data-label="{escape(name)}"' if name and inner else ""
        return f'<td role="cell"{cell[1]}{label}>{f"<div>{inner}</div>" if label else inner}</td>'

    return ANY_CELL.sub(named, row)
