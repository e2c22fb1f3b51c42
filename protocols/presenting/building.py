"""How far the writing of a protocol is: its tasks with their states, what the law still asks, and all answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from governance import registry
from governance.content.checks import general
from governance.content.checks.wording import sentences
from governance.kinds import PlainSection, VersionText
from governance.presenting.rows import ShownField, ShownRows, shown_rows
from protocols.build_tasks import GROUPS, SIGNATORIES, Task, tasks_of
from protocols.minimum import Facts, missing_by_requirement
from protocols.presenting.signatories import SignatoriesOf
from protocols.rows import CONDITIONS, TERMS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from governance.models import DocumentVersion, Section


class Progress(Enum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"

    @property
    def words(self) -> str:
        return str(_WORDS[self])

    @property
    def colour(self) -> str:
        return {Progress.NOT_STARTED: "grey", Progress.IN_PROGRESS: "blue", Progress.DONE: ""}[self]


_WORDS: dict[Progress, _StrPromise] = {
    Progress.NOT_STARTED: _("Not started"),
    Progress.IN_PROGRESS: _("In progress"),
    Progress.DONE: _("Done"),
}


@dataclass(frozen=True)
class TaskLine:
    """One task in the list; `missing`: what the law still asks in it."""

    task: Task
    progress: Progress
    missing: Sequence[str]


@dataclass(frozen=True)
class GroupLine:
    heading: str
    lines: Sequence[TaskLine]


@dataclass(frozen=True)
class ShownText:
    heading: str
    body: str


@dataclass(frozen=True)
class Answered:
    """One task with all that is answered in it."""

    line: TaskLine
    rows: Sequence[ShownRows]
    fields: Sequence[ShownField]
    texts: Sequence[ShownText]

    @property
    def is_empty(self) -> bool:
        return not (any(rows.rows for rows in self.rows) or self.fields or self.texts)


@dataclass(frozen=True)
class Building:
    """A draft that is being built. `text` is what it says, tokens as they stand; its sections are loaded.
    `signers`: who signs for each party, where the page asks for it."""

    version: DocumentVersion
    text: VersionText
    signers: SignatoriesOf | None = None

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        return {section.key: section for section in self.version.sections.all()}

    @property
    def kind(self) -> str:
        return self.version.document.kind

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        return tasks_of(self.kind, list(self.sections))

    @cached_property
    def facts(self) -> Facts:
        return Facts.of(self.kind, self.text)

    @cached_property
    def lines(self) -> list[TaskLine]:
        wanting: dict[str, list[str]] = {}
        for requirement, fault in missing_by_requirement(self.facts):
            wanting.setdefault(requirement.task, []).append(fault)
        return [
            TaskLine(t, self._progress(t, wanting.get(t.key, [])), wanting.get(t.key, [])) for t in self.tasks
        ]

    @property
    def groups(self) -> list[GroupLine]:
        groups = [
            GroupLine(str(heading), [line for line in self.lines if line.task.group == key])
            for key, heading in GROUPS.items()
        ]
        return [group for group in groups if group.lines]

    @property
    def done(self) -> int:
        return sum(line.progress is Progress.DONE for line in self.lines)

    @property
    def missing(self) -> list[tuple[Task, str]]:
        """What the law still asks before it is opened for signature, and where that is answered."""
        return [(line.task, fault) for line in self.lines for fault in line.missing]

    @property
    def answers(self) -> list[Answered]:
        """Of each task in which something is answered; who signs is looked up, and stands on its own page."""
        return [self._answered(line) for line in self.lines if line.task.key != SIGNATORIES]

    def _progress(self, task: Task, wanting: Sequence[str]) -> Progress:
        if task.key == SIGNATORIES:
            if self.signers is not None and self.signers.is_whole:
                return Progress.DONE
            is_begun = self.signers is not None and self.signers.is_begun
            return Progress.IN_PROGRESS if is_begun else Progress.NOT_STARTED
        answered = {name for name, value in self._values(task).items() if value}
        sections = [self.sections[key] for key in task.sections]
        begun = self._is_begun(task) or any(section.lock > 1 for section in sections)
        whole = task.needed <= answered and all(self._is_written(section) for section in sections)
        if whole and not wanting:
            return Progress.DONE
        return Progress.IN_PROGRESS if begun else Progress.NOT_STARTED

    def _is_begun(self, task: Task) -> bool:
        """The lead is a party from the start."""
        values = self._values(task)
        parties = values.pop("parties", ())
        return len(parties) > 1 or any(values.values())

    def _values(self, task: Task) -> dict[str, Any]:  # Any: rows, or what a field holds
        """What is there of the rows and the answers of a task, by name."""
        rows = {key: self.facts.of_set(key) for key in task.rows}
        terms = {name: self.facts.terms.get(name) for name in task.terms}
        conditions = {name: self.facts.conditions.get(name) for name in task.conditions}
        return {**rows, **terms, **conditions}

    def _is_written(self, section: Section) -> bool:
        """With words, and with none left to fill in; one that is not required may be empty."""
        model = self.version.document.kind_model.section(section.key)
        if not sentences(section.body):
            return model is None or not model.required
        plain = PlainSection(section.key, section.heading, section.body)
        return not general.no_placeholder(VersionText("", self.version.language, (plain,)))

    def _answered(self, line: TaskLine) -> Answered:
        task = line.task
        sets = [rows for rows in registry.row_sets(self.kind) if rows.key in task.rows]
        fields = [
            ShownField(column.key, str(column.label), words, is_prose=False)
            for rows, names in ((TERMS, task.terms), (CONDITIONS, task.conditions))
            for column in rows.columns
            if column.key in names and (words := column.show(self._single(rows.key).get(column.key, "")))
        ]
        texts = [self.sections[key] for key in task.sections]
        return Answered(
            line,
            [shown_rows(rows, rows.of(self.text.rows)) for rows in sets],
            fields,
            [ShownText(each.heading, each.body) for each in texts if each.body.strip()],
        )

    def _single(self, key: str) -> Mapping[str, Any]:  # Any: what canonical JSON can hold
        return next(iter(self.text.rows.get(key, ())), {})
