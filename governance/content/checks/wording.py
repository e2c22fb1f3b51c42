"""Looks for what a text says, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from governance.kinds import SectionText, VersionText
from governance.markdown import plain

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")


@lru_cache(maxsize=512)
def sentences(body: str) -> tuple[str, ...]:
    """Sentences, headings and lines of lists, without the marks of formatting."""
    return tuple(part.strip() for part in _SENTENCE_END.split(plain(body)) if part.strip())


def says(text: VersionText, *patterns: str) -> bool:
    """Whether one sentence of the text matches every pattern, in any order and whatever the case."""
    found = [re.compile(pattern, re.IGNORECASE) for pattern in patterns]
    return any(all(p.search(sentence) for p in found) for sentence, _section in _all(text))


def says_together(text: VersionText, *patterns: str) -> bool:
    """Whether one section matches every pattern, each in any of its sentences."""
    found = [re.compile(pattern, re.IGNORECASE) for pattern in patterns]
    return any(
        all(any(p.search(sentence) for sentence in sentences(section.body)) for p in found)
        for section in text.sections
    )


def _all(text: VersionText) -> Iterator[tuple[str, SectionText]]:
    for section in text.sections:
        for sentence in sentences(section.body):
            yield sentence, section


def section_for(text: VersionText, key: str, heading: str) -> SectionText | None:
    """The section of that key or, in a text that came from elsewhere, of that heading."""
    wanted = heading.casefold()
    return next((s for s in text.sections if s.key == key or s.heading.casefold() == wanted), None)


def place(text: VersionText, key: str) -> str:
    """The key, where the text has such a section; else nothing, for a finding about the whole."""
    return key if any(section.key == key for section in text.sections) else ""
