"""Puts two texts that grew from one together, line by line: nothing that either wrote is dropped.

Where one side alone changed a place, its text is taken. Where both did, both stand there under a line in square
brackets, which the completeness checks find as long as it is left in.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple


class Mark(NamedTuple):
    """The lines that stand above and below a place where both sides changed the text."""

    theirs: str
    mine: str
    end: str


def combine(base: str | None, theirs: str, mine: str, mark: Mark) -> str:
    """`base` is the text that both began from; where it is not known, every difference counts as changed by both."""
    ours, other = mine.split("\n"), theirs.split("\n")
    if base is None:
        return "\n".join(_two_ways(other, ours, mark))
    return "\n".join(_three_ways(base.split("\n"), other, ours, mark))


def _two_ways(theirs: list[str], mine: list[str], mark: Mark) -> list[str]:
    out: list[str] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes():
        out += theirs[i1:i2] if tag == "equal" else _both(theirs[i1:i2], mine[j1:j2], mark)
    return out


def _three_ways(base: list[str], theirs: list[str], mine: list[str], mark: Mark) -> list[str]:
    out: list[str] = []
    b = t = m = 0
    for b_next, t_next, m_next, size in _common(base, theirs, mine):
        out += _place(base[b:b_next], theirs[t:t_next], mine[m:m_next], mark)
        out += base[b_next : b_next + size]
        b, t, m = b_next + size, t_next + size, m_next + size
    return out


def _place(base: list[str], theirs: list[str], mine: list[str], mark: Mark) -> list[str]:
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    return _both(theirs, mine, mark)


def _both(theirs: list[str], mine: list[str], mark: Mark) -> list[str]:
    if not any(line.strip() for line in mine):
        return theirs or mine
    if not any(line.strip() for line in theirs):
        return mine
    return [mark.theirs, "", *theirs, "", mark.mine, "", *mine, "", mark.end]


def _common(base: list[str], theirs: list[str], mine: list[str]) -> list[tuple[int, int, int, int]]:
    """Runs of lines that all three share, as places in each and a length; the last is the end of all."""
    in_theirs = _matches(base, theirs)
    in_mine = _matches(base, mine)
    runs: list[tuple[int, int, int, int]] = []
    for place in sorted(in_theirs.keys() & in_mine.keys()):
        here = (place, in_theirs[place], in_mine[place])
        if runs and here == tuple(start + runs[-1][3] for start in runs[-1][:3]):
            runs[-1] = (*runs[-1][:3], runs[-1][3] + 1)
        else:
            runs.append((*here, 1))
    return [*runs, (len(base), len(theirs), len(mine), 0)]


def _matches(base: list[str], other: list[str]) -> dict[int, int]:
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + n: block.b + n for block in blocks for n in range(block.size)}
