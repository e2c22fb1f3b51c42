"""Brings the register of bodies up to public lists: all or nothing, in one act."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.acts import act, record
from organisations import events
from organisations.models import Identifier, Organisation
from organisations.services.founders import require_founder
from organisations.services.lists import Fault, Listed, Values

if TYPE_CHECKING:
    from audit.actors import HasActor

DAYS = ("starts_on", "ends_on")


@dataclass
class Body:
    """What will become, or be done to, one organisation."""

    organisation: Organisation
    is_new: bool
    identifiers: list[Identifier] = field(default_factory=list)  # to be created
    reread: list[Identifier] = field(default_factory=list)  # whose list has changed
    changed: list[str] = field(default_factory=list)  # fields of the organisation
    before: dict[str, str] = field(default_factory=dict)  # what these fields held
    sources: list[str] = field(default_factory=list)

    @property
    def is_touched(self) -> bool:
        return self.is_new or bool(self.identifiers or self.reread or self.changed)


@dataclass(frozen=True)
class Change:
    """What the lists change of one organisation that is there already."""

    code: str
    name: str
    fields: tuple[tuple[str, str, str], ...]  # field, before, after


@dataclass
class Report:
    """What an import did, or would do. `print` is the same for the same plan."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    identifiers: int = 0
    imprecise: int = 0
    merges: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    print: str = ""


class ImportRefused(ValidationError):
    """The lists cannot be taken as they are; one sentence per reason. Nothing was changed."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__([str(fault) for fault in faults])
        self.faults = faults


class PlanChanged(Exception):
    """The register is no longer the one that the import was planned for. Nothing was changed.

    No refusal: nobody asked for what he may not do. Carries what would be done now."""

    def __init__(self, report: Report) -> None:
        super().__init__(_("The register has changed since this import was checked."))
        self.report = report


@act
def import_organisations(
    bodies: list[Listed],
    *,
    by: HasActor,
    progress: Callable[[int, int], None] = lambda done, total: None,
    planned: str = "",
) -> Report:
    """Enter every listed body, or bring it up to its list; bodies of the very same name become one.

    A field is touched only where the list itself changed since it was last read, so that what an organisation
    corrected stays. `planned` is the print of the plan that was agreed to, if one was. Raises PermissionDenied for
    whoever does not keep the register, ImportRefused where a code is taken by another body, PlanChanged."""
    require_founder(by)
    plan, report = make_plan(bodies)
    if planned and planned != report.print:
        raise PlanChanged(report)
    touched = [body for body in plan if body.is_touched]
    for done, body in enumerate(touched):
        _write(body, by=by)
        progress(done + 1, len(touched))
    return report


def make_plan(listed: list[Listed]) -> tuple[list[Body], Report]:
    """What to do with each body, without doing it. Raises ImportRefused."""
    report = Report(imprecise=sum(len(one.imprecise) for one in listed))
    known = {str(row): row for row in Identifier.objects.select_related("organisation")}
    plan = _Plan(known)
    for one in listed:
        plan.take(one, report)
    if plan.refusals:
        raise ImportRefused(plan.refusals)
    bodies = list(plan.bodies.values())
    report.created = sum(body.is_new for body in bodies)
    report.changed = sum(body.is_touched and not body.is_new for body in bodies)
    report.unchanged = len(bodies) - report.created - report.changed
    report.identifiers = sum(len(body.identifiers) for body in bodies)
    report.changes = [_change(body) for body in bodies if body.changed and not body.is_new]
    report.print = _print(bodies)
    return bodies, report


def _change(body: Body) -> Change:
    fields = [(name, body.before[name], _text(getattr(body.organisation, name))) for name in body.changed]
    return Change(body.organisation.code, body.before.get("name", body.organisation.name), tuple(fields))


def _print(bodies: list[Body]) -> str:
    """The SHA-256 of all that would be written, in hexadecimal."""
    told = [
        [
            body.organisation.code,
            body.is_new,
            [[name, _text(getattr(body.organisation, name))] for name in body.changed],
            [[str(row), row.listed] for row in [*body.identifiers, *body.reread]],
        ]
        for body in bodies
        if body.is_touched
    ]
    return hashlib.sha256(json.dumps(sorted(told), sort_keys=True).encode()).hexdigest()


class _Plan:
    """Collects bodies by the code of their organisation."""

    def __init__(self, known: dict[str, Identifier]) -> None:
        self.known = known
        self.bodies: dict[str, Body] = {}
        self.refusals: list[Fault] = []
        self.codes: set[str] = set()
        self.by_name: dict[str, list[Organisation]] = defaultdict(list)
        self.schemes: dict[str, set[str]] = defaultdict(set)  # code: lists in which the body stands
        for organisation in Organisation.objects.all():
            self._index(organisation)
        for row in known.values():
            self.schemes[row.organisation.code].add(row.scheme)

    def take(self, one: Listed, report: Report) -> None:
        row = self.known.get(one.identifier)
        if row is not None:
            body = self._body(row.organisation)
            row.organisation = body.organisation
            self._bring_up(body, row, one)
            return
        same = self._of_same_name(one)
        if same is None and one.code in self.codes:
            why = _("the code %(code)s belongs to another organisation") % {"code": one.code}
            self.refusals.append(one.fault(one.public_list.scheme, why))
            return
        body = self._body(same) if same else self._new(one)
        body.identifiers.append(
            Identifier(
                organisation=body.organisation,
                scheme=one.public_list.scheme,
                value=one.key,
                listed=one.values,
            )
        )
        body.sources.append(one.source)
        self.schemes[body.organisation.code].add(one.public_list.scheme)
        if same:
            self._fill_blanks(body, one.values)
            others = ", ".join(sorted(self._identifiers_of(body) - {one.identifier}))
            report.merges.append(
                _("%(name)s: %(identifier)s joined %(others)s (%(code)s)")
                % {
                    "name": one.values["name"],
                    "identifier": one.identifier,
                    "others": others or body.organisation.code,
                    "code": body.organisation.code,
                }
            )

    def _of_same_name(self, one: Listed) -> Organisation | None:
        """The one organisation of the very same name that does not stand in this list under another key."""
        same = [
            organisation
            for organisation in self.by_name[one.values["name"]]
            if one.public_list.scheme not in self.schemes[organisation.code]
        ]
        return same[0] if len(same) == 1 else None

    def _new(self, one: Listed) -> Body:
        organisation = Organisation(code=one.code, kind=one.public_list.kind)
        for name, value in one.values.items():
            setattr(organisation, name, _value(name, value))
        self._index(organisation)
        body = self.bodies[organisation.code] = Body(organisation, is_new=True)
        return body

    def _body(self, organisation: Organisation) -> Body:
        return self.bodies.setdefault(organisation.code, Body(organisation, is_new=False))

    def _index(self, organisation: Organisation) -> None:
        self.codes.add(organisation.code)
        self.by_name[organisation.name].append(organisation)

    def _bring_up(self, body: Body, row: Identifier, one: Listed) -> None:
        news = {name: value for name, value in one.values.items() if row.listed.get(name, "") != value}
        if not news:
            return
        if row.listed:
            for name, value in news.items():
                _set(body, name, _value(name, value))
        else:  # entered by hand: what people wrote stays
            self._fill_blanks(body, one.values)
        row.listed = one.values
        body.reread.append(row)
        body.sources.append(one.source)

    def _fill_blanks(self, body: Body, values: Values) -> None:
        for name, value in values.items():
            if value and not getattr(body.organisation, name):
                _set(body, name, _value(name, value))

    def _identifiers_of(self, body: Body) -> set[str]:
        kept = {str(row) for row in self.known.values() if row.organisation.code == body.organisation.code}
        return kept | {str(row) for row in body.identifiers}


def _set(body: Body, name: str, value: str | date | None) -> None:
    held = getattr(body.organisation, name)
    if held != value:
        setattr(body.organisation, name, value)
        body.before.setdefault(name, _text(held))
        body.changed += [] if name in body.changed else [name]


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _value(name: str, value: str) -> str | date | None:
    if name in DAYS:
        return date.fromisoformat(value) if value else None
    return value


def _write(body: Body, *, by: HasActor) -> None:
    """Save one body with its identifiers, and its one line in the log."""
    organisation = body.organisation
    if body.is_new:
        organisation.save(force_insert=True)
    elif body.changed:
        organisation.save(update_fields=[*body.changed, "sort_name", "search_text"])
    for row in body.identifiers:
        row.organisation = organisation
        row.save(force_insert=True)
    for row in body.reread:
        row.save(update_fields=["listed"])
    facts: dict[str, str | list[str]] = {
        "sources": body.sources,
        "identifiers": [str(row) for row in body.identifiers],
    }
    if body.changed and not body.is_new:
        facts["fields"] = body.changed
    verb = events.ORGANISATION_IMPORTED if body.is_new else events.ORGANISATION_UPDATED
    record(verb, organisation, by=by, audience=[organisation], facts=facts)
