"""What this app adds to the check of the log: every statement has its event, and every such event its statement."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from audit import verification
from audit.models import Event
from audit.verification import Fault
from governance.models import Body
from protocols import events
from protocols.digests import digest
from protocols.models import Statement

VERBS = sorted({verb.name for verb in events.OF_STATEMENTS.values()})


@verification.check
def statements() -> Iterator[Fault]:
    """Statements against the log: one event each, of the same operation, with the digest of all that was stated."""
    for statement in Statement.objects.select_related("version").order_by("pk").iterator(chunk_size=200):
        told = [
            event
            for event in Event.objects.for_operation(statement.operation).filter(verb__in=VERBS)
            if event.facts.get("statement") == str(statement.pk)
        ]
        key = told[0].pk if told else None
        if len(told) != 1:
            yield Fault(f"The statement {statement.pk} has {len(told)} events instead of one.", key)
        elif told[0].facts.get("digest") != digest(statement):
            yield Fault(f"The statement {statement.pk} is not the one that the log tells of.", key)
        elif told[0].verb != events.OF_STATEMENTS[statement.kind].name:
            yield Fault(f"The statement {statement.pk} is of another kind than its event.", key)
        if not Body.objects.filter(pk=statement.sha256).exists():
            yield Fault(f"The text that the statement {statement.pk} speaks of is not stored.", key)


@verification.check
def told_statements() -> Iterator[Fault]:
    """Events of statements against the table: none tells of a statement that is not there."""
    for event in Event.objects.filter(verb__in=VERBS).order_by("pk").iterator(chunk_size=200):
        key = str(event.facts.get("statement", ""))
        if not _is_there(key):
            yield Fault("The log tells of a statement that is not there.", event.pk)


def _is_there(key: str) -> bool:
    try:
        return Statement.objects.filter(pk=UUID(key)).exists()
    except ValueError:
        return False
