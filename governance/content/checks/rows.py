"""Lets checks of prose read the rows of a version as well, each as if it were a section."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from governance import registry
from governance.kinds import Finding, PlainSection, SectionText, VersionText
from governance.references import resolved
from governance.rows import FrozenRow, RowSet

_MARK = "rows/"  # begins the keys of these sections; no stored section has a slash in its key


def with_rows(text: VersionText) -> VersionText:
    """The text as it is read, tokens resolved, with a section for each row that its sets of rows have."""
    read = resolved(text)
    return replace(read, sections=(*read.sections, *_sections(read)))


def over_rows(test: Callable[[VersionText], Sequence[Finding]]) -> Callable[[VersionText], list[Finding]]:
    """The same test over the rows too; what it finds in a row is about the set of rows."""

    def whole(text: VersionText) -> list[Finding]:
        return [_placed(finding) for finding in test(with_rows(text))]

    return whole


def _sections(text: VersionText) -> Iterator[SectionText]:
    for rows in registry.all_row_sets():
        for row in rows.of(text.rows):
            yield PlainSection(f"{_MARK}{rows.key}", _name(rows, row), _body(rows, row))


def _name(rows: RowSet, row: FrozenRow) -> str:
    return rows.columns[0].show(row.get(rows.columns[0].key))


def _body(rows: RowSet, row: FrozenRow) -> str:
    return "\n\n".join(filter(None, (column.show(row.get(column.key)) for column in rows.columns)))


def _placed(finding: Finding) -> Finding:
    if not finding.section_key.startswith(_MARK):
        return finding
    return replace(finding, section_key="", rows=finding.section_key.removeprefix(_MARK))
