"""allauth's forms with our words; what they do is allauth's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise


def _password_rules() -> str:
    return " ".join(password_validators_help_texts())


password_rules = lazy(_password_rules, str)


def _dress(form: forms.Form, words: dict[str, tuple[Words, Words]]) -> None:
    """Give fields a label and a hint; passwords get the button that shows what was typed."""
    for name, (label, hint) in words.items():
        field = form.fields[name]
        field.label, field.help_text = label, hint
        field.widget.attrs.pop("placeholder", None)
        if isinstance(field.widget, forms.PasswordInput):
            field.widget.attrs |= {"data-sr-password": "", "spellcheck": "false", "autocapitalize": "none"}
        else:
            field.widget.attrs |= {
                "autocomplete": "username",
                "spellcheck": "false",
                "autocapitalize": "none",
            }


class SignInForm(allauth.LoginForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, {"login": (_("Work e-mail address"), ""), "password": (_("Password"), "")})
        self.fields["login"].error_messages["required"] = _("Enter your e-mail address.")
        self.fields["password"].error_messages["required"] = _("Enter your password.")


class ResetPasswordForm(allauth.ResetPasswordForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, {"email": (_("Work e-mail address"), "")})
        self.fields["email"].error_messages["required"] = _("Enter your e-mail address.")

    def save(self, request: HttpRequest, **kwargs: object) -> str:
        """Who has no account gets a mail that says so. allauth's own names a page for registering: there is none."""
        if self.users:
            return str(super().save(request, **kwargs))
        email = str(self.cleaned_data["email"])
        get_adapter(request).send_mail("account/email/unknown_account", email, {"request": request})
        return email


class ResetPasswordKeyForm(allauth.ResetPasswordKeyForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _dress(
            self,
            {"password1": (_("New password"), password_rules()), "password2": (_("The same again"), "")},
        )


class ChangePasswordForm(allauth.ChangePasswordForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _dress(
            self,
            {
                "oldpassword": (_("Password that you use now"), ""),
                "password1": (_("New password"), password_rules()),
                "password2": (_("The same again"), ""),
            },
        )


class SetPasswordForm(allauth.SetPasswordForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _dress(
            self,
            {"password1": (_("New password"), password_rules()), "password2": (_("The same again"), "")},
        )
