"""Forms for letting one person from outside read or approve one document."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import DayField
from audit.forms.plain import PlainWords
from organisations.models import User
from organisations.permissions import GRANT_PERMISSIONS


class GrantForm(PlainWords, forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Of a person who has an account here, in any organisation."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter the person’s e-mail address."),
            "invalid": _("Enter an e-mail address such as name@example.org."),
        },
    )
    codename = forms.ChoiceField(
        label=_("What may this person do?"),
        choices=GRANT_PERMISSIONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what this person may do.")},
    )
    until = DayField(
        label=_("Last day"), required=False, help_text=_("Leave it empty if there is no end yet.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        address = cleaned.get("email")
        if address:
            cleaned["person"] = User.objects.active().filter(email=address.lower()).first()
            if cleaned["person"] is None:
                self.add_error(
                    "email",
                    _(
                        "Nobody with this address has an account. Their organisation’s administrator can add them."
                    ),
                )
        return cleaned

    def clean_until(self) -> Any:  # Any: a day or nothing
        until = self.cleaned_data["until"]
        if until is not None and until < timezone.localdate():
            raise forms.ValidationError(_("Access can end today or later, not in the past."))
        return until
