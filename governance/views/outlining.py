"""What the page of a draft shows: its sections with their states, and how complete the text is."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from django.db.models import Count, OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.models import Event
from governance import events, registry
from governance.content.checks.general import to_fill_in
from governance.kinds import CheckResult, Finding, SectionModel, VersionText, run_checks
from governance.models import (
    DocumentVersion,
    MeantReference,
    Presence,
    Section,
    SectionDraft,
    TemplateVersion,
)
from governance.presenting.comments import open_threads
from governance.rows import FrozenRow, RowSet
from governance.services.presence import others_in
from governance.views.working import address
from organisations.models import User

COMMENTS = "open_comments"


@dataclass(frozen=True)
class Row:
    """One section in the task list. `state` is a word with a colour; none where it is simply filled in."""

    section: Section
    state: str
    colour: str
    is_unsaved: bool
    here: tuple[Presence, ...]
    comments: int
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class Unsaved:
    """Text that a person typed and did not save: keys of sections of a version, and what was left in others."""

    sections: Set[object]
    elsewhere: Sequence[SectionDraft]


@dataclass(frozen=True)
class Place:
    """Where a finding is put right."""

    name: str
    href: str


@dataclass(frozen=True)
class Advice:
    """A check that found something, and where."""

    result: CheckResult
    places: tuple[tuple[Finding, Place | None], ...]


@dataclass(frozen=True)
class Score:
    """How complete a text is: advice with its sources, never a gate."""

    done: int
    total: int
    missing: tuple[Advice, ...]
    hints: tuple[Advice, ...]
    fine: tuple[CheckResult, ...]

    @property
    def sentence(self) -> str:
        return _("%(done)d of %(total)d points") % {"done": self.done, "total": self.total}


def with_sections(version: DocumentVersion, person: User) -> None:
    """Loads the sections, each with how many comments on it are open, and those of the version before. One query."""
    about = open_threads(version, person).about(OuterRef("key")).order_by().values("document")
    counted = Subquery(about.annotate(number=Count("pk")).values("number"))
    sections = Section.objects.annotate(**{COMMENTS: Coalesce(counted, 0)})
    versions = [version, version.based_on] if version.based_on else [version]
    prefetch_related_objects(versions, Prefetch("sections", sections))


def rows(version: DocumentVersion, person: User, unsaved: Unsaved) -> list[Row]:
    """The sections in order, as `with_sections` loads them, with who else is there. One query."""
    sections = list(version.sections.all())
    here, before = others_in(version, person), _before(version)
    made = []
    for number, section in enumerate(sections):
        state, colour = _state(section, before, version)
        ends = (number == 0, number == len(sections) - 1)
        people = tuple(each for each in here if each.section_id == section.pk)
        made.append(
            Row(
                section, state, colour, section.pk in unsaved.sections, people, vars(section)[COMMENTS], *ends
            )
        )
    return made


def unsaved_texts(version: DocumentVersion, person: User) -> Unsaved:
    """What this person typed in the document and did not save. One query."""
    mine = SectionDraft.objects.differing().filter(
        person=person, section__version__document=version.document_id
    )
    found = list(mine.select_related("section__version").order_by("-saved_at", "pk"))
    here = {each.section_id for each in found if each.section.version_id == version.pk}
    return Unsaved(here, [each for each in found if each.section_id not in here])


def _before(version: DocumentVersion) -> dict[str, tuple[str, str]]:
    if version.based_on is None:
        return {}
    return {each.key: (each.body_sha256, each.heading) for each in version.based_on.sections.all()}


def _state(section: Section, before: dict[str, tuple[str, str]], version: DocumentVersion) -> tuple[str, str]:
    if section.is_empty:
        return _("Empty"), "grey"
    if to_fill_in(section.body):
        return _("To fill in"), "yellow"
    if version.based_on is None:
        return _("Completed"), ""
    number = version.based_on.number
    if section.key not in before:
        return _("New since %(number)s") % {"number": number}, "blue"
    if before[section.key] != (section.body_sha256, section.heading):
        return _("Changed since %(number)s") % {"number": number}, "blue"
    return _("Completed"), ""


def score(version: DocumentVersion, text: VersionText | None = None) -> Score:
    """`text` is the version's where it is at hand, tokens as they stand. One query beside it."""
    text = version.text() if text is None else text
    meant = MeantReference.objects.filter(document=version.document_id).as_meant()
    asked = replace(text, meant=meant, next_review_on=version.next_review_on)
    results = run_checks(version.document.kind_model, asked)
    must = [result for result in results if not result.check.hint]
    by_key = {section.key: section for section in text.sections}
    by_set = {rows.key: rows for rows in registry.row_sets(version.document.kind) if rows.page}

    def place(finding: Finding) -> Place | None:
        section, rows = by_key.get(finding.section_key), by_set.get(finding.rows)
        if section is not None:
            return Place(section.heading, address("section-edit", version, section.key))
        return Place(str(rows.heading), page_of(rows, version)) if rows is not None else None

    def advice(result: CheckResult) -> Advice:
        return Advice(result, tuple((each, place(each)) for each in result.findings))

    return Score(
        done=sum(result.points for result in must),
        total=sum(result.check.points for result in must),
        missing=tuple(advice(result) for result in must if not result.passed),
        hints=tuple(advice(result) for result in results if result.check.hint and not result.passed),
        fine=tuple(result for result in must if result.passed),
    )


@dataclass(frozen=True)
class Holds:
    """A set of rows that a draft holds: what they are called, how many there are, and where they are changed."""

    key: str
    heading: str
    is_single: bool
    count: int
    names: tuple[str, ...]
    href: str
    verb: str


def row_sets(version: DocumentVersion, text: VersionText) -> list[Holds]:
    """The sets of rows that a person can change, as they stand in the version's text."""
    kind = version.document.kind
    return [_holds(rows, version, rows.of(text.rows)) for rows in registry.row_sets(kind) if rows.page]


def _holds(rows: RowSet, version: DocumentVersion, found: Sequence[FrozenRow]) -> Holds:
    first = rows.columns[0]
    names = tuple(name for row in found if (name := first.show(row.get(first.key))))
    return Holds(
        rows.key,
        str(rows.heading),
        rows.is_single,
        len(found),
        names,
        page_of(rows, version),
        str(rows.page_words),
    )


def page_of(rows: RowSet, version: DocumentVersion) -> str:
    return reverse(rows.page, args=[version.document.reference, version.number, *rows.page_args])


def absent(version: DocumentVersion) -> list[SectionModel]:
    """Sections that this kind of document usually has and this version has not."""
    keys = {section.key for section in version.sections.all()}
    headings = {section.heading.casefold() for section in version.sections.all()}
    models = version.document.kind_model.sections
    return [model for model in models if model.key not in keys and model.heading.casefold() not in headings]


def newer_template(version: DocumentVersion) -> TemplateVersion | None:
    """The newest version of the template, where the document follows an older one."""
    adopted = version.document.adopted_id
    return TemplateVersion.objects.after(adopted).first() if adopted else None


def sent_back(version: DocumentVersion) -> Event | None:
    """Why a draft came back from review, where that is the last that happened to it there. One query at most."""
    if version.lock == 1:  # sending it and taking it back both count up: it has not been there
        return None
    moves = (
        events.VERSION_SUBMITTED,
        events.VERSION_RECALLED,
        events.VERSION_SENT_BACK,
        events.VERSION_APPROVED,
    )
    last = Event.objects.for_target(version).filter(verb__in=[str(verb) for verb in moves])
    found = last.newest_first().first()
    return found if found is not None and found.verb == str(events.VERSION_SENT_BACK) else None
