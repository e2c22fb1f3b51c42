"""Forms of the public check."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords


class CodeForm(PlainWords, forms.Form):
    code = forms.CharField(
        label=_("Short code"),
        help_text=_("Four groups of four, on the last pages of the signed copy."),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "spellcheck": "false"}),
        error_messages={"required": _("Type the short code.")},
    )


class CompareForm(PlainWords, forms.Form):
    file = forms.FileField(
        label=_("The file that you have"),
        help_text=_("It is compared and not kept."),
        error_messages={
            "required": _("Choose the file that you want to compare."),
            "empty": _("The file is empty. Choose another."),
        },
    )
