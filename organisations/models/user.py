from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit import actors
from audit.models import Row

if TYPE_CHECKING:
    from audit.actors import Actor
    from organisations.models.organisation import Organisation


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> UserQuerySet:
        return self.filter(is_active=True)

    def members_of(self, *organisations: Organisation) -> UserQuerySet:
        """Active people who have a role in one of the organisations now or later."""
        today = timezone.localdate()
        here = Q(memberships__organisation__in=organisations)
        lasting = Q(memberships__ends_on=None) | Q(memberships__ends_on__gt=today)
        return self.active().filter(here & lasting).distinct()

    def for_choice(self) -> UserQuerySet:
        return self.order_by("name", "email")


class UserManager(BaseUserManager["User"]):
    """Creates people; everything else is on the queryset."""

    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def active(self) -> UserQuerySet:
        return self.get_queryset().active()

    def members_of(self, *organisations: Organisation) -> UserQuerySet:
        return self.get_queryset().members_of(*organisations)

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """Addresses are kept in lower case throughout, so that one mailbox is one account."""
        return (email or "").strip().lower()

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=self.normalize_email(username))

    def create_user(self, email: str, name: str = "", password: str | None = None) -> User:
        """A new account; without a password it cannot be used to sign in until one is set by mail."""
        user = self.model(email=self.normalize_email(email), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(Row, AbstractBaseUser):
    """A person who may sign in. What they may do comes from their memberships alone."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="email_address_is_lower_case",
                violation_error_message=_("Write the e-mail address in lower case."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    def as_actor(self) -> Actor:
        return actors.person(self)
