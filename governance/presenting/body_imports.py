"""What the page of an import shows of its report: faulty rows with the message at its cell, changes in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from governance.import_states import ImportState
from governance.services.body_reports import ChangeRow, FaultRow
from organisations.models import Organisation
from organisations.models.identifier import SCHEME_NAMES
from organisations.services.lists import LISTS

if TYPE_CHECKING:
    from governance.models import BodyImport

COLOURS = {
    ImportState.CHECKING: "blue",
    ImportState.FAULTY: "red",
    ImportState.READY: "turquoise",
    ImportState.IMPORTING: "blue",
    ImportState.DONE: "green",
    ImportState.GIVEN_UP: "outline",
}


@dataclass
class Cell:
    column: str
    text: str
    messages: list[str] = field(default_factory=list)


@dataclass
class FaultyRow:
    """One row of a file; `messages` are about the row as a whole."""

    file: str
    line: int
    cells: list[Cell]
    messages: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Known:
    """A list that can be brought in, and the column that it is known by."""

    name: str
    key: str


@dataclass(frozen=True)
class ChangedBody:
    code: str
    name: str
    fields: list[tuple[str, str, str]]  # what it is called, before, after


def state_of(body_import: BodyImport) -> dict[str, str]:
    """Text and colour of its tag."""
    if body_import.is_stuck:
        return {"text": _("Stopped"), "colour": "red"}
    state = ImportState(body_import.state)
    return {"text": str(state.label), "colour": COLOURS[state]}


def faulty_rows(faults: Iterable[FaultRow]) -> list[FaultyRow]:
    """The faults of a row together, in the order of the file; a message whose column is not there is the row's."""
    rows: dict[tuple[str, int], FaultyRow] = {}
    for fault in faults:
        place = (fault["file"], fault["line"])
        row = rows.get(place)
        if row is None:
            cells = [Cell(column, text) for column, text in fault["cells"].items()]
            row = rows[place] = FaultyRow(*place, cells)
        cell = next((cell for cell in row.cells if cell.column == fault["column"]), None)
        (row if cell is None else cell).messages.append(fault["message"])
    return list(rows.values())


def changed_bodies(body_import: BodyImport) -> list[ChangedBody]:
    found = cast(Sequence[ChangeRow], body_import.report.get("changes", ()))
    return [
        ChangedBody(
            change["code"],
            change["name"],
            [(_name_of(name), before, after) for name, before, after in change["fields"]],
        )
        for change in found
    ]


def known_lists() -> list[Known]:
    return [Known(str(SCHEME_NAMES.get(one.scheme, one.scheme)), one.scheme) for one in LISTS]


def _name_of(field_name: str) -> str:
    try:
        return capfirst(str(Organisation._meta.get_field(field_name).verbose_name))  # type: ignore[union-attr]
    except FieldDoesNotExist:  # a report from before the field had this name
        return field_name
