"""Forms for changes to many documents at once: which, what to set, and the confirmation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import DayField
from audit.forms.plain import PlainWords
from governance.stamps import MOST
from organisations.forms.people import PersonChoiceField
from organisations.models import Organisation, User

Words = Mapping[str, Any] | None  # a QueryDict, or the like of it


class ReferencesField(forms.MultipleChoiceField):
    """References as they were sent; which of them stand for a document that the person may see, the view asks."""

    def valid_value(self, value: str) -> bool:
        return True


class ChosenForm(PlainWords, forms.Form):
    """The references of the documents, each once, in the order in which they were chosen."""

    document = ReferencesField(
        widget=forms.MultipleHiddenInput,
        error_messages={"required": _("Choose at least one document in the list.")},
    )

    def clean_document(self) -> list[str]:
        found = list(dict.fromkeys(self.cleaned_data["document"]))
        if len(found) > MOST:
            raise ValidationError(_("Choose at most %(most)d documents at once.") % {"most": MOST})
        return found


class OwnerForm(PlainWords, forms.Form):
    """To whom the documents are given: people with a role in one of their organisations."""

    name = "owner"
    owner = PersonChoiceField(
        label=_("New owner"),
        help_text=_("Answers for the documents and is told when their reviews are due."),
        queryset=User.objects.none(),
        empty_label=_("Choose a person"),
        error_messages={"required": _("Choose who owns these documents.")},
    )

    def __init__(self, data: Words, organisations: Iterable[Organisation]) -> None:
        super().__init__(data)
        choice = self.fields["owner"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = User.objects.members_of(*organisations).for_choice()


class ReviewDayForm(PlainWords, forms.Form):
    name = "next_review_on"
    next_review_on = DayField(
        label=_("Next review"),
        help_text=_("A day after today, such as 3 April 2027. The documents stay in force meanwhile."),
        error_messages={"required": _("Enter the day of the next review.")},
    )

    def clean_next_review_on(self) -> Any:  # Any: a day
        day = self.cleaned_data["next_review_on"]
        if day <= timezone.localdate():
            raise ValidationError(_("The next review must come after today."))
        return day


class ConfirmForm(PlainWords, forms.Form):
    """`seen`: the stamp of what the person looked at."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ConfirmReviewForm(ConfirmForm):
    reason = forms.CharField(
        label=_("Why is the review on that day?"),
        help_text=_("It stands in the history of each document."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Say why the review is on another day."),
            "max_length": _("This can have 2,000 characters. Shorten it."),
        },
    )
    field_order = ("reason", "seen")
