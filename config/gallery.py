"""What the gallery of components shows."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.forms.fields import DayField
from audit.forms.plain import PlainWords

SIZES = [
    ("1", gettext_lazy("One person")),
    ("2", gettext_lazy("A family")),
    ("3", gettext_lazy("Many people")),
]


class SampleForm(PlainWords, forms.Form):
    """One field of each kind."""

    address = forms.EmailField(
        label=gettext_lazy("Work e-mail address"),
        error_messages={"required": gettext_lazy("Enter your e-mail address.")},
    )
    received = DayField(
        label=gettext_lazy("When was it received?"), help_text=gettext_lazy("For example 3 April 2026")
    )
    why = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=SIZES)
    size = forms.ChoiceField(label=gettext_lazy("About whom?"), choices=SIZES, widget=forms.RadioSelect)
    several = forms.MultipleChoiceField(
        label=gettext_lazy("Also about"), choices=SIZES, widget=forms.CheckboxSelectMultiple, required=False
    )
    sure = forms.BooleanField(label=gettext_lazy("I have read it"))


def samples() -> dict[str, object]:
    """Tags with their colour, messages with theirs, filter chips."""
    return {
        "tags": [
            (_("Draft"), "grey"),
            (_("In review"), "blue"),
            (_("Approved"), "turquoise"),
            (_("Signing"), "yellow"),
            (_("In force"), "green"),
            (_("Review due"), "orange"),
            (_("12 days overdue"), "red"),
            (_("Superseded"), "outline"),
            (_("Missing"), "outline"),
            (_("Health"), "purple"),
        ],
        "chips": [
            {"text": _("In force"), "href": "?"},
            {"text": _("Keeping children safe"), "href": "?"},
        ],
    }
