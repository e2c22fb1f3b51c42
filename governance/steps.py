"""The steps of a procedure, declared for freezing, copying, comparing, showing and printing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.history import bulk_create
from governance import registry
from governance.content.procedure import KEY, LEADING, starting_steps
from governance.models import DocumentVersion, ProcedureStep
from governance.rows import Column, FrozenRow, Rows, RowSet, Token

FIRST = ""  # the place before all other steps
FIELDS = ("what", "who", "by_when", "record", "guidance")


class StepFields(TypedDict):
    """What a step says; `guidance` is restricted Markdown."""

    what: str
    who: str
    by_when: str
    record: str
    guidance: str


def _read(version: DocumentVersion) -> Rows:
    steps = ProcedureStep.objects.filter(version=version).order_by("position")
    return {"steps": [frozen_step(step) for step in steps]}


def frozen_step(step: ProcedureStep) -> dict[str, Any]:
    return {"key": step.key, **{name: getattr(step, name) for name in FIELDS}}


def _copy(source: DocumentVersion, target: DocumentVersion) -> None:
    write_steps(target, _read(source)["steps"])


def write_steps(version: DocumentVersion, rows: Sequence[FrozenRow]) -> None:
    """Gives a version without steps these, in order, within an act; each has a key and the fields of a step."""
    steps = [ProcedureStep(version=version, position=n, **row) for n, row in enumerate(rows, start=1)]
    for step in steps:
        step.full_clean(validate_unique=False, validate_constraints=False)
    bulk_create(ProcedureStep, steps)


STEPS = RowSet(
    key="steps",
    heading=gettext_lazy("Steps"),
    kinds=frozenset({KEY}),
    columns=(
        Column("what", gettext_lazy("What to do")),
        Column("who", gettext_lazy("Who does it")),
        Column("by_when", gettext_lazy("By when")),
        Column("record", gettext_lazy("Record to keep")),
        Column("guidance", gettext_lazy("Guidance"), is_prose=True),
    ),
    read=_read,
    copy=_copy,
    identity=("key",),
    is_numbered=True,
    stands_after=LEADING,
    token=Token(
        "step",
        words=lambda number: _("step %(number)d") % {"number": number},
        gone=lambda: _("(a step that is not here any more)"),
    ),
    starting=starting_steps,
    write=write_steps,
    page="governance:steps",
    page_words=gettext_lazy("Change, move or add steps"),
)
registry.add_rows(STEPS)
