"""Periods as people write them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from protocols.duration import in_words, is_period, read_period


class PeriodField(forms.CharField):
    """A period in one text box, such as “2 years and 6 months”; cleans to ISO 8601, such as P2Y6M."""

    default_error_messages = {"invalid": _("Enter a period such as “2 years” or “18 months”.")}

    def __init__(self, **options: Any) -> None:  # Any: the options of any field
        super().__init__(max_length=60, **options)
        self.widget.attrs.setdefault("autocomplete", "off")
        self.widget.attrs.setdefault("class", "govuk-input--width-10")

    def prepare_value(self, value: Any) -> Any:  # Any: what was typed, or a period
        return in_words(value) if isinstance(value, str) and is_period(value) else value

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return ""
        try:
            return read_period(text)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
