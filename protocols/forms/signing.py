"""Forms around a signature: signing, declining or asking for changes, taking it back, entering one from paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import LARGEST, DayField
from audit.forms.plain import PlainWords
from governance.forms.files import CheckedFileField

LONGEST = 2000
DECLINE, CHANGES = "decline", "changes"
ANSWERS = [
    (CHANGES, _("We ask for changes before we sign")),
    (DECLINE, _("We decline to sign this version")),
]


class SignForm(PlainWords, forms.Form):
    """What somebody gives to sign what is shown. `token`, `key` and `round` say what was shown, and which request."""

    confirmed = forms.BooleanField(error_messages={"required": _("Tick the declaration, if it is true.")})
    name = forms.CharField(
        label=_("Your full name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": _("Write your name.")},
    )
    post = forms.CharField(
        label=_("Your post"),
        help_text=_("Such as Director of Public Health"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        error_messages={"required": _("Write your post, such as Director of Public Health.")},
    )
    password = forms.CharField(
        label=_("Your password, once more"),
        help_text=_("It proves that this is you. It counts for five minutes."),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(
            attrs={
                "autocomplete": "current-password",
                "data-sr-password": "",
                "spellcheck": "false",
                "autocapitalize": "none",
            }
        ),
        error_messages={"required": _("Give your password once more.")},
    )
    token = forms.CharField(max_length=200, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)
    round = forms.IntegerField(min_value=1, max_value=LARGEST, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        declaration: str = "",
        asks_password: bool = True,
        initial: Mapping[str, Any] | None = None,
    ) -> None:  # Any: what was typed
        super().__init__(data, initial=dict(initial or {}))
        self.fields["confirmed"].label = declaration or _("I sign this version.")
        if not asks_password:
            del self.fields["password"]


class AnswerForm(PlainWords, forms.Form):
    """Not to sign: to decline, or to ask for changes first."""

    answer = forms.ChoiceField(
        label=_("What do you want to say?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you ask for changes or decline.")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("The lead organisation and the other parties read it."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say why, so that the others can act on it.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, may_decline: bool = True) -> None:
        """`may_decline`: only whoever signs for the organisation declines for it."""
        super().__init__(data)
        field = self.fields["answer"]
        if not may_decline and isinstance(field, forms.ChoiceField):
            field.choices = [choice for choice in ANSWERS if choice[0] != DECLINE]


class PaperForm(PlainWords, forms.Form):
    """A signature on paper, as an officer copies it from there."""

    name = forms.CharField(
        label=_("Name of who signed"),
        max_length=200,
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
        error_messages={"required": _("Copy the name from the paper.")},
    )
    post = forms.CharField(
        label=_("Post of who signed"),
        max_length=200,
        error_messages={"required": _("Copy the post from the paper.")},
    )
    signed_on = DayField(
        label=_("Day on the paper"),
        help_text=_("Such as 3 April 2026"),
        error_messages={"required": _("Copy the day from the paper.")},
    )
    scan = CheckedFileField(
        label=_("Scan of the signed page"),
        help_text=_("A PDF, or a PNG or JPEG picture, 10 MB at most."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        error_messages={
            "required": _("Choose the file with the scan."),
            "empty": _("This file is empty."),
        },
    )
