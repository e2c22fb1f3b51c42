"""Who has which section open: told to colleagues, never in anybody's way. No act, no line in the log."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone

from governance.models import DocumentVersion, Presence, Section
from organisations.models import User

RECENT = timedelta(minutes=2)
FORGOTTEN = timedelta(hours=1)
logger = logging.getLogger(__name__)


def beat(section: Section, person: User) -> None:
    """Notes that the person is in the section now. Whatever goes wrong with that, the editor opens all the same."""
    try:
        with transaction.atomic():
            Presence.objects.bulk_create(
                [Presence(section=section, person=person, seen_at=timezone.now())],
                update_conflicts=True,
                unique_fields=["section", "person"],
                update_fields=["seen_at"],
            )
    except DatabaseError:
        logger.warning("The presence of somebody in a section could not be noted")


def leave(section: Section, person: User) -> None:
    """The person is done with the section, and nobody need be told otherwise."""
    Presence.objects.filter(section=section, person=person).delete()


def others_in(version: DocumentVersion, person: User) -> list[Presence]:
    """Who else was active in a section of a draft within two minutes, the last active first. One query."""
    recent = Presence.objects.filter(section__version=version, seen_at__gte=timezone.now() - RECENT)
    return list(recent.exclude(person=person).select_related("person").order_by("-seen_at", "pk"))


def is_old() -> bool:
    """Whether there is anything to forget."""
    return Presence.objects.filter(seen_at__lt=timezone.now() - FORGOTTEN).exists()


def forget_old() -> int:
    """Forgets what is of no use any more; a periodic job asks for it. Returns how much that was."""
    gone, _each = Presence.objects.filter(seen_at__lt=timezone.now() - FORGOTTEN).delete()
    return gone
