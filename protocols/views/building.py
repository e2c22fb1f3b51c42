from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from audit.errors import InvalidMove
from governance import registry
from governance.errors import Conflict
from governance.kinds import VersionText
from governance.models import Document, DocumentVersion
from governance.partners import partners_of
from governance.presenting.rows import ShownRow, shown_rows
from governance.views import outlining
from governance.views.working import MOVED, moved_on, put
from organisations.models import User
from organisations.permissions import Can, can
from organisations.views.acting import REFUSED, add_errors, posted
from organisations.views.fetch import person_of
from protocols.build_tasks import Task
from protocols.forms.answers import TaskForm
from protocols.kinds import ACCORD
from protocols.models import Conditions, Terms
from protocols.pasting import WORDS
from protocols.presenting.building import Building
from protocols.presenting.localising import as_recorded
from protocols.presenting.signatories import signatories_of
from protocols.services.answers import CONDITIONS_FIELDS, TERMS_FIELDS, answer_task
from protocols.services.drafting import StaleRow
from protocols.stamps import stamp
from protocols.stored import WrittenRows, stored_rows
from protocols.views.working import build_page, open_draft


@never_cache
@require_safe
def build(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """The tasks in which a protocol is written, and how far each is."""
    person, version = open_draft(request, reference, number)
    if not version.is_draft:
        return redirect(version)
    building = _building(version, stored_rows(version), person)
    origin = getattr(version.document, "protocol", None)  # read with the version
    context = _beside(version, building=building, based_on=as_recorded(origin), ways=_ways(version, person))
    context["partners"] = partners_of(version)
    return render(request, "protocols/build.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, reference: str, number: str, task: str) -> HttpResponse:
    """One task: its rows, its answers and its texts. What somebody else saved in between is never overwritten."""
    person, version = open_draft(request, reference, number)
    if not version.is_draft:
        return moved_on(request, version)
    stored = stored_rows(version)
    building = _building(version, stored)
    line = next((line for line in building.lines if line.task.key == task), None)
    if line is None:
        raise Http404
    form = _form(line.task, stored, building, request)
    status = 200
    if form.is_bound:
        try:
            if form.is_valid() and _answered(form, version, person):
                messages.success(request, _("“%(task)s” is saved.") % {"task": line.task.label})
                return redirect(build_page("build", version) + f"#task-{task}")
            status = REFUSED
        except (StaleRow, Conflict) as stale:
            _begin_again(form, stale, version)
            status = MOVED
        except InvalidMove as refused:
            return moved_on(request, version, refused)
    models = version.document.kind_model.sections
    context = _beside(
        version,
        line=line,
        task=line.task,
        sets=_sets(line.task, stored, building),
        form=form,
        fields=form.advised({model.key: model.guidance for model in models}),
    )
    return render(request, "protocols/build_task.html", context, status=status)


@never_cache
@require_safe
def check(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """All answers, what the law still asks, and how complete it is with the reason for each point."""
    person, version = open_draft(request, reference, number)
    if not version.is_draft:
        return redirect(version)
    building = _building(version, stored_rows(version))
    score = outlining.score(version, building.text)
    context = _beside(version, building=building, score=score, ways=_ways(version, person))
    return render(request, "protocols/build_check.html", context)


def _ways(version: DocumentVersion, person: User) -> dict[str, bool]:
    """What can come next; no query: the rights of a person are kept."""
    body = version.organisation
    return {"may_submit": can(person, Can.SUBMIT, body), "may_invite": can(person, Can.GRANT_ACCESS, body)}


@dataclass(frozen=True)
class Line:
    """A row of a task as it can be changed: what it says, and the row itself."""

    shown: ShownRow
    row: Any  # a row of any kind
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class SetOnPage:
    key: str
    heading: str
    lines: list[Line]
    can_paste: bool
    empty: str


def _building(version: DocumentVersion, stored: WrittenRows, person: User | None = None) -> Building:
    """Its sections are loaded already. Without a `person` it does not ask who signs: for the page of another task."""
    sections = sorted(version.sections.all(), key=lambda section: (section.position, section.key))
    text = VersionText(version.title, version.language, tuple(sections), rows=stored.frozen())
    signers = signatories_of(version, stored.parties, stored.items, person) if person else None
    return Building(version, text, signers)


def _sets(task: Task, stored: WrittenRows, building: Building) -> list[SetOnPage]:
    """The rows of a task, as they are stored and as they read."""
    by_set = {
        "parties": stored.parties,
        "data_items": stored.items,
        "flows": stored.flows,
        "powers": stored.powers,
        "bases": stored.bases,
    }
    found = []
    known = {rows.key: rows for rows in registry.row_sets(building.kind)}
    for rows in (known[key] for key in task.rows):
        own = by_set[rows.key]
        shown = shown_rows(rows, rows.of(building.text.rows)).rows
        lines = [
            Line(words, row, place == 0, place == len(own) - 1)
            for place, (words, row) in enumerate(zip(shown, own, strict=True))
        ]
        found.append(SetOnPage(rows.key, str(rows.heading), lines, rows.key in WORDS, _empty(rows.key)))
    return found


def _empty(key: str) -> str:
    return {
        "parties": _("Name each organisation that gives or receives information."),
        "data_items": _("List one item at a time, such as “Date of birth”. No more than the purpose needs."),
        "flows": _("Say for each pair of parties what goes from one to the other."),
        "bases": _("Choose one of Article 6 first. Special category data needs a second one."),
        "powers": _("Name the Act and section that lets a public body share, if there is one."),
    }[key]


def _form(task: Task, stored: WrittenRows, building: Building, request: HttpRequest) -> TaskForm:
    terms, conditions = stored.terms, stored.conditions
    initial = {
        "seen_terms": stamp(terms, TERMS_FIELDS),
        "seen_conditions": stamp(conditions, CONDITIONS_FIELDS),
        **{name: getattr(terms, name) for name in task.terms if terms},
        **{name: getattr(conditions, name) for name in task.conditions if conditions},
    }
    sections = [building.sections[key] for key in task.sections]
    return TaskForm.of(
        task,
        posted(request),
        initial=initial,
        sections=sections,
        language=building.version.language,
        accords=_accords(request) if "accord" in task.terms else (),
    )


def _accords(request: HttpRequest) -> list[tuple[str, str]]:
    """Those that the person may read and that are signed in this register. One query."""
    readable = Document.objects.visible_to(person_of(request)).filter(kind=ACCORD.key)
    here = readable.exclude(protocol__is_from_outside=True).order_by("title", "reference")
    return [(each.reference, f"{each.title} ({each.reference})") for each in here]


def _answered(form: TaskForm, version: DocumentVersion, person: User) -> bool:
    """Whether the act took it. What somebody else did in between is left to the page."""
    seen = (form.cleaned_data["seen_terms"], form.cleaned_data["seen_conditions"])
    try:
        answer_task(
            version, by=person, terms=form.terms, conditions=form.conditions, texts=form.texts, seen=seen
        )
    except (StaleRow, Conflict):
        raise
    except ValidationError as refused:
        add_errors(form, refused)
        return False
    return True


def _begin_again(form: TaskForm, stale: StaleRow | Conflict, version: DocumentVersion) -> None:
    """Says what was changed; to send the form once more puts one's own in the place of it."""
    if isinstance(stale, Conflict):
        key = stale.theirs.key
        put(form, f"base-{key}", stale.theirs.lock)
        sentence = _("Somebody saved “%(heading)s” before you. Nothing was saved. It says now: %(text)s")
        said = {"heading": stale.theirs.heading, "text": stale.theirs.body}
        form.add_error(f"text-{key}", sentence % said)
        return
    put(form, "seen_terms", stamp(Terms.objects.filter(version=version).first(), TERMS_FIELDS))
    put(form, "seen_conditions", stamp(Conditions.objects.filter(version=version).first(), CONDITIONS_FIELDS))
    form.add_error(
        None,
        _("Somebody changed this before you. Nothing was saved. Save again to put yours in its place."),
    )


def _beside(version: DocumentVersion, **more: object) -> dict[str, object]:
    return {"version": version, "document": version.document, **more}
