"""The events of each thing: numbered without a gap, each with the hash of the one before, up to the head."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Subquery

from audit.faults import Fault
from audit.models import Event, ObjectHead

BATCH = 2000


def faults() -> Iterator[Fault]:
    yield from _links()
    head = ObjectHead.objects.filter(target_type=OuterRef("target_type"), target_id=OuterRef("target_id"))
    without = Event.objects.filter(~Exists(head), object_number=1).in_order()
    for event in without.values_list("pk", flat=True).iterator(chunk_size=BATCH):
        yield Fault("The end of the chain that an event begins is not kept.", event)
    yield from _heads()


def _links() -> Iterator[Fault]:
    events = Event.objects.order_by("target_type", "target_id", "object_number", "pk")
    fields = ("pk", "target_type", "target_id", "object_number", "previous_hash", "leaf_hash")
    thing, number, hashed = None, 0, ""
    for key, kind, target, own_number, previous, own_hash in events.values_list(*fields).iterator(
        chunk_size=BATCH
    ):
        if (kind, target) != thing:
            thing, number, hashed = (kind, target), 0, ""
        if own_number != number + 1:
            yield Fault(
                f"Number {number + 1} in the chain of {kind} {target} is missing: after it comes {own_number}.",
                key,
            )
        elif previous != hashed:
            yield Fault("An event does not carry the hash of the one before it.", key)
        number, hashed = own_number, own_hash


def _heads() -> Iterator[Fault]:
    chain = Event.objects.filter(target_type=OuterRef("target_type"), target_id=OuterRef("target_id"))
    last = chain.order_by("-object_number")
    heads = ObjectHead.objects.annotate(
        last_event=Subquery(last.values("pk")[:1]),
        last_end=Subquery(last.values("object_number")[:1]),
        last_hash=Subquery(last.values("leaf_hash")[:1]),
        last_label=Subquery(last.values("target_label")[:1]),
    )
    for head in heads.order_by("target_id", "target_type").iterator(chunk_size=BATCH):
        if head.last_event is None:
            yield Fault(f"All {head.number} events of {head.target_type} {head.target_id} are gone.")
        elif (head.number, head.hash, head.label) != (head.last_end, head.last_hash, head.last_label):
            yield Fault(
                f"The chain of {head.target_type} {head.target_id} ends at number {head.number} as its head has it; "
                f"the last event is number {head.last_end}.",
                head.last_event,
            )
