"""What changed between two versions of an agreement, in sentences and in a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from governance.rows import FieldChange

WHOLE = 160  # characters of a value that is given whole
AROUND = 4  # words that stay on either side of what differs in a longer one
WORDS = 40  # ... and at most of what differs


@dataclass(frozen=True)
class Difference:
    """A line of the table: a field, or a row that came or went; `before` or `after` is empty where there was none."""

    what: str
    before: str
    after: str


def sentences(changes: Iterable[FieldChange]) -> list[str]:
    """One for each field, one for each row that came or went."""
    return [sentence for group in _groups(changes) for sentence in _told(group)]


def differences(changes: Iterable[FieldChange]) -> list[Difference]:
    found = []
    for group in _groups(changes):
        first = group[0]
        if _came(group):
            found.append(Difference(first.heading, "", _whole(change.after for change in group)))
        elif _went(group):
            found.append(Difference(first.heading, _whole(change.before for change in group), ""))
        else:
            found += [
                Difference(f"{c.row}: {c.label}" if c.row else c.label, c.before, c.after) for c in group
            ]
    return found


def _groups(changes: Iterable[FieldChange]) -> Iterator[Sequence[FieldChange]]:
    """The changes of one row stand together."""
    for _key, group in groupby(changes, key=lambda change: (change.heading, change.row)):
        yield list(group)


def _came(group: Sequence[FieldChange]) -> bool:
    """The row was not there before: the field by which it is called is new."""
    return not group[0].before and _names(group[0].after, group[0].row)


def _went(group: Sequence[FieldChange]) -> bool:
    return not group[0].after and _names(group[0].before, group[0].row)


def _names(value: str, row: str) -> bool:
    """Whether a value is what the row is called by; behind it may stand what tells it from another one."""
    return bool(value) and (row == value or row.startswith(f"{value} ("))


def _whole(values: Iterable[str]) -> str:
    """“Northport Trust (Receives, Controller)”."""
    name, *rest = [value for value in values if value]
    return f"{name} ({', '.join(rest)})" if rest else name


def _told(group: Sequence[FieldChange]) -> Iterator[str]:
    heading = group[0].heading
    if _came(group):
        whole = _whole(change.after for change in group)
        yield _("New under “%(heading)s”: %(row)s.") % {"heading": heading, "row": whole}
    elif _went(group):
        whole = _whole(change.before for change in group)
        yield _("No longer under “%(heading)s”: %(row)s.") % {"heading": heading, "row": whole}
    else:
        yield from (_short(change).sentence for change in group)


def _short(change: FieldChange) -> FieldChange:
    """Of a long text only what differs, with a few words around it."""
    if max(len(change.before), len(change.after)) <= WHOLE:
        return change
    before, after = change.before.split(), change.after.split()
    ahead = _common(before, after)
    behind = _common(before[ahead:][::-1], after[ahead:][::-1])
    return replace(change, before=_middle(before, ahead, behind), after=_middle(after, ahead, behind))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


def _middle(words: Sequence[str], ahead: int, behind: int) -> str:
    if not words:
        return ""
    start, end = max(ahead - AROUND, 0), min(len(words) - behind + AROUND, len(words))
    shown = Truncator(" ".join(words[start:end])).words(WORDS)
    return f"{'… ' if start else ''}{shown}{' …' if end < len(words) and not shown.endswith('…') else ''}"
