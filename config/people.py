"""Looks up who is signed in, with what every page shows of that person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import OuterRef

from governance.models.notification import unread_of
from organisations.models import User

if TYPE_CHECKING:
    from uuid import UUID


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """As allauth's, but a person knows how many notifications are unread: `unread_notifications`.

    Every request asks for the person anyway, so that the bar on top of each page needs no query of its own.
    """

    def get_user(self, user_id: UUID) -> User | None:
        people = User.objects.active().annotate(unread_notifications=unread_of(OuterRef("pk")))
        return people.filter(pk=user_id).first()
