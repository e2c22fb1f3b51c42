"""The part of a text that shows best why it was found, with the words of the search marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from governance.search.words import Terms

LENGTH = 240  # characters
BEFORE = 40  # characters before the first mark
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "ly", "s", "y", "e")
_PLAIN = {
    code: unicodedata.normalize("NFD", chr(code))[0] for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]
}


class Piece(NamedTuple):
    """A part of a passage; `marked` where it is a word of the search."""

    text: str
    marked: bool = False


def passage(text: str, terms: Terms, length: int = LENGTH) -> list[Piece]:
    """The stretch with the most different words of the search, or the beginning where none is found."""
    line = " ".join(text.split())
    marks = _marks(line, terms)
    start = _start(line, marks, length)
    end = min(len(line), start + length)
    if end < len(line):
        end = line.rfind(" ", start, end + 1) if " " in line[start:end] else end
    pieces = list(_cut(line, marks, start, end))
    if start > 0:
        pieces.insert(0, Piece("… "))
    if end < len(line):
        pieces.append(Piece(" …"))
    return pieces


def marked(text: str, terms: Terms) -> list[Piece]:
    """The whole text with the words of the search marked."""
    return list(_cut(text, _marks(text, terms), 0, len(text)))


def root(word: str) -> str:
    """What is left of a word without its ending. Only to mark: what is found is the engine's own."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _marks(line: str, terms: Terms) -> list[tuple[int, int, str]]:
    """Start, end and root of each word of the search."""
    if not terms.words:
        return []
    roots, pattern = _sought(terms.words)
    plain = (line if line.isascii() else line.translate(_PLAIN)).lower()
    if len(plain) != len(
        line
    ):  # a letter that is two in small: nothing is marked rather than the wrong thing
        return []
    found = ((match.start(), match.end(), root(match[0])) for match in pattern.finditer(plain))
    return [mark for mark in found if mark[2] in roots]


@lru_cache
def _sought(words: tuple[str, ...]) -> tuple[frozenset[str], re.Pattern[str]]:
    """The roots of the words, and what may be such a word in a text."""
    roots = frozenset(map(root, words))
    any_of = "|".join(map(re.escape, sorted(roots)))
    return roots, re.compile(rf"\b(?:{any_of})[^\W_]*")


def _start(line: str, marks: list[tuple[int, int, str]], length: int) -> int:
    """Where the stretch begins: at a word, a little before its first mark."""
    best, most = 0, 0
    for number, (first, _end, _root) in enumerate(marks):
        within = {mark[2] for mark in marks[number:] if mark[1] <= first + length - BEFORE}
        if len(within) > most:
            best, most = first, len(within)
    if best <= BEFORE:
        return 0
    return line.find(" ", best - BEFORE, best) + 1 or best


def _cut(line: str, marks: list[tuple[int, int, str]], start: int, end: int) -> Iterator[Piece]:
    at = start
    for first, last, _root in marks:
        if first < at or last > end:
            continue
        if first > at:
            yield Piece(line[at:first])
        yield Piece(line[first:last], marked=True)
        at = last
    if at < end:
        yield Piece(line[at:end])
