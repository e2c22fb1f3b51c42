"""What a control block says, on the page and in print alike; of a row as it is now, or as its history kept it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from governance.kinds import Publication


class Judged(Protocol):
    """A version, a history row of one, or one approval of several."""

    @property
    def approved_as(self) -> str: ...
    @property
    def approved_at(self) -> datetime | None: ...
    @property
    def approved_forum(self) -> str: ...
    @property
    def waiver(self) -> str: ...


class Decided(Protocol):
    """A document, or a history row of one."""

    publication: str
    publication_reason: str


def day(on: date | None) -> str:
    return formats.date_format(on, "j F Y") if on else ""


def language(code: str) -> str:
    """The language's name; its code where the register does not offer it."""
    return str(dict(settings.LANGUAGES).get(code, code))


def approval(row: Judged) -> str:
    """Who approved it, in which office, and when; nothing where nobody did."""
    if row.approved_at is None:
        return ""
    words = {
        "who": row.approved_as,
        "day": day(timezone.localdate(row.approved_at)),
        "forum": row.approved_forum,
    }
    if row.approved_forum:
        return _("%(who)s, on %(day)s, at %(forum)s") % words
    return _("%(who)s, on %(day)s") % words


def approvals(row: Judged, given: Sequence[Judged]) -> str:
    """Everybody who approved it; of a version that one person approved, or that is older than rounds, as `approval`."""
    if row.approved_at is None or len(given) < 2:
        return approval(row)
    return "; ".join(approval(each) for each in given)


def approvers(approved_as: str, given: Sequence[Judged]) -> str:
    """Their names with their offices, as one line."""
    return "; ".join(each.approved_as for each in given) if len(given) > 1 else approved_as


def waiver(row: Judged) -> str:
    if not row.waiver:
        return ""
    return _("The person who submitted this version also approved it. Reason: %(reason)s") % {
        "reason": row.waiver
    }


def publication(row: Decided) -> str:
    """What was decided about publishing it, with the reason."""
    words = str(Publication(row.publication).label)
    return f"{words}. {row.publication_reason}" if row.publication_reason else words
