"""What is known of a Word file once it was read, and what may become of each of its parts."""

from __future__ import annotations

from typing import TypedDict

OWN, JOIN, LEAVE_OUT = "own", "join", "out"  # beside the key of a section of the kind


class Part(TypedDict):
    """What stands under one heading. `added`: the heading is ours. `place` is the section that it is most like."""

    heading: str
    body: str
    added: bool
    words: int
    place: str


class WordReport(TypedDict):
    """`counts` says what was found besides text, by the words of `governance.files.word`; `lists` how many parts
    have numbered lists in several pieces; `missing` which words of the file stand nowhere."""

    title: str
    parts: list[Part]
    words: int
    counts: dict[str, int]
    lists: int
    numbers: int
    missing: list[str]
    missing_count: int
