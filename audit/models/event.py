from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from audit import naming, readers
from audit.actors import ActorKind
from audit.fields import DatabaseClock, TransactionId
from audit.models.row import Row
from audit.verbs import VERBS, Verb

if TYPE_CHECKING:
    from audit.readers import Reader

FORMAT = "sharing-register.event/1"


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, person: Reader) -> EventQuerySet:
        """Events whose audience holds an organisation whose log the person may read."""
        return self.seen_by(readers.organisations_whose_log(person))

    def seen_by(self, organisations: Collection[UUID]) -> EventQuerySet:
        """Events whose audience holds one of these organisations."""
        if not organisations:
            return self.none()
        rows = EventAudience.objects.filter(organisation__in=organisations)
        return self.filter(pk__in=rows.values("event_id"))

    def for_target(self, target: models.Model) -> EventQuerySet:
        return self.filter(target_type=type_of(target), target_id=str(target.pk))

    def for_targets(self, model: type[models.Model], keys: Iterable[object]) -> EventQuerySet:
        return self.filter(target_type=type_of(model), target_id__in=[str(key) for key in keys])

    def for_operation(self, operation: UUID) -> EventQuerySet:
        return self.filter(operation=operation)

    def by_actor(self, kind: str, key: str) -> EventQuerySet:
        return self.filter(actor_kind=kind, actor_id=key)

    def newest_first(self) -> EventQuerySet:
        """Keys sort by time of writing."""
        return self.order_by("-pk")

    def in_order(self) -> EventQuerySet:
        return self.order_by("pk")


class Event(Row):
    """One line of the log: who did what to which thing, when. Written once, never changed.

    `data` holds the canonical bytes that are hashed; every other column repeats what stands in them, for searching,
    but for `recorded_at` and `xid`, which are the database's own. Facts, reason, audience and the history rows that
    the event vouches for stand in the bytes alone.
    """

    at = models.DateTimeField(_("when"))
    verb = models.CharField(_("what"), max_length=80)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=254)
    actor_label = models.CharField(_("who"), max_length=300)
    operation = models.UUIDField()
    target_type = models.CharField(max_length=100)
    target_id = models.CharField(max_length=64)
    target_label = models.CharField(_("thing"), max_length=300)
    object_number = models.PositiveIntegerField()
    previous_hash = models.CharField(max_length=64, blank=True)
    leaf_hash = models.CharField(max_length=64)
    data = models.BinaryField()
    recorded_at = DatabaseClock()
    xid = TransactionId()

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["operation"], name="events_of_an_operation"),
            models.Index(fields=["actor_id", "id"], name="events_of_an_actor"),
            models.Index(fields=["verb", "id"], name="events_of_a_verb"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["target_type", "target_id", "object_number"],
                name="one_event_for_each_link_of_a_chain",
            )
        ]

    def __str__(self) -> str:
        return f"{self.who} {self.sentence}: {self.target_label}"

    def get_absolute_url(self) -> str:
        return reverse("audit:event", args=[self.pk])

    @property
    def who(self) -> str:
        """The actor in words: a job stands in the log by its name in the code."""
        return naming.job(self.actor_id) if self.actor_kind == ActorKind.JOB else self.actor_label

    @property
    def declared(self) -> Verb | None:
        return VERBS.get(self.verb)

    @property
    def sentence(self) -> str:
        return str(self.declared.sentence) if self.declared else self.verb

    @cached_property
    def content(self) -> dict[str, Any]:
        """The hashed bytes, read."""
        found: dict[str, Any] = json.loads(bytes(self.data))
        return found

    @property
    def facts(self) -> dict[str, Any]:
        found: dict[str, Any] = self.content["facts"]
        return found

    @property
    def reason(self) -> str:
        return str(self.content["reason"])

    @property
    def organisations(self) -> list[UUID]:
        """The audience as it stands in the bytes."""
        return [UUID(key) for key in self.content["audience"]]

    @property
    def history(self) -> list[list[str]]:
        """The history rows that this event vouches for: [table, history id, hash] each."""
        found: list[list[str]] = self.content["history"]
        return found

    @property
    def history_columns(self) -> dict[str, list[str]]:
        """Which columns of each table were hashed."""
        found: dict[str, list[str]] = self.content["columns"]
        return found


def leaf_hash(data: bytes) -> str:
    """The hash of a leaf as in RFC 6962, section 2.1, in hexadecimal."""
    return hashlib.sha256(b"\x00" + data).hexdigest()


def type_of(thing: models.Model | type[models.Model]) -> str:
    """The name of a kind of thing in the log ("governance.document"): the same for its proxies."""
    return (thing._meta.concrete_model or thing)._meta.label_lower


class EventAudience(models.Model):
    """One organisation whose auditors may see an event. The same list stands in the event's hashed bytes."""

    pk = models.CompositePrimaryKey("event_id", "organisation")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="audience", db_index=False)
    organisation = models.UUIDField()

    class Meta:
        verbose_name = _("audience of an event")
        verbose_name_plural = _("audiences of events")
        indexes = [models.Index(fields=["organisation", "event"], name="events_an_organisation_sees")]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.organisation}"
