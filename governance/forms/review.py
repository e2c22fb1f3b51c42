"""Forms for review and publication: sending in, deciding, publishing, taking back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import LARGEST, DayField
from audit.forms.plain import PlainWords
from governance.models.version import Grade

APPROVE, CHANGES = "approve", "changes"
TODAY, ON_A_DAY = "today", "day"
LONGEST = 2000
_TOO_LONG = _("This can have 2,000 characters. Shorten it.")


def _sentences(
    label: Any, required: str, **options: Any
) -> forms.CharField:  # Any: lazy words and field options
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": required, "max_length": _TOO_LONG},
        **options,
    )


class SubmitForm(PlainWords, forms.Form):
    change_summary = _sentences(
        _("What changed, and why?"),
        str(_("Say what changed and why.")),
        help_text=_(
            "Two or three sentences. Approvers read them first, and the version history prints them."
        ),
    )
    grade = forms.ChoiceField(
        label=_("How much does it change?"),
        help_text=_(
            "Only a material change asks people to read it again, and parties to sign it again. If you are not "
            "sure, choose material."
        ),
        choices=Grade.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how much it changes.")},
    )
    due_on = DayField(
        label=_("Approve by"),
        help_text=_("Leave it empty for the time that your organisation’s rule gives, if it gives one."),
        required=False,
    )

    def clean_due_on(self) -> Any:  # Any: a day or nothing
        due_on = self.cleaned_data["due_on"]
        if due_on is not None and due_on < timezone.localdate():
            raise forms.ValidationError(_("The approval can be due today or later, not in the past."))
        return due_on


class ReasonForm(PlainWords, forms.Form):
    reason = _sentences(_("Reason"), str(_("Give a reason.")))

    @classmethod
    def asking(cls, data: Any, label: Any, help_text: Any, required: Any) -> ReasonForm:  # Any: lazy words
        form = cls(data)
        field = form.fields["reason"]
        field.label, field.help_text = label, help_text
        field.error_messages["required"] = required
        return form


class DecisionForm(PlainWords, forms.Form):
    """Approve, or ask for changes with a reason. Who can approve in several capacities says in which."""

    needed_by_choice = ("reason", "capacity")

    decision = forms.ChoiceField(
        label=_("What is your decision?"),
        choices=[(APPROVE, _("Approve")), (CHANGES, _("Ask for changes"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether to approve or to ask for changes.")},
    )
    capacity = forms.ChoiceField(
        label=_("In which capacity do you approve?"), required=False, widget=forms.RadioSelect
    )
    forum = forms.CharField(
        label=_("Meeting and minute"),
        help_text=_("Where it was approved, such as “Cabinet, 14 October 2026, minute 7”. It is printed."),
        max_length=200,
        required=False,
        error_messages={"max_length": _("This can have 200 characters. Shorten it.")},
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _TOO_LONG},
    )
    reason = forms.CharField(
        label=_("What needs to change?"),
        help_text=_("The author reads this on top of the draft."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": _TOO_LONG},
    )
    lock = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST)

    def __init__(
        self, *args: Any, capacities: Sequence[tuple[str, str]] = (), **options: Any
    ) -> None:  # Any: those of any form
        """`capacities`: the ways in which the person could approve; asked for where there are several."""
        super().__init__(*args, **options)
        vars(self.fields["reason"])["asked_by"] = "decision"
        capacity = self.fields["capacity"]
        vars(capacity)["asked_by"] = "decision"
        if isinstance(capacity, forms.ChoiceField):
            capacity.choices = list(capacities)
        if len(capacities) < 2:
            del self.fields["capacity"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        asks = cleaned.get("decision") == CHANGES
        if asks and "reason" not in self.errors and not str(cleaned.get("reason", "")).strip():
            self.add_error("reason", _("Say what needs to change, so that the author can act on it."))
        asks_how = cleaned.get("decision") == APPROVE and "capacity" in self.fields
        if asks_how and "capacity" not in self.errors and not cleaned.get("capacity"):
            self.add_error("capacity", _("Choose in which capacity you approve."))
        return cleaned

    @property
    def approves(self) -> bool:
        return bool(self.cleaned_data["decision"] == APPROVE)


class PublishForm(PlainWords, forms.Form):
    needed_by_choice = ("effective_from",)

    when = forms.ChoiceField(
        label=_("When does it take effect?"),
        choices=[(TODAY, _("Today")), (ON_A_DAY, _("On another day"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when it takes effect.")},
    )
    effective_from = DayField(
        label=_("Day"), required=False, help_text=_("Such as 3 April 2026. A past day may be given, too.")
    )
    next_review_on = DayField(label=_("Next review"), required=False)
    confirmed_open = forms.BooleanField(
        label=_("I mean to show this OFFICIAL-SENSITIVE text to everyone"),
        error_messages={
            "required": _("Confirm that you mean to show this OFFICIAL-SENSITIVE text to everyone.")
        },
    )

    confirmed_new = forms.BooleanField(
        label=_("The public may read what is new"),
        error_messages={
            "required": _("Say that the public may read what is new in this version, or withhold it.")
        },
    )

    def __init__(
        self, *args: Any, asks_about_all: bool = False, asks_about_new: bool = False, **options: Any
    ) -> None:  # Any: those of any form
        """`asks_about_all`: the text is sensitive and everyone will be able to read it; `asks_about_new`: parts are
        withheld, and others are new."""
        super().__init__(*args, **options)
        vars(self.fields["effective_from"])["asked_by"] = "when"
        if not asks_about_all:
            del self.fields["confirmed_open"]
        if not asks_about_new:
            del self.fields["confirmed_new"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("when") == TODAY:
            cleaned["effective_from"] = timezone.localdate()
            self.errors.pop("effective_from", None)  # what stands in the field beside it was not chosen
        elif (
            cleaned.get("when") and "effective_from" not in self.errors and not cleaned.get("effective_from")
        ):
            self.add_error("effective_from", _("Enter the day on which it takes effect."))
        return cleaned
