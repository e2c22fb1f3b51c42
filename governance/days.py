"""Arithmetic with calendar days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def when_due(due: date, on: date) -> str:
    """Such as “Due 3 May 2026, in 7 days.”"""
    days = (due - on).days
    words = {"day": date_format(due, "j F Y"), "days": abs(days)}
    if days < 0:
        late = ngettext("Was due %(day)s, %(days)d day ago.", "Was due %(day)s, %(days)d days ago.", -days)
        return late % words
    if days == 0:
        return _("Due today, %(day)s.") % words
    return ngettext("Due %(day)s, in %(days)d day.", "Due %(day)s, in %(days)d days.", days) % words
