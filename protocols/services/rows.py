"""Acts on the rows of an agreement's draft: add, change, move, remove one, and paste many.

Parties, data items, flows, legal powers and lawful bases share them; `row_kinds` says what differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.identifiers import new_id
from audit.verbs import Verb
from governance.models import DocumentVersion
from organisations.models import User
from protocols import events
from protocols.models import Party
from protocols.services.drafting import StaleRow, lock_draft, take_part
from protocols.services.row_kinds import AnyRow, Fields, RowKind, kind_of
from protocols.stamps import stamp

MOST = 500  # rows of one kind in one version


def stamp_of(row: AnyRow) -> str:
    """What a form about the row carries."""
    return stamp(row, kind_of(row).fields)


@act
def add_row(
    version: DocumentVersion, *, by: User, kind: RowKind, fields: Fields, pk: UUID | None = None
) -> Any:  # Any: a row of the kind's model
    """A new row at the end. With the same `pk` it is added once only.

    Raises InvalidMove when the version left draft, ValidationError for what does not fit.
    """
    version = lock_draft(version, by)
    there = kind.in_order(version)
    known = next((row for row in there if row.pk == pk), None)
    if known is not None:
        return known
    row = _add(version, kind, fields, there, pk)
    _follow(kind, version)
    _record(kind.added, version, by, row=str(row), position=row.position)
    return row


@act
def change_row(row: AnyRow, *, by: User, fields: Fields, seen: str) -> Any:  # Any: as above
    """Changes what a row says; its key and its place stay. `seen` is the stamp of the row that the person began from.

    Raises StaleRow when somebody changed it to something else since, or took it out; InvalidMove when the version left
    draft; ValidationError for what does not fit. Saying the same again changes nothing and writes no line.
    """
    kind = kind_of(row)
    version = lock_draft(row.version, by)
    row = _still_there(version, kind, row)
    cleaned = _clean(fields)
    changed = [name for name in kind.fields if name in cleaned and getattr(row, name) != cleaned[name]]
    if not changed:
        return row
    if stamp_of(row) != seen:
        raise StaleRow(
            _("Somebody changed this before you. Your text is in the form; nothing was saved."), row
        )
    for name in changed:
        setattr(row, name, cleaned[name])
    kind.complete(row, ())
    row.full_clean(exclude=kind.unchecked)
    kind.check(row)
    row.save(update_fields=changed)
    _follow(kind, version)
    _record(kind.changed, version, by, row=str(row), fields=changed)
    return row


@act
def move_row(row: AnyRow, *, by: User, to: Literal["up", "down"], seen: int) -> Any:  # Any: as above
    """Changes places with the row before or after, if it still stands at the place that the person saw.

    Raises StaleRow where it does not. At the end of the line nothing changes.
    """
    kind = kind_of(row)
    version = lock_draft(row.version, by)
    row = _still_there(version, kind, row)
    if row.position != seen:
        raise StaleRow(_("The order was changed meanwhile. Nothing was moved."), row)
    order = kind.in_order(version)
    here = next(n for n, other in enumerate(order) if other.pk == row.pk)
    there = here + (-1 if to == "up" else 1)
    if not 0 <= there < len(order):
        return order[here]
    order[here], order[there] = order[there], order[here]
    _renumber(order)
    _record(kind.moved, version, by, row=str(order[there]), position=order[there].position)
    return order[there]


@act
def remove_row(row: AnyRow, *, by: User) -> None:
    """Takes a row out of a draft; what it said stays in the history. Raises StaleRow where it is gone already, and
    ValidationError while another row needs it."""
    kind = kind_of(row)
    version = lock_draft(row.version, by)
    row = _still_there(version, kind, row)
    kind.check_removal(row)
    named = str(row)
    row.delete()
    _renumber(kind.in_order(version))
    _follow(kind, version)
    _record(kind.removed, version, by, row=named)


@act
def paste_rows(
    version: DocumentVersion, *, by: User, kind: RowKind, rows: Sequence[tuple[int, Fields]]
) -> list[Any]:  # Any: as above
    """Adds many rows behind those that are there, each with its number in the spreadsheet: all of them, or none.

    Raises ValidationError with one sentence for each row that does not fit.
    """
    version = lock_draft(version, by)
    there = kind.in_order(version)
    faults: list[str] = []
    added: list[Any] = []
    for number, fields in rows:
        try:
            added.append(_add(version, kind, fields, [*there, *added], None))
        except ValidationError as refused:
            faults += [_told(kind, number, name, each) for name, each in _messages(refused)]
    if faults:
        raise ValidationError(faults)
    if not added:
        raise ValidationError(_("There is no row below the headings. Paste at least one."))
    _follow(kind, version)
    _record(events.ROWS_PASTED, version, by, rows=kind.key, count=len(added))
    return added


def _messages(refused: ValidationError) -> list[tuple[str, str]]:
    """Each message with the name of its field, empty for the whole row."""
    if not hasattr(refused, "error_dict"):
        return [("", message) for message in refused.messages]
    return [
        (name if name != NON_FIELD_ERRORS else "", message)
        for name, messages in refused.message_dict.items()
        for message in messages
    ]


def _told(kind: RowKind, number: int, name: str, fault: str) -> str:
    if not name:
        return _("Row %(number)d: %(fault)s") % {"number": number, "fault": fault}
    column = str(kind.model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a field of its own
    return _("Row %(number)d, “%(column)s”: %(fault)s") % {"number": number, "column": column, "fault": fault}


def _add(
    version: DocumentVersion, kind: RowKind, fields: Fields, there: Sequence[AnyRow], pk: UUID | None
) -> Any:  # Any: as above
    if len(there) >= MOST:
        raise ValidationError(_("There are %(most)d rows already. Remove some first.") % {"most": MOST})
    row = kind.model(id=pk or new_id(), version=version, position=len(there) + 1, **_clean(fields))
    kind.complete(row, there)
    row.full_clean(exclude=kind.unchecked)
    kind.check(row)
    row.save()
    return row


def _still_there(version: DocumentVersion, kind: RowKind, row: AnyRow) -> Any:  # Any: as above
    found = kind.model._default_manager.select_for_update().filter(version=version, pk=row.pk).first()
    if found is None:
        raise StaleRow(_("Somebody removed this meanwhile. Nothing was changed."))
    found.version = version
    return found


def _follow(kind: RowKind, version: DocumentVersion) -> None:
    if kind.model is Party:
        take_part(version)


def _renumber(rows: Sequence[AnyRow]) -> None:
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])


def _clean(fields: Fields) -> dict[str, Any]:  # Any: as Fields
    """One way to write line ends; no spaces around."""
    return {name: _text(value) if isinstance(value, str) else value for name, value in fields.items()}


def _text(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


def _record(verb: Verb, version: DocumentVersion, by: User, **facts: str | int | list[str]) -> None:
    record(verb, version, by=by, audience=[version.organisation], facts={"version": version.number, **facts})
