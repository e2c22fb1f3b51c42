"""The form that says who signs a statement of support."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import LARGEST, DayField
from audit.forms.plain import PlainWords
from practice.models import Signatory


class SignatoryForm(PlainWords, forms.Form):
    """`base` is the lock of what the person saw; 0 where nobody was named."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("Who has the power to keep the promise, such as the chief executive."),
    )
    post = forms.CharField(label=_("Post"), max_length=200)
    signed_on = DayField(
        label=_("Signed on"),
        required=False,
        help_text=_("Such as 3 April 2026. Leave it empty until it is signed."),
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST)

    @classmethod
    def of(cls, row: Signatory | None, data: Mapping[str, Any] | None) -> SignatoryForm:
        initial: dict[str, Any] = {"base": 0}
        if row is not None:
            initial = {"name": row.name, "post": row.post, "signed_on": row.signed_on, "base": row.lock}
        return cls(data, initial=initial)
