"""Periods as ISO 8601 writes them, such as P3Y9M27D, and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_PERIOD = re.compile(r"\AP(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?\Z")


def is_period(text: str) -> bool:
    """Whole years, months, weeks and days; no hours, and at least one of them."""
    return _PERIOD.match(text) is not None


def in_words(text: str) -> str:
    """P3Y9M27D as “3 years, 9 months and 27 days”; another text as it is."""
    match = _PERIOD.match(text)
    if match is None:
        return text
    parts = list(_parts(*(int(part or 0) for part in match.groups())))
    if not parts:
        return _("no time at all")
    last = str(_("and"))
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def _parts(years: int, months: int, weeks: int, days: int) -> Iterator[str]:
    if years:
        yield ngettext("%(n)d year", "%(n)d years", years) % {"n": years}
    if months:
        yield ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    if weeks:
        yield ngettext("%(n)d week", "%(n)d weeks", weeks) % {"n": weeks}
    if days:
        yield ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def days_of(text: str) -> int:
    """How long a period is, near enough to tell which of two is longer: a year counts as 365 days, a month as 30.

    Twelve months are a year. Raises ValueError for what is no period."""
    match = _PERIOD.match(text)
    if match is None:
        raise ValueError(f"not a period: {text!r}")
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    years, months = years + months // 12, months % 12
    return years * 365 + months * 30 + weeks * 7 + days


_UNITS = {"y": "Y", "m": "M", "w": "W", "d": "D"}
_WORDS = re.compile(r"(\d{1,4})\s*(years?|yrs?|months?|weeks?|days?|[ymwd])\b")


def read_period(text: str) -> str:
    """The ISO 8601 period that a text names: “2 years and 6 months” is P2Y6M. Raises ValueError for anything else."""
    words = " ".join(text.casefold().replace(",", " ").split())
    if is_period(words.upper()):
        return words.upper()
    found = _WORDS.findall(words)
    rest = _WORDS.sub("", words).replace("and", "").strip()
    amounts = {_UNITS[unit[0]]: int(number) for number, unit in found}
    if not found or rest or len(amounts) < len(found):
        raise ValueError(text)
    return "P" + "".join(f"{amounts[unit]}{unit}" for unit in "YMWD" if unit in amounts)
