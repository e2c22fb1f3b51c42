"""What a check of public lists found, as it is kept with their import. Holds rows as they stand in the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TypedDict

from organisations.services.imports import Change, ImportRefused, Report, make_plan
from organisations.services.lists import Fault
from organisations.services.reading import Reading

MOST_FAULTS = 1000  # that are kept with their rows; more are counted
MOST_SHOWN = 200  # bodies that are named one by one


class FaultRow(TypedDict):
    file: str
    line: int
    column: str
    message: str
    cells: dict[str, str]


class ChangeRow(TypedDict):
    code: str
    name: str
    fields: list[list[str]]  # field, before, after


class Found(TypedDict, total=False):
    """`print` is that of the plan; it is missing where a fault stops the import."""

    rows: int
    created: int
    changed: int
    unchanged: int
    identifiers: int
    imprecise: int
    merged: int
    merges: list[str]
    changes: list[ChangeRow]
    print: str
    fault_count: int
    fault_rows: int
    faults: list[FaultRow]
    is_new_plan: bool  # the register had changed since the plan that somebody agreed to


def check(reading: Reading) -> Found:
    """Compares what was read with the register; changes nothing."""
    if reading.faults:
        return of_faults(reading.faults, rows=reading.rows)
    try:
        report = make_plan(reading.bodies)[1]
    except ImportRefused as refusal:
        return of_faults(refusal.faults, rows=reading.rows)
    return of_plan(report, rows=reading.rows)


def of_plan(report: Report, *, rows: int) -> Found:
    return Found(
        rows=rows,
        created=report.created,
        changed=report.changed,
        unchanged=report.unchanged,
        identifiers=report.identifiers,
        imprecise=report.imprecise,
        merged=len(report.merges),
        merges=report.merges[:MOST_SHOWN],
        changes=[_change(change) for change in report.changes[:MOST_SHOWN]],
        print=report.print,
    )


def of_faults(faults: Sequence[Fault], *, rows: int) -> Found:
    kept = [
        FaultRow(
            file=fault.file,
            line=fault.line,
            column=fault.column,
            message=fault.message,
            cells=dict(fault.cells),
        )
        for fault in faults[:MOST_FAULTS]
    ]
    rows_at_fault = len({(fault.file, fault.line) for fault in faults})
    return Found(rows=rows, fault_count=len(faults), fault_rows=rows_at_fault, faults=kept)


def _change(change: Change) -> ChangeRow:
    found = asdict(change)
    return ChangeRow(
        code=found["code"], name=found["name"], fields=[list(field) for field in found["fields"]]
    )
