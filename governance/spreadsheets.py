"""Rows as a CSV that spreadsheets open: RFC 4180, UTF-8, and no cell that they would take for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM = "\ufeff"  # without it a spreadsheet takes UTF-8 for the old code page


def lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of the file, one by one, while the rows are read."""
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow([guarded(cell) for cell in head])
    for row in rows:
        yield writer.writerow([guarded(cell) for cell in row])


def guarded(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe in front, and is text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line
