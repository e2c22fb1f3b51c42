from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.errors import InvalidMove
from governance.content.guidance import for_section
from governance.forms.sections import MoveForm
from governance.forms.steps import NewStepForm, StepForm
from governance.models import DocumentVersion, ProcedureStep
from governance.references import dangling
from governance.services.steps import (
    StaleStep,
    add_step,
    change_step,
    has_steps,
    move_step,
    remove_step,
    steps_of,
)
from governance.steps import FIELDS, STEPS
from governance.views.working import MOVED, Work, address, follows, moved_on, open_version, put
from organisations.permissions import Can
from organisations.typed import typed_words
from organisations.views.acting import REFUSED, add_errors, answer, fitted, posted


@never_cache
@require_safe
def steps(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """The steps of a draft in order, with what can be done to each."""
    _person, version = _open(request, reference, number)
    if not version.is_draft:
        return redirect(version)
    text = version.text()
    context = {
        "version": version,
        "document": version.document,
        "steps": steps_of(version),
        "gone": [each.token for each in dangling(text)],
    }
    return render(request, "governance/steps.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@follows
def add(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    person, version = _open(request, reference, number)
    if not version.is_draft:
        return moved_on(request, version)
    there = steps_of(version)
    form = NewStepForm.among(there, version.language, posted(request))
    made: list[ProcedureStep] = []

    def act() -> None:
        wanted = form.cleaned_data
        made.append(add_step(version, by=person, fields=form.typed, after=form.place, pk=wanted["once"]))

    if form.is_valid() and fitted(form, act):
        step = made[0]
        messages.success(
            request, _("Step %(place)d, “%(what)s”, is added.") % {"place": step.position, "what": step.what}
        )
        return _to_steps(version, step)
    context: dict[str, object] = {**_beside(version), "steps": there}
    return answer(request, "governance/step_add.html", context, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, reference: str, number: str, key: str) -> HttpResponse:
    """One step. A save on top of somebody else's shows what is saved now, with everything typed kept in the form."""
    person, version = _open(request, reference, number)
    if not version.is_draft:
        return moved_on(request, version)
    step = version.steps.filter(key=key).first()
    if step is None:
        return _gone(request, version)
    form = StepForm.of(step, posted(request))
    theirs: ProcedureStep | None = None
    if form.is_valid():
        try:
            step = change_step(step, by=person, fields=form.typed, base=form.cleaned_data["base"])
        except StaleStep as stale:
            if stale.theirs is None:
                return _gone(request, version)
            theirs = stale.theirs
            put(form, "base", theirs.lock)
        except ValidationError as refused:
            add_errors(form, refused)
        except InvalidMove as refused:
            return moved_on(request, version, refused)
        else:
            messages.success(request, _("“%(what)s” is saved.") % {"what": step.what})
            return _to_steps(version, step)
    context = {
        **_beside(version),
        "step": step,
        "steps": steps_of(version),
        "form": form,
        "theirs": theirs,
    }
    status = MOVED if theirs else REFUSED if form.errors else 200
    return render(request, "governance/step_edit.html", context, status=status)


@require_POST
def move(request: HttpRequest, reference: str, number: str, key: str) -> HttpResponse:
    """One place up or down, if the step still stands where the person saw it."""
    person, version = _open(request, reference, number)
    if not version.is_draft:
        return moved_on(request, version)
    step = version.steps.filter(key=key).first()
    if step is None:
        raise Http404
    form = MoveForm(request.POST)
    try:
        if not form.is_valid():
            raise StaleStep(_("The order was changed meanwhile. Nothing was moved."), step)
        wanted = form.cleaned_data
        step = move_step(step, by=person, to=wanted["to"], seen=wanted["seen"])
    except StaleStep as stale:
        messages.info(request, stale.messages[0])
        return _to_steps(version, stale.theirs)
    except InvalidMove as refused:
        return moved_on(request, version, refused)
    place = {"what": step.what, "place": step.position, "total": version.steps.count()}
    messages.success(request, _("“%(what)s” is step %(place)d of %(total)d now.") % place)
    return _to_steps(version, step)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, reference: str, number: str, key: str) -> HttpResponse:
    person, version = _open(request, reference, number)
    if not version.is_draft:
        return moved_on(request, version)
    step = version.steps.filter(key=key).first()
    if request.method != "POST":
        if step is None:
            raise Http404
        context: dict[str, object] = {"version": version, "document": version.document, "step": step}
        context["named"] = _naming(version, step)
        return render(request, "governance/step_remove.html", context)
    try:
        if step is None:
            raise StaleStep(_("This step is removed already."))
        remove_step(step, by=person)
    except StaleStep as stale:
        messages.info(request, stale.messages[0])
        return _to_steps(version)
    except InvalidMove as refused:
        return moved_on(request, version, refused)
    messages.success(
        request, _("“%(what)s” is removed. What it said stays in the history.") % {"what": step.what}
    )
    return _to_steps(version)


def _open(request: HttpRequest, reference: str, number: str) -> Work:
    """404 also for a kind of document that has no steps."""
    work = open_version(request, reference, number, Can.DRAFT)
    if not has_steps(work.version):
        raise Http404
    return work


def _beside(version: DocumentVersion) -> dict[str, object]:
    """What the pages on which a step is written show around the form."""
    links = for_section(version.document.kind, STEPS.key)
    return {"version": version, "document": version.document, "published_guidance": links}


def _gone(request: HttpRequest, version: DocumentVersion) -> HttpResponse:
    """The step was removed: 404, or where somebody typed for it, that, to be copied."""
    if request.method != "POST":
        raise Http404
    context = {"version": version, "document": version.document, "typed": typed_words(request)}
    return render(request, "governance/step_gone.html", context, status=MOVED)


def _naming(version: DocumentVersion, step: ProcedureStep) -> list[str]:
    """Where the draft names a step: the headings of sections, and the titles of other steps."""
    token = STEPS.token_of({"key": step.key})
    sections = [
        each.heading for each in version.sections.all() if token in each.body or token in each.heading
    ]
    others = version.steps.order_by("position", "key").exclude(pk=step.pk)
    return sections + [each.what for each in others if any(token in getattr(each, name) for name in FIELDS)]


def _to_steps(version: DocumentVersion, step: ProcedureStep | None = None) -> HttpResponse:
    return redirect(address("steps", version) + (f"#step-{step.key}" if step else ""))
