"""Forms for reviews of what is in force: record what one found, or ask for one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import DayField
from audit.forms.plain import PlainWords
from governance.models.periodic_review import Cause, Outcome

LONGEST = 2000
_TOO_LONG = _("This can have 2,000 characters. Shorten it.")


class RecordReviewForm(PlainWords, forms.Form):
    """`seen` is what the person looked at, as `as_it_stands` says it."""

    outcome = forms.ChoiceField(
        label=_("What did the review find?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the review found.")},
    )
    note = forms.CharField(
        label=_("What needs to change, or what you looked at"),
        help_text=_("Needed where something must change. It is kept with the review."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _TOO_LONG},
    )
    next_review_on = DayField(
        label=_("Next review"),
        error_messages={"required": _("Enter the day of the next review.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @classmethod
    def asking(cls, data: Mapping[str, Any] | None, *, following: date, seen: str) -> RecordReviewForm:
        return cls(data, initial={"next_review_on": following, "seen": seen})


class CallReviewForm(PlainWords, forms.Form):
    cause = forms.ChoiceField(
        label=_("Why does it need a review?"),
        choices=[choice for choice in Cause.choices if choice[0] != Cause.CYCLE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why it needs a review.")},
    )
    reason = forms.CharField(
        label=_("What happened?"),
        help_text=_(
            "So that the reviewer knows what to look at. Do not name people whom the information is about."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Say what happened, so that the reviewer knows what to look at."),
            "max_length": _TOO_LONG,
        },
    )
    due_on = DayField(
        label=_("Review it by"),
        help_text=_("The document stays in force meanwhile."),
        error_messages={"required": _("Enter the day by which it is to be reviewed.")},
    )
