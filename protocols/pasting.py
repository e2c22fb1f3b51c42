"""Reads rows that somebody copied from a spreadsheet: the first row names the columns, in plain words.

Pure: what parties and items there are is given. Nothing is guessed: a column or a value that is not known is a fault,
told by its row and column.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.spreadsheets import BOM, FORMULA
from protocols.bases import special_categories
from protocols.models.party import ControllerRole, Direction

LIMIT = 200_000  # signs
MOST = 500  # rows
SHOWN = 40  # faults that are told one by one
YES, NO = {"yes", "y", "true", "x", "1"}, {"", "no", "n", "false", "0", "-", "none"}
WORDS = {  # by kind of rows and field: what a column may be called; the first is what help and faults say
    "data_items": {
        "what": ("what is shared", "what", "item", "data item", "field", "data", "name of item"),
        "about": ("about whom", "about", "whose data", "who", "people", "data subjects"),
        "special": ("special category", "special", "special category data"),
        "is_criminal": ("criminal offence data", "criminal", "criminal offence"),
        "why": ("why it is needed", "why", "why needed", "reason", "purpose", "justification"),
    },
    "flows": {
        "giver": ("from", "giver", "sender", "discloser"),
        "taker": ("to", "taker", "recipient", "receiver"),
        "items": ("what is sent", "items", "data items", "what", "data"),
        "method": ("how it is sent", "how", "method", "channel"),
        "often": ("how often", "often", "frequency", "when"),
        "format": ("format",),
        "onward": ("onward use", "onward", "onward sharing"),
    },
    "parties": {
        "name": ("organisation", "name", "party", "body"),
        "direction": ("direction", "gives or receives", "discloses or receives"),
        "role": ("controller role", "role"),
    },
}
NEEDED = {"data_items": ("what",), "flows": ("giver", "taker", "items"), "parties": ("name",)}


@dataclass
class Known:
    """What cells may name: parties and data items of the draft by their folded names, organisations by those too or by
    their codes."""

    parties: Mapping[str, Any] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    organisations: Mapping[str, Any] = field(default_factory=dict)


def folded(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def read(text: str, kind: str, known: Known) -> list[tuple[int, dict[str, Any]]]:
    """The rows with their numbers in the sheet, the first row being that of the headings.

    Raises ValidationError with a sentence for each fault; at most so many are told.
    """
    if len(text) > LIMIT:
        raise ValidationError(_("This has more than 200,000 characters. Paste it in parts."))
    table = _table(text)
    if not table:
        raise ValidationError(_("Paste at least a row of headings and one row below it."))
    columns = _columns(table[0][1], kind)
    found, faults = [], []
    for number, cells in table[1:]:
        fields, wrong = _row(cells, columns, kind, known)
        found.append((number, fields))
        faults += [_("Row %(number)d, %(fault)s") % {"number": number, "fault": each} for each in wrong]
    if len(found) > MOST:
        raise ValidationError(_("This has more than 500 rows. Paste it in parts."))
    if len(faults) > SHOWN:
        more = len(faults) - SHOWN
        faults = [
            *faults[:SHOWN],
            ngettext("and %(more)d more fault.", "and %(more)d more faults.", more) % {"more": more},
        ]
    if faults:
        raise ValidationError(faults)
    return found


def _table(text: str) -> list[tuple[int, list[str]]]:
    """Cells by the number of their row; rows without a word are left out. Raises ValidationError for a broken file."""
    text = text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    head = text.lstrip("\n").split("\n", 1)[0]
    sign = "\t" if "\t" in head else ";" if head.count(";") > head.count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=sign, strict=True))
    except csv.Error as error:
        raise ValidationError(_("A quotation mark is open at the end. Copy the rows once more.")) from error
    numbered = [(number, [_cell(cell) for cell in row]) for number, row in enumerate(rows, start=1)]
    return [(number, cells) for number, cells in numbered if any(cells)]


def _cell(text: str) -> str:
    """A cell that our own spreadsheets guarded against being taken for a formula reads as it was."""
    text = text.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _columns(cells: Sequence[str], kind: str) -> dict[str, int]:
    """The place of each field. Raises ValidationError for a heading that is not known, one twice, and one missing."""
    words = WORDS[kind]
    by_word = {word: name for name, known in words.items() for word in known}
    columns: dict[str, int] = {}
    faults = []
    for place, cell in enumerate(cells):
        name = by_word.get(re.sub(r"[?:*]+$", "", folded(cell)).strip())
        if name is None and cell:
            all_words = ", ".join(known[0] for known in words.values())
            faults.append(
                _("Row 1: the column “%(cell)s” is not known. Use these: %(words)s.")
                % {"cell": cell[:60], "words": all_words}
            )
        elif name in columns:
            faults.append(_("Row 1: the column “%(cell)s” stands there twice.") % {"cell": cell[:60]})
        elif name is not None:
            columns[name] = place
    for name in NEEDED[kind]:
        if name not in columns and not faults:
            faults.append(_("Row 1: there is no column “%(word)s”.") % {"word": words[name][0]})
    if faults:
        raise ValidationError(faults)
    return columns


def _row(
    cells: Sequence[str], columns: Mapping[str, int], kind: str, known: Known
) -> tuple[dict[str, Any], list[str]]:
    fields: dict[str, Any] = {}
    faults = []
    readers = READERS[kind]
    for name, place in columns.items():
        cell = cells[place] if place < len(cells) else ""
        column = WORDS[kind][name][0]
        try:
            fields |= readers[name](cell, known) if name in readers else {name: cell}
        except ValueError as error:
            faults.append(_("“%(column)s”: %(fault)s") % {"column": column, "fault": error})
        else:
            if name in NEEDED[kind] and not cell:
                faults.append(_("“%(column)s”: this is empty.") % {"column": column})
    if len(cells) > max(columns.values()) + 1 and any(cells[max(columns.values()) + 1 :]):
        faults.append(_("this has more cells than there are headings."))
    return fields, faults


def _special(cell: str, _known: Known) -> dict[str, Any]:
    if folded(cell) in NO:
        return {"special": ""}
    for key, special in special_categories().items():
        if folded(cell) in (key, folded(special.label)):
            return {"special": key}
    labels = ", ".join(special.label for special in special_categories().values())
    raise ValueError(
        _("“%(cell)s” is no special category. These are: %(labels)s.") % {"cell": cell[:60], "labels": labels}
    )


def _criminal(cell: str, _known: Known) -> dict[str, Any]:
    if folded(cell) not in YES | NO:
        raise ValueError(_("write yes or no."))
    return {"is_criminal": folded(cell) in YES}


def _one(name: str) -> Callable[[str, Known], dict[str, Any]]:
    def read_party(cell: str, known: Known) -> dict[str, Any]:
        if cell and folded(cell) not in known.parties:
            raise ValueError(_("“%(cell)s” is no party of this draft.") % {"cell": cell[:60]})
        return {name: known.parties[folded(cell)]} if cell else {}

    return read_party


def _items(cell: str, known: Known) -> dict[str, Any]:
    """Several are parted by semicolons or lines; “all” stands for all of them."""
    if folded(cell) in ("all", "everything"):
        return {"items": list(known.items.values())}
    wanted = [part.strip() for part in re.split(r"[;\n]", cell) if part.strip()]
    unknown = [part for part in wanted if folded(part) not in known.items]
    if unknown:
        raise ValueError(_("“%(cell)s” is no data item of this draft.") % {"cell": unknown[0][:60]})
    return {"items": [known.items[folded(part)] for part in wanted]}


def _organisation(cell: str, known: Known) -> dict[str, Any]:
    """One that no list has is a party by its name."""
    found = known.organisations.get(folded(cell))
    return {"organisation": found, "name": found.name if found else cell}


def _direction(cell: str, _known: Known) -> dict[str, Any]:
    words = {
        Direction.DISCLOSER: ("gives", "discloses", "discloser", "sends"),
        Direction.RECIPIENT: ("receives", "recipient", "receiver", "takes"),
        Direction.BOTH: ("", "both", "gives and receives", "discloses and receives"),
    }
    for direction, known in words.items():
        if folded(cell) in known:
            return {"direction": direction}
    raise ValueError(_("write gives, receives or both."))


def _role(cell: str, _known: Known) -> dict[str, Any]:
    for role in ControllerRole:
        if folded(cell) in (role.value, folded(str(role.label))):
            return {"role": role}
    raise ValueError(_("write controller, joint controller or processor."))


READERS: dict[str, dict[str, Callable[[str, Known], dict[str, Any]]]] = {
    "data_items": {"special": _special, "is_criminal": _criminal},
    "flows": {"giver": _one("giver"), "taker": _one("taker"), "items": _items},
    "parties": {"name": _organisation, "direction": _direction, "role": _role},
}
