"""Forms of who is invited, and of who invites."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords
from protocols.lasting import INVITATION, LONGEST_INVITATION
from protocols.statements import DECLARATIONS, Kind

CODE = {
    "label": _("The code from our e-mail"),
    "help_text": _("Six digits. Only the newest counts."),
    "max_length": 20,
    "widget": forms.TextInput(
        attrs={
            "class": "govuk-input--width-5",
            "inputmode": "numeric",
            "autocomplete": "one-time-code",
            "spellcheck": "false",
        }
    ),
}
LONGEST = 2000


class InviteForm(PlainWords, forms.Form):
    """Whom to ask for a signature by e-mail."""

    name = forms.CharField(
        label=_("Name of the person"),
        max_length=200,
        error_messages={"required": _("Write the name of the person whom you invite.")},
    )
    address = forms.EmailField(
        label=_("Work e-mail address"),
        help_text=_("The link goes there alone. You do not see it."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write the e-mail address of the person whom you invite.")},
    )
    days = forms.IntegerField(
        label=_("Days until the link expires"),
        initial=INVITATION.days,
        min_value=1,
        max_value=LONGEST_INVITATION,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )


class CodeForm(PlainWords, forms.Form):
    """Proves the mailbox."""

    code = forms.CharField(**CODE, error_messages={"required": _("Type the code from our e-mail.")})  # type: ignore[arg-type]


class WhoForm(PlainWords, forms.Form):
    """Who answers: name and post; and a code again, where the last one was given some time ago."""

    name = forms.CharField(
        label=_("Your name"), max_length=200, error_messages={"required": _("Write your name.")}
    )
    post = forms.CharField(
        label=_("Your post"),
        help_text=_("Such as Director of Public Health."),
        max_length=200,
        error_messages={"required": _("Write your post, such as Director of Public Health.")},
    )


class SignForm(WhoForm):
    """`token` says what was shown, `key` names the request, so that it counts once."""

    agreed = forms.BooleanField(error_messages={"required": _("Confirm the declaration.")})
    code = forms.CharField(**CODE, error_messages={"required": _("Ask for a new code, and type it here.")})  # type: ignore[arg-type]
    token = forms.CharField(widget=forms.HiddenInput, max_length=200)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        declaration: str = "",
        needs_code: bool = True,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields["agreed"].label = declaration or str(DECLARATIONS[Kind.SIGNATURE])
        if not needs_code:
            del self.fields["code"]


class QuestionForm(PlainWords, forms.Form):
    """A question or a comment, which is no answer to the version."""

    name = forms.CharField(
        label=_("Your name"), max_length=200, error_messages={"required": _("Write your name.")}
    )
    text = forms.CharField(
        label=_("Your question or comment"),
        help_text=_("Name nobody whom the sharing is about."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write your question or comment.")},
    )


class AnswerForm(PlainWords, forms.Form):
    """What the lead says to a question."""

    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("Who asked reads it on the page of their invitation."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write your answer.")},
    )


class ReasonedForm(WhoForm):
    """An answer other than a signature."""

    reason = forms.CharField(label=_("Why?"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        label: Any = "",  # Any: lazy words
        required: Any = "",
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        if label:
            self.fields["reason"].label = label
        if required:
            self.fields["reason"].error_messages["required"] = str(required)
