"""Acts on accounts: inviting by e-mail, passwords, and the log of signing in."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from audit import actors
from audit.acts import act, record
from organisations import events
from organisations.models import Membership, Organisation, User
from organisations.permissions import Can, require
from organisations.services.people import add_member

if TYPE_CHECKING:
    from audit.actors import HasActor

# Failed sign-ins are written at the 1st, 10th, 100th ... try on an address within an hour, and no more than
# this many lines a minute in all: a flood fills a counter, not the log.
FAILURE_WINDOW = 3600
FAILURE_LINES_A_MINUTE = 60
NOBODY = UUID(int=0)  # stands in the log for addresses that belong to no account


@act
def add_person(
    organisation: Organisation,
    *,
    by: HasActor,
    email: str,
    name: str,
    role: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Membership:
    """Give the person behind an e-mail address a role, making the account where there is none yet.

    A new account has no password; its owner gets a mail with a link to choose one. An existing account keeps its
    name. Raises ValidationError for what is no address, and what add_member raises."""
    require(by, Can.MANAGE_PEOPLE, organisation)
    check_address(email)
    person = User.objects.filter(email=User.objects.normalize_email(email)).first()
    if person is None:
        person = User.objects.create_user(email, name)
        record(events.PERSON_ADDED, person, by=by, audience=[organisation])
    membership = add_member(
        person,
        by=by,
        organisation=organisation,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    if not person.has_usable_password():
        transaction.on_commit(lambda: send_welcome(person, organisation), robust=True)
    return membership


def check_address(email: str) -> None:
    """Raises ValidationError for what is no e-mail address."""
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError(
            {"email": _("Enter an e-mail address, such as name@organisation.example.")}
        ) from None


def send_welcome(person: User, organisation: Organisation) -> None:
    """Mail the owner of a new account a link to choose a password."""
    context = {
        "person": person,
        "organisation": organisation,
        "service_name": settings.SERVICE_NAME,
        "url": password_url(person),
        "ask_again": absolute(reverse("account_reset_password")),
    }
    send_mail(
        _("Your account in %(service)s") % {"service": settings.SERVICE_NAME},
        render_to_string("organisations/mail/welcome.txt", context),
        None,
        [person.email],
    )


def password_url(person: User) -> str:
    """The address under which a person chooses a new password; works once and for a limited time."""
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    return password_url_for_key(key)


def password_url_for_key(key: str) -> str:
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return absolute(path.replace("UID-KEY", key))


def absolute(path: str) -> str:
    """A path of ours with the public address in front: never taken from the request's Host header."""
    return f"{str(settings.PUBLIC_BASE_URL).rstrip('/')}{path}"


@act
def set_password(person: User, password: str, *, by: HasActor, reset: bool) -> User:
    """Keep a new password; `reset` when it was chosen through a mailed link. Other sessions end with it."""
    person.set_password(password)
    person.save(update_fields=["password"])
    verb = events.PASSWORD_RESET if reset else events.PASSWORD_CHANGED
    record(verb, person, by=by, audience=_organisations_of(person))
    return person


@act
def note_sign_in(person: User, *, by: HasActor) -> None:
    record(events.PERSON_SIGNED_IN, person, by=by, audience=_organisations_of(person))


@act
def note_sign_out(person: User, *, by: HasActor) -> None:
    record(events.PERSON_SIGNED_OUT, person, by=by, audience=_organisations_of(person))


@act
def note_failed_sign_in(email: str, *, by: HasActor) -> bool:
    """Write that a sign-in failed, in aggregate; returns whether a line was written.

    The same work is done whether or not the address has an account, so that the time taken does not tell."""
    address = User.objects.normalize_email(email)
    person = User.objects.filter(email=address).first()
    target = person or User(pk=NOBODY, name=str(_("no account")))
    audience = _organisations_of(target)
    tries = _count(f"sign-in-failed:{_digest(address)}", FAILURE_WINDOW)
    lines = _count("sign-in-failed-lines", 60) if _is_power_of_ten(tries) else FAILURE_LINES_A_MINUTE + 1
    if lines > FAILURE_LINES_A_MINUTE:
        return False
    record(
        events.PERSON_SIGN_IN_FAILED,
        target,
        by=by,
        audience=audience,
        facts={"tries": tries},
    )
    return True


def sign_in_form() -> actors.Actor:
    """Who acts when nobody has signed in yet."""
    return actors.public_form("sign-in")


def _organisations_of(person: User) -> list[UUID]:
    """Whose auditors may see what this person's account did: the organisations where the person has a role."""
    rows = Membership.objects.current().filter(user_id=person.pk)
    return sorted(set(rows.values_list("organisation_id", flat=True)))


def _count(key: str, seconds: int) -> int:
    """How often this was asked within the window, this time included."""
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two calls
        return 1


def _digest(address: str) -> str:
    return hashlib.sha256(f"{settings.SECRET_KEY}:{address}".encode()).hexdigest()


def _is_power_of_ten(number: int) -> bool:
    return str(number).strip("0") == "1"
