from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audit.errors import InvalidMove
from governance import registry
from governance.forms.word_files import WordDraftForm, WordUploadForm
from governance.models import DocumentVersion, WordImport
from governance.presenting import word_imports as presenting
from governance.services import word_imports as acts
from governance.views.jobs import REFRESH_SECONDS
from governance.views.uploads import takes_a_file
from governance.views.working import MOVED, to_draft
from organisations.models import User
from organisations.permissions import Can, organisations_where
from organisations.views.acting import answer, done, fitted, posted
from organisations.views.fetch import person_of


def writer(request: HttpRequest) -> User:
    """Somebody who may write in an organisation; 403 for anybody else."""
    person = person_of(request)
    if not isinstance(person, User) or not organisations_where(person, Can.DRAFT).exists():
        raise PermissionDenied(
            _(
                "Only a person with the role information officer in an organisation can start a document there."
            )
        )
    return person


@takes_a_file
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form for a Word file, and those that wait to be gone on with. POST: takes the file."""
    person = writer(request)
    bodies = list(organisations_where(person, Can.DRAFT).in_name_order())
    files = request.FILES if request.method == "POST" else None
    form = WordUploadForm(posted(request), files, organisations=bodies)
    made: list[WordImport] = []
    if form.is_valid():
        wanted = form.cleaned_data
        kind = registry.kind(wanted["kind"])

        def upload() -> None:
            made.append(
                acts.upload(
                    wanted["organisation"],
                    file=wanted["file"],
                    kind=kind,
                    language=wanted["language"],
                    by=person,
                    key=wanted["once"],
                )
            )

        if done(form, upload):
            return redirect(made[0])
    unfinished = WordImport.objects.visible_to(person).for_list().unfinished()
    context: dict[str, object] = {"unfinished": [(one, presenting.state_of(one)) for one in unfinished]}
    return answer(request, "governance/word_import_new.html", context, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far a Word file is; once it is read, what went where. POST: makes the draft, or tries a failed job again."""
    person = writer(request)
    found = get_object_or_404(WordImport.objects.visible_to(person).for_page(), pk=key)
    if found.is_ready:
        return _review(request, found, person)
    if request.method == "POST":
        return _again(request, found, person)
    looks_again = found.is_reading and not found.is_stuck
    context = {"found": found, "state": presenting.state_of(found), "stays": "stay" in request.GET}
    page = render(request, "governance/word_import.html", context)
    if looks_again and "stay" not in request.GET:
        page["Refresh"] = str(REFRESH_SECONDS)
    return page


def _again(request: HttpRequest, found: WordImport, person: User) -> HttpResponse:
    """A draft that was made already is the answer to the same form sent twice."""
    if found.document is not None and found.document.created_by_id == person.pk:
        return _to_document(found)
    if not found.is_stuck:
        return _moved(request, found)
    try:
        acts.try_again(found, by=person)
    except InvalidMove as error:
        messages.info(request, str(error))
    return redirect(found)


def _review(request: HttpRequest, found: WordImport, person: User) -> HttpResponse:
    """Which part of the file becomes which section, and what has no place in the draft."""
    report = presenting.report_of(found)
    choices = presenting.section_choices(found.kind_model)
    form = WordDraftForm(posted(request), report=report, choices=choices)
    try:
        if form.is_valid() and fitted(form, lambda: _make(found, form, person)):
            messages.success(request, _("The draft is there. Only your team can see it."))
            return _to_document(WordImport.objects.for_page().get(pk=found.pk))
    except InvalidMove:  # somebody else was quicker
        return _moved(request, WordImport.objects.for_page().get(pk=found.pk))
    context: dict[str, object] = {
        "found": found,
        "state": presenting.state_of(found),
        "report": report,
        "parts": presenting.parts(report, form),
        "left_out": presenting.left_out(report),
        "changed": presenting.changed(report),
        "missing": presenting.missing(report),
        "without_text": presenting.without_text(found.kind_model, report),
    }
    return answer(request, "governance/word_import_review.html", context, form)


def _make(found: WordImport, form: WordDraftForm, person: User) -> None:
    acts.make_draft(found, by=person, title=form.cleaned_data["title"], places=form.chosen)


def _to_document(found: WordImport) -> HttpResponse:
    versions = DocumentVersion.objects.filter(document=found.document).for_list()
    return to_draft(versions.order_by("created_at")[0])


@require_http_methods(["GET", "HEAD", "POST"])
def give_up(request: HttpRequest, key: UUID) -> HttpResponse:
    """Asks once more before a file is given up. POST: gives it up."""
    person = writer(request)
    found = get_object_or_404(WordImport.objects.visible_to(person).for_page(), pk=key)
    if request.method == "POST":
        try:
            acts.give_up(found, by=person)
        except InvalidMove:
            return _moved(request, WordImport.objects.for_page().get(pk=key))
        messages.success(request, _("The Word file is given up. No draft was made of it."))
        return redirect("governance:word-import-new")
    if not found.may_be_given_up:
        return redirect(found)
    return render(request, "governance/word_import_give_up.html", {"found": found})


def _moved(request: HttpRequest, found: WordImport) -> HttpResponse:
    context = {"found": found, "state": presenting.state_of(found)}
    return render(request, "governance/word_import_moved.html", context, status=MOVED)
