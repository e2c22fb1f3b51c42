from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from audit.errors import InvalidMove
from governance.forms.documents import DetailsForm, NextDraftForm
from governance.forms.review import ReasonForm
from governance.kinds import WRITING_PAGE
from governance.lifecycle import State
from governance.models import Document, DocumentVersion
from governance.presenting.steps import writing_page
from governance.services.documents import change_version, start_draft
from governance.services.review import give_up as give_up_draft
from governance.views import outlining
from governance.views.working import MOVED, follows, moved_on, open_document, open_version, put, to_draft
from organisations.models import User
from organisations.permissions import Can, can
from organisations.views.acting import answer, fitted, posted


@never_cache
@require_safe
def draft(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """The author's page: the sections with their states, how complete the text is, and what comes next."""
    person, version = open_version(request, reference, number, Can.DRAFT, with_sections=False)
    if not version.is_draft:
        return redirect(version)
    outlining.with_sections(version, person)
    unsaved, text = outlining.unsaved_texts(version, person), version.text()
    document = version.document
    context = {
        "version": version,
        "document": document,
        "rows": outlining.rows(version, person, unsaved),
        "row_sets": outlining.row_sets(version, text),
        "left_behind": unsaved.elsewhere,
        "score": outlining.score(version, text),
        "files": version.attachments.in_order(),
        "sent_back": outlining.sent_back(version),
        "newer_template": outlining.newer_template(version),
        "arranges": "arrange" in request.GET,
        "tasks": "" if document.kind_model.writing_page == WRITING_PAGE else writing_page(version),
        "may_submit": can(person, Can.SUBMIT, version.organisation),
    }
    return render(request, "governance/draft.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@follows
def details(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Title, marking and handling of a draft."""
    person, version = open_version(request, reference, number, Can.DRAFT)
    if not version.is_draft:
        return moved_on(request, version)
    form = DetailsForm.of(version, posted(request))
    if form.is_valid() and (
        form.says_what_stands(version)
        or fitted(form, lambda: change_version(version, by=person, **form.cleaned_data))
    ):
        messages.success(request, _("The details are saved."))
        return to_draft(version)
    context: dict[str, object] = {"version": version, "document": version.document}
    if form.is_bound and form.errors:
        version = DocumentVersion.objects.for_page().get(pk=version.pk)
        context["stands"] = version if _was_stale(form, version) else None
        put(form, "lock", version.lock)
    return answer(request, "governance/details.html", context, form)


def _was_stale(form: DetailsForm, version: DocumentVersion) -> bool:
    return form.cleaned_data.get("lock") not in (None, version.lock)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, reference: str) -> HttpResponse:
    """The next draft of a document; ?from=1.0 names the version that the person came from."""
    person, document = open_document(request, reference, Can.DRAFT)
    versions = document.versions.for_list()
    at_work = versions.open().first()
    if at_work is not None:
        return _at_work(request, at_work)
    came_from = versions.numbered(request.GET.get("from", "")).first()
    form = NextDraftForm.of(document, posted(request), came_from)
    try:
        if form.is_valid() and fitted(form, lambda: _start(document, person, form)):
            messages.success(request, _("The draft is there. Only your team can see it."))
            return redirect(writing_page(versions.open().get()))
    except InvalidMove:  # somebody else was quicker
        return _at_work(request, versions.open().get())
    return answer(request, "governance/draft_new.html", {"document": document}, form)


def _start(document: Document, person: User, form: NextDraftForm) -> DocumentVersion:
    return start_draft(document, by=person, based_on=form.cleaned_data["based_on"], edition=form.is_edition)


def _at_work(request: HttpRequest, version: DocumentVersion) -> HttpResponse:
    context = {"document": version.document, "version": version}
    return render(request, "governance/draft_open.html", context, status=MOVED if request.POST else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@follows
def give_up(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    person, version = open_version(request, reference, number, Can.DRAFT)
    document: Document = version.document
    if not version.is_draft:
        twice = request.method == "POST" and version.state == State.WITHDRAWN
        return (
            redirect(version)
            if twice and version.withdrawn_by_id == person.pk
            else moved_on(request, version)
        )
    form = ReasonForm.asking(
        posted(request),
        label=_("Why is this draft not needed?"),
        help_text=_("Your team can read it in the history."),
        required=_("Say why this draft is not needed."),
    )
    if form.is_valid() and fitted(form, lambda: give_up_draft(version, by=person, **form.cleaned_data)):
        messages.success(
            request,
            _("Draft %(number)s is given up. Your team can still read it.") % {"number": version.number},
        )
        return redirect("governance:history", document.reference)
    return answer(request, "governance/give_up.html", {"version": version, "document": document}, form)
