"""References of a text to rows of its own version, such as {step:verify}: tokens, shown by the number of the row.

Numbers are counted when a text is shown, so that no text changes when rows change places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from governance import registry
from governance.kinds import PlainSection, SectionText, VersionText
from governance.rows import FrozenRow, Rows, RowSet

TOKEN = re.compile(r"\{([a-z]+):([a-z0-9-]+)\}")
_LINK_TEXT_OPENS = re.compile(r"\[[^\]\n]*\Z")
_NEAR = 500  # characters before a token in which the words of a link may have begun


@dataclass(frozen=True)
class Dangling:
    """A token that names a row which is not there; `section` or `rows` is the key of what holds it."""

    token: str
    section: str = ""
    rows: str = ""


@dataclass(frozen=True)
class Target:
    """A row that tokens may name: what is read in their place, and where it stands on the page."""

    words: str
    anchor: str


def anchor_of(rows: RowSet, row: FrozenRow) -> str:
    """The id of a row on the page of its document."""
    stem = rows.token.name if rows.token else rows.key
    return "-".join([stem, *rows.name_of(row)])


def resolved(text: VersionText, *, linked: bool = False, by: VersionText | None = None) -> VersionText:
    """The text with words in place of its tokens: “step 2”; with `linked` those in Markdown lead to the row.

    `by` is another text whose rows give the numbers, so that no words differ because a row moved."""
    reader = _Reader(by or text, linked=linked)
    if not reader.sets:
        return text
    return replace(text, sections=tuple(map(reader.section, text.sections)), rows=reader.rows(text.rows))


def dangling(text: VersionText) -> Iterator[Dangling]:
    """Tokens that name a row which is not there."""
    reader = _Reader(text)
    for section in text.sections:
        for token in reader.unknown(f"{section.heading}\n{section.body}"):
            yield Dangling(token, section=section.key)
    for key, rows in text.rows.items():
        for row in rows:
            for token in reader.unknown("\n".join(v for v in row.values() if isinstance(v, str))):
                yield Dangling(token, rows=key)


class _Reader:
    """What the tokens of one version mean."""

    def __init__(self, text: VersionText, *, linked: bool = False) -> None:
        self.sets = {
            rows.token.name: rows for rows in registry.all_row_sets() if rows.token and rows.key in text.rows
        }
        self._linked = linked
        self._targets = {
            (name, rows.name_of(row)[0]): Target(rows.token.words(number), anchor_of(rows, row))
            for name, rows in self.sets.items()
            if rows.token
            for number, row in enumerate(rows.of(text.rows), start=1)
        }

    def section(self, section: SectionText) -> SectionText:
        if "{" not in section.body and "{" not in section.heading:
            return section
        heading = self._words(section.heading, is_prose=False)
        return PlainSection(section.key, heading, self._words(section.body, is_prose=True))

    def rows(self, rows: Rows) -> Rows:
        by_key = {each.key: each for each in registry.all_row_sets()}
        return {key: [self._row(by_key.get(key), row) for row in found] for key, found in rows.items()}

    def _row(self, rows: RowSet | None, row: FrozenRow) -> dict[str, Any]:  # Any: a frozen row's values
        prose = {column.key for column in rows.columns if column.is_prose} if rows else set()
        return {
            key: self._words(value, is_prose=key in prose) if isinstance(value, str) else value
            for key, value in row.items()
        }

    def _words(self, text: str, *, is_prose: bool) -> str:
        def shown(match: re.Match[str]) -> str:
            rows, target = self.sets.get(match[1]), self._targets.get((match[1], match[2]))
            if rows is None or rows.token is None:
                return match[0]
            if target is None:
                return rows.token.gone()
            before = text[max(0, match.start() - _NEAR) : match.start()]
            if self._linked and is_prose and not _LINK_TEXT_OPENS.search(before):
                return f"[{target.words}](#{target.anchor})"
            return target.words

        return TOKEN.sub(shown, text)

    def unknown(self, text: str) -> Iterator[str]:
        for match in TOKEN.finditer(text):
            if match[1] in self.sets and (match[1], match[2]) not in self._targets:
                yield match[0]
