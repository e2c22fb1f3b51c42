"""The ranges in which the versions of a document were in force, as a bar to scale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.models import DocumentVersion
from governance.models.version import Standing

TAIL = 0.08  # of the whole length, for what goes on beyond the last day that is drawn
WIDE, MIDDLE, NARROW = 22.0, 11.0, 4.5  # from these widths (in percent) on, a range has room for words
GAP = 0.25  # percent between two ranges


@dataclass(frozen=True)
class Range:
    """One version's part of the bar: `x` and `width` in percent, as an SVG attribute takes them."""

    number: str
    first: date
    last: date | None
    standing: Standing
    x: str
    width: str
    room: str

    @property
    def label(self) -> str:
        if self.standing is Standing.IN_FORCE and self.room in ("wide", "middle"):
            return _("%(number)s in force") % {"number": self.number}
        if self.standing is Standing.ENDED and self.room in ("wide", "middle"):
            return _("%(number)s ended") % {"number": self.number}
        return self.number

    @property
    def sentence(self) -> str:
        named = {"number": self.number, "first": _day(self.first), "last": _day(self.last)}
        if self.standing is Standing.SCHEDULED:
            return _("Version %(number)s takes effect on %(first)s.") % named
        if self.standing is Standing.IN_FORCE:
            return _("Version %(number)s has been in force since %(first)s.") % named
        if self.standing is Standing.ENDED:
            return _("Version %(number)s was in force from %(first)s to %(last)s, when it ended.") % named
        return _("Version %(number)s was in force from %(first)s to %(last)s.") % named


@dataclass(frozen=True)
class Bar:
    ranges: tuple[Range, ...]

    @property
    def sentence(self) -> str:
        """All that the bar shows, for people who hear the page."""
        return " ".join(found.sentence for found in self.ranges)


def bar_of(versions: Iterable[DocumentVersion], today: date) -> Bar | None:
    """None where nothing was ever in force. No query."""
    found = [(v.effective_from, v.effective_to, v) for v in versions if v.effective_from is not None]
    found = [item for item in found if item[0] != item[1]]
    if not found:
        return None
    found.sort(key=lambda item: (item[0], item[2].major, item[2].minor))
    first = found[0][0]
    last = max(today, *(begin for begin, _end, _version in found), *(end for _b, end, _v in found if end))
    days = max((last - first).days, 1)
    whole = days * (1 + TAIL)
    ranges = []
    for begin, end, version in found:
        x = 100 * (begin - first).days / whole
        until = 100.0 if end is None else 100 * (end - first).days / whole
        ranges.append(_range(version, begin, end, x, max(until - x - GAP, 0.5), today))
    return Bar(tuple(ranges))


def _range(
    version: DocumentVersion, begin: date, end: date | None, x: float, width: float, today: date
) -> Range:
    room = (
        "wide" if width >= WIDE else "middle" if width >= MIDDLE else "narrow" if width >= NARROW else "none"
    )
    last = end - timedelta(days=1) if end else None
    return Range(version.number, begin, last, version.standing(today), f"{x:.2f}%", f"{width:.2f}%", room)


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
