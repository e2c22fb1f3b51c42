"""How django-allauth signs people in here: by e-mail and password, without registering themselves."""

from __future__ import annotations

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organisations.models import User
from organisations.services import accounts


class Adapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail address and password do not belong together."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, or choose a new password."),
        "enter_current_password": _("Enter the password that you use now."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers himself: an administrator of the organisation adds people."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        return accounts.password_url_for_key(key)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Keep the password and its line in the log together."""
        if not isinstance(user, User):
            raise TypeError(f"{user!r} is not a person of this register")
        asked = self.request.user
        accounts.set_password(user, password, by=user, reset=asked.pk != user.pk)

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Signing in and out needs no message; the page that follows shows it."""
