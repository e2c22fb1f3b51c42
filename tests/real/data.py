"""The public lists and the text beside the checkout, read without a line of the product's own code."""

from __future__ import annotations

import calendar
import csv
from datetime import date
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data"
STATEMENT = FOLDER / "governance-statement.txt"
LISTS = {  # file: its key column
    "government-organisations.csv": "government-organisation",
    "local-authorities-england.csv": "local-authority-eng",
    "local-authorities-scotland.csv": "local-authority-sct",
    "local-authorities-northern-ireland.csv": "local-authority-nir",
    "principal-local-authorities-wales.csv": "principal-local-authority",
    "clinical-commissioning-groups.csv": "clinical-commissioning-group",
    "dea-specified-persons.csv": "information-sharing-agreement-specified-person-0001",
}
FIELDS = {  # column: field of an organisation
    "name": "name",
    "official-name": "legal_name",
    "name-cy": "name_cy",
    "official-name-cy": "legal_name_cy",
    "website": "website",
    "start-date": "starts_on",
    "end-date": "ends_on",
}


def need_data():
    """A test without the data is skipped, which bin/show counts as not shown."""
    missing = [name for name in [*LISTS, STATEMENT.name] if not (FOLDER / name).is_file()]
    if missing:
        pytest.skip(f"the real data must lie beside the checkout, in {FOLDER}: {', '.join(missing)}")


def files():
    return [file(name) for name in LISTS]


def file(name):
    return str(FOLDER / name)


def rows():
    """Scheme and key of each body with the cells that say something about it, as text or day."""
    for name, column in LISTS.items():
        with (FOLDER / name).open(encoding="utf-8-sig", newline="") as opened:
            for row in csv.DictReader(opened):
                cells = {field: meant(field, row[head]) for head, field in FIELDS.items() if head in row}
                yield column, row[column], cells


def meant(field, cell):
    """What a cell says. A month or a year begins on its first day and ends on its last."""
    cell = " ".join(cell.split())
    if field not in ("starts_on", "ends_on") or not cell:
        return cell
    year, month, day = (*map(int, cell.split("-")), None, None)[:3]
    if field == "ends_on":
        month = month or 12
        return date(year, month, day or calendar.monthrange(year, month)[1])
    return date(year, month or 1, day or 1)


def paragraphs():
    """The lines of the statement, without the signs that shape them."""
    lines = STATEMENT.read_text(encoding="utf-8").splitlines()
    plain = (line.strip().removeprefix("- ").replace("**", "") for line in lines)
    return [line for line in plain if line]
