"""Acts on the steps of a procedure's draft: add, change, move and remove one."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from audit.identifiers import new_id
from audit.verbs import Verb
from governance import events, registry
from governance.models import DocumentVersion, ProcedureStep
from governance.services.documents import check_draft
from governance.services.locking import lock_version
from governance.steps import FIELDS, FIRST, STEPS, StepFields
from organisations.models import User
from organisations.permissions import Can, require


class StaleStep(ValidationError):
    """Somebody changed the step, moved it or took it out in between. `theirs` is the step as it is stored now."""

    def __init__(self, message: str, theirs: ProcedureStep | None = None) -> None:
        super().__init__(message, code="conflict")
        self.theirs = theirs


def has_steps(version: DocumentVersion) -> bool:
    return STEPS in registry.row_sets(version.document.kind)


def steps_of(version: DocumentVersion) -> list[ProcedureStep]:
    """In order; none, and no query, where the kind has no steps."""
    return _in_order(version) if has_steps(version) else []


@act
def add_step(
    version: DocumentVersion,
    *,
    by: User,
    fields: StepFields,
    after: str | None = None,
    key: str = "",
    pk: UUID | None = None,
) -> ProcedureStep:
    """A new step behind the one with the key `after`, before all others with FIRST, or at the end.

    `key` is the one that it has in a template, where no other step has that. With the same `pk` it is added once only.
    A step that is not there any more places it at the end. Raises InvalidMove when the version left draft or its kind
    has no steps.
    """
    version = _lock(version, by)
    steps = _in_order(version)
    there = next((step for step in steps if step.pk == pk), None)
    if there is not None:
        return there
    keys = [step.key for step in steps]
    place = 0 if after == FIRST else keys.index(after) + 1 if after in keys else len(steps)
    step = ProcedureStep(
        id=pk or new_id(),
        version=version,
        key=key if key and key not in keys else _free_key(fields["what"], set(keys)),
        position=place + 1,
        **_clean(fields),
    )
    step.full_clean()
    step.save()
    _renumber([*steps[:place], step, *steps[place:]])
    _record(events.STEP_ADDED, step, by, what=step.what, position=step.position)
    return step


@act
def change_step(step: ProcedureStep, *, by: User, fields: StepFields, base: int) -> ProcedureStep:
    """Changes what a step says; its key and its place stay. `base` is the lock that the person began from.

    Raises StaleStep when somebody changed it to something else since, or took it out; InvalidMove when the version
    left draft. Saying the same again changes nothing and writes no line.
    """
    version = _lock(step.version, by)
    step = _still_there(version, step)
    cleaned = _clean(fields)
    changed = [name for name in FIELDS if getattr(step, name) != cleaned[name]]  # type: ignore[literal-required]
    if not changed:
        return step
    if step.lock != base:
        raise StaleStep(
            _("Somebody changed this step before you. Your text is in the form; nothing was saved."), step
        )
    for name in changed:
        setattr(step, name, cleaned[name])  # type: ignore[literal-required]
    step.lock += 1
    step.full_clean()
    step.save(update_fields=[*changed, "lock"])
    _record(events.STEP_CHANGED, step, by, what=step.what, fields=changed)
    return step


@act
def move_step(step: ProcedureStep, *, by: User, to: Literal["up", "down"], seen: int) -> ProcedureStep:
    """Changes places with the step before or after, if it still stands at the place that the person saw.

    Raises StaleStep where it does not. At the end of the line nothing changes.
    """
    version = _lock(step.version, by)
    step = _still_there(version, step)
    if step.position != seen:
        raise StaleStep(_("The order was changed meanwhile. Nothing was moved."), step)
    order = _in_order(version)
    here = next(n for n, other in enumerate(order) if other.pk == step.pk)
    there = here + (-1 if to == "up" else 1)
    if not 0 <= there < len(order):
        return order[here]
    order[here], order[there] = order[there], order[here]
    _renumber(order)
    moved = order[there]
    _record(events.STEP_MOVED, moved, by, position=moved.position)
    return moved


@act
def remove_step(step: ProcedureStep, *, by: User) -> None:
    """Takes a step out of a draft; what it said stays in the history. Raises StaleStep where it is gone already."""
    version = _lock(step.version, by)
    step = _still_there(version, step)
    key, what = step.key, step.what
    step.delete()
    _renumber(_in_order(version))
    record(
        events.STEP_REMOVED,
        version,
        by=by,
        audience=[version.organisation],
        facts={"step": key, "what": what},
    )


def _lock(version: DocumentVersion, by: User) -> DocumentVersion:
    version = lock_version(version)
    require(by, Can.DRAFT, version.organisation)
    check_draft(version)
    if not has_steps(version):
        raise InvalidMove(_("This kind of document has no steps."))
    return version


def _still_there(version: DocumentVersion, step: ProcedureStep) -> ProcedureStep:
    found = ProcedureStep.objects.select_for_update().filter(version=version, pk=step.pk).first()
    if found is None:
        raise StaleStep(_("Somebody removed this step meanwhile. Nothing was changed."))
    found.version = version
    return found


def _in_order(version: DocumentVersion) -> list[ProcedureStep]:
    return list(version.steps.order_by("position", "key"))


def _renumber(steps: list[ProcedureStep]) -> None:
    for position, step in enumerate(steps, start=1):
        if step.position != position:
            step.position = position
            step.save(update_fields=["position"])


def _clean(fields: StepFields) -> StepFields:
    """One way to write line ends; no spaces around."""

    def text(value: str) -> str:
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()

    return StepFields(
        what=" ".join(fields["what"].split()),
        who=" ".join(fields["who"].split()),
        by_when=" ".join(fields["by_when"].split()),
        record=text(fields["record"]),
        guidance=text(fields["guidance"]),
    )


def _free_key(what: str, taken: set[str]) -> str:
    """A key that no other step has; “add” stands in addresses for the page that adds one."""
    stem = slugify(what)[:50].strip("-") or "step"
    keys = (stem if n == 1 else f"{stem}-{n}" for n in range(1, 1000))
    return next(key for key in keys if key not in taken and key != "add")


def _record(verb: Verb, step: ProcedureStep, by: User, **facts: str | int | list[str]) -> None:
    record(
        verb,
        step.version,
        by=by,
        audience=[step.version.organisation],
        facts={"step": step.key, **facts},
    )
