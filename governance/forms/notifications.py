"""Forms of notifications: which to list, which are read, and when to hear by e-mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import OUT_OF_DATE, PlainWords
from governance.models.notification import Delivery, Topic
from organisations.forms.paging import LARGEST


class NotificationFilter(PlainWords, forms.Form):
    """Which notifications to list; all of it comes from the address."""

    topic = forms.ChoiceField(
        label=_("About"),
        required=False,
        choices=[("", _("Everything")), *Topic.choices],
        error_messages={"invalid_choice": _("Nothing is told about that. Choose from the list.")},
    )
    unread = forms.BooleanField(label=_("Unread only"), required=False)

    @property
    def in_use(self) -> list[str]:
        """Names of the filters that the address sets."""
        return [name for name in self.fields if self.data.get(name)]


class ReadForm(PlainWords, forms.Form):
    """The one that is read, or the last of all that are."""

    key = forms.IntegerField(required=False, min_value=1, max_value=LARGEST, widget=forms.HiddenInput)
    until = forms.IntegerField(required=False, min_value=1, max_value=LARGEST, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and cleaned.get("key") is None and cleaned.get("until") is None:
            raise ValidationError(OUT_OF_DATE)
        return cleaned


class DeliveryField(forms.ChoiceField):
    widget = forms.RadioSelect
    hints = {
        Delivery.NOW.value: _("An e-mail within minutes, whenever something new waits for you."),
        Delivery.DAILY.value: _("One e-mail at 7 in the morning, if something new waits for you."),
        Delivery.OFF.value: _("No e-mail. Look at your notifications here from time to time."),
    }


class DeliveryForm(PlainWords, forms.Form):
    """When to hear by e-mail."""

    delivery = DeliveryField(
        label=_("When do you want to hear by e-mail?"),
        choices=Delivery.choices,
        error_messages={
            "required": _("Choose when you want to hear by e-mail."),
            "invalid_choice": _("Choose when you want to hear by e-mail."),
        },
    )
