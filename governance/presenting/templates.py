"""What a new version of a template means for a document that follows it: section by section, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.kinds import SectionText, VersionText
from governance.models import Document, DocumentVersion, ProcedureStep, TemplateVersion
from governance.presenting.redline import Part, Redline, redline
from governance.presenting.redline_rows import ChangedRow, changed_row
from governance.redline import Op
from governance.references import resolved
from governance.rows import FrozenRow, Rows
from governance.steps import STEPS, frozen_step
from governance.template_text import same_row, same_section, text_of
from organisations.permissions import Can, Person, keys_where, rights_anywhere

READ = 50  # documents looked at for one person


class Fate(TextChoices):
    """Where a section of the document stands towards a section that the template changed."""

    UNTOUCHED = "untouched", gettext_lazy("You have not changed it")
    ADAPTED = "adapted", gettext_lazy("You changed it")
    EMPTY = "empty", gettext_lazy("Empty in your text")
    TAKEN = "taken", gettext_lazy("Done")
    NEW = "new", gettext_lazy("New in the template")
    LEFT_OUT = "left_out", gettext_lazy("You took it out")
    GONE = "gone", gettext_lazy("No longer in the template")
    MOVED = "moved", gettext_lazy("Moved in the template")


COLOURS = {
    Fate.UNTOUCHED: "blue",
    Fate.ADAPTED: "yellow",
    Fate.NEW: "blue",
    Fate.EMPTY: "grey",
    Fate.GONE: "grey",
}


@dataclass(frozen=True)
class Wording:
    """A section that the template changed, and the document's own of that key; `base` is the lock of the own one."""

    part: Part
    fate: Fate
    own: SectionText | None
    base: int | None

    @property
    def key(self) -> str:
        return self.part.section.change.key if self.part.section else ""

    @property
    def title(self) -> str:
        return self.part.section.change.title if self.part.section else ""

    @property
    def colour(self) -> str:
        return COLOURS.get(self.fate, "")

    @property
    def takes(self) -> bool:
        """Whether the new wording can be taken as it is."""
        return self.fate in (Fate.UNTOUCHED, Fate.EMPTY, Fate.NEW, Fate.LEFT_OUT)


@dataclass(frozen=True)
class StepWording:
    """A step that the template changed, and the document's own of that key."""

    key: str
    title: str
    change: ChangedRow
    fate: Fate
    own: ProcedureStep | None

    @property
    def base(self) -> int | None:
        return self.own.lock if self.own else None

    @property
    def colour(self) -> str:
        return COLOURS.get(self.fate, "")

    @property
    def takes(self) -> bool:
        """Whether the new wording can be taken; of an own wording it takes the place."""
        return self.fate in (Fate.UNTOUCHED, Fate.ADAPTED, Fate.NEW, Fate.LEFT_OUT)


@dataclass(frozen=True)
class Adoption:
    """What the page of a document and its template shows."""

    adopted: TemplateVersion
    offered: TemplateVersion
    changes: Redline
    wordings: tuple[Wording, ...]
    steps: tuple[StepWording, ...] = ()

    @property
    def _all(self) -> tuple[Wording | StepWording, ...]:
        return (*self.wordings, *self.steps)

    @property
    def is_newest(self) -> bool:
        return self.adopted.pk == self.offered.pk

    @property
    def untouched(self) -> int:
        return sum(wording.fate is Fate.UNTOUCHED for wording in self._all)

    @property
    def open(self) -> int:
        """Sections and steps about which nothing was done yet."""
        waits = (Fate.UNTOUCHED, Fate.ADAPTED, Fate.NEW)
        return sum(wording.fate in waits for wording in self._all)


def adoption(
    adopted: TemplateVersion,
    offered: TemplateVersion,
    own: DocumentVersion,
    own_steps: Iterable[ProcedureStep] = (),
) -> Adoption:
    """Two queries; the sections of `own` are those that are loaded."""
    before, after = text_of(adopted), text_of(offered)
    changes = redline(resolved(before, by=after), resolved(after))
    mine = {section.key: section for section in own.sections.all()}
    wordings = []
    for part in changes.parts:
        if part.section is None:
            continue
        key = part.section.change.key
        here = mine.get(key)
        fate = _fate(part.section.change.op, here, _section(before, key), _section(after, key))
        wordings.append(Wording(part, fate, here, here.lock if here else None))
    steps = _step_wordings(before.rows, after.rows, {step.key: step for step in own_steps})
    return Adoption(adopted, offered, changes, tuple(wordings), tuple(steps))


def _step_wordings(before: Rows, after: Rows, mine: Mapping[str, ProcedureStep]) -> Iterator[StepWording]:
    """Each step that came, went or says something else, in the order of the newer version; those that went last."""
    was_by_key = {row["key"]: row for row in STEPS.of(before)}
    now_by_key = {row["key"]: row for row in STEPS.of(after)}
    for key in dict.fromkeys([*now_by_key, *was_by_key]):
        was, now, own = was_by_key.get(key), now_by_key.get(key), mine.get(key)
        for change in changed_row(STEPS, was, now):
            yield StepWording(key, change.name, change, _fate_of_step(own, was, now), own)


def _fate_of_step(own: ProcedureStep | None, was: FrozenRow | None, now: FrozenRow | None) -> Fate:
    if now is None:
        return Fate.TAKEN if own is None else Fate.GONE
    if own is None:
        return Fate.NEW if was is None else Fate.LEFT_OUT
    says = frozen_step(own)
    if same_row(says, now):
        return Fate.TAKEN
    return Fate.UNTOUCHED if was is not None and same_row(says, was) else Fate.ADAPTED


def _section(text: VersionText, key: str) -> SectionText | None:
    return next((section for section in text.sections if section.key == key), None)


def _fate(op: Op, own: SectionText | None, was: SectionText | None, now: SectionText | None) -> Fate:
    if now is None:
        return Fate.TAKEN if own is None else Fate.GONE
    if own is None:
        return Fate.NEW if was is None else Fate.LEFT_OUT
    if op is Op.SAME:
        return Fate.MOVED
    if same_section(own, now):
        return Fate.TAKEN
    if not own.body.strip():
        return Fate.EMPTY
    return Fate.UNTOUCHED if was is not None and same_section(own, was) else Fate.ADAPTED


@dataclass(frozen=True)
class News:
    """A line of work: the template of a document has a new version."""

    text: str
    href: str
    why: str


def news_for(person: Person) -> list[News]:
    """Of documents that the person drafts. One query; none for who drafts nowhere by role."""
    if Can.DRAFT not in rights_anywhere(person):
        return []
    mine = Document.objects.filter(organisation__in=keys_where(person, Can.DRAFT))
    return [
        News(
            _("Look at the new template: %(title)s") % {"title": title},
            reverse("governance:adopted", args=[reference]),
            _("Version %(number)d of the template came on %(day)s. %(organisation)s")
            % {"number": number, "day": date_format(day, "j F Y"), "organisation": organisation},
        )
        for title, reference, organisation, number, day in mine.template_news()[:READ]
    ]
