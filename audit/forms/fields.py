"""Days as people write them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

LARGEST = 2**31 - 1  # what a column of whole numbers holds on every engine
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ISO = re.compile(r"\A(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_NUMBERS = re.compile(r"\A(\d{1,2})[ ./-]+(\d{1,2})[ ./-]+(\d{4})\Z")
_WORDS = re.compile(r"\A(?:[a-z]+,? +)?(\d{1,2})(?:st|nd|rd|th)?[ .-]+([a-z]+)\.?,?[ .-]+(\d{4})\Z")
_NEAR = {"today": 0, "tomorrow": 1, "yesterday": -1}


def read_day(text: str) -> date:
    """The day that a text names: 3 April 2026, 3 Apr 2026, 3/4/2026, 2026-04-03, today, tomorrow, yesterday.

    The day comes before the month, as in Britain. Raises ValueError for anything else and for a day that is not.
    """
    words = " ".join(text.split()).lower()
    if words in _NEAR:
        return timezone.localdate() + timedelta(days=_NEAR[words])
    if found := _ISO.match(words):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.match(words):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if found := _WORDS.match(words):
        return date(int(found[3]), _month(found[2]), int(found[1]))
    raise ValueError(text)


def _month(word: str) -> int:
    """The month of a name or of its first three letters or more. Raises ValueError for a word that is none."""
    start = "sep" if word == "sept" else word
    found = [number for number, name in enumerate(_MONTHS, start=1) if name.startswith(start)]
    if len(start) < 3 or not found:
        raise ValueError(word)
    return found[0]


class DayField(forms.DateField):
    """A day in one text box, read as `read_day` does and shown as 3 April 2026."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Enter a day such as 3 April 2026, or 3/4/2026."),
    }

    def __init__(self, **options: Any) -> None:  # Any: the options of any field
        super().__init__(**options)
        self.widget.attrs.setdefault("autocomplete", "off")
        self.widget.attrs.setdefault("class", "govuk-input--width-10")

    def prepare_value(self, value: Any) -> Any:  # Any: what was typed, or a day
        """In words also where an address names the day as 2026-04-03."""
        if isinstance(value, str) and _ISO.match(value.strip()):
            with suppress(ValueError):
                value = read_day(value)
        return date_format(value, "j F Y") if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            return read_day(str(value))
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except forms.ValidationError:
            return True
