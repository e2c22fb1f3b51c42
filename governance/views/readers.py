"""For those who ask: who was offered a document or a training item, who opened it, who confirmed it; and to ask."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audit.errors import InvalidMove
from governance import readership
from governance.forms.readings import AskForm, ReadersFilter
from governance.models import Document, DocumentVersion, ReadingRequest, TrainingItem
from governance.presenting.chips import chips
from governance.presenting.readers import Reader, sentence
from governance.services.offering import Subject
from governance.services.reading_requests import ask as ask_people
from governance.services.reading_requests import withdraw as withdraw_request
from governance.views.reading_files import readings_csv, refused_csv
from governance.views.working import open_document
from organisations.forms.paging import CursorForm
from organisations.models import Team, User
from organisations.paging import keyset_page
from organisations.permissions import Can
from organisations.views.acting import REFUSED, answer, done, posted
from organisations.views.fetch import person_of, visit

PAGE = 50
ORDER = ("user__name", "pk")


def subject_of(
    request: HttpRequest, reference: str = "", code: str = "", key: UUID | None = None
) -> tuple[User, Subject]:
    """A document, or a training item, in whose organisation the person may ask: 404 and 403 as everywhere."""
    if reference:
        desk = open_document(request, reference, Can.PUBLISH)
        return desk.person, desk.document
    person, organisation = visit(request, code, Can.PUBLISH)
    rows = TrainingItem.objects.visible_to(person).filter(organisation=organisation)
    return person, get_object_or_404(rows.select_related("organisation"), pk=key)


@require_safe
def overview(request: HttpRequest, **where: Any) -> HttpResponse:
    """Who is asked, by which requests, and how far each person is. `where`: as `subject_of` takes it."""
    _person, subject = subject_of(request, **where)
    today = timezone.localdate()
    form, shown = _filter(request, subject, today)
    is_over = _is_over(subject, shown, today)
    everyone = readership.readers(subject, shown, {}, today)
    context: dict[str, object] = {
        "subject": subject,
        "is_document": isinstance(subject, Document),
        "organisation": subject.organisation,
        "version": shown,
        "is_over": is_over,
        "form": form,
        "sentence": sentence(readership.progress_counts(everyone, today)),
        "requests": list(ReadingRequest.objects.about(subject).open().for_list()),
        "may_ask": not (isinstance(subject, TrainingItem) and subject.has_ended),
        "is_filtered": bool(form.in_use),
    }
    if form.is_valid():
        found = readership.readers(subject, shown, form.cleaned_data, today)
        after, before = CursorForm.rows(request.GET, everyone)
        page = keyset_page(found, ORDER, size=PAGE, after=after, before=before)
        context |= {
            "page": page,
            "rows": [Reader(reading, today, is_over) for reading in page.rows],
            "chips": chips(form, request.GET, form.in_use),
        }
    return render(request, "governance/readers.html", context, status=200 if form.is_valid() else REFUSED)


@require_safe
def download(request: HttpRequest, **where: Any) -> HttpResponseBase:
    """The same list as a file, as the filters leave it."""
    person, subject = subject_of(request, **where)
    today = timezone.localdate()
    form, shown = _filter(request, subject, today)
    if not form.is_valid():
        return refused_csv(form)
    found = readership.readers(subject, shown, form.cleaned_data, today).order_by(*ORDER)
    name = subject.reference if isinstance(subject, Document) else "training"
    return readings_csv(subject, found, name=f"reading-{name}", by=person, on=today)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, **where: Any) -> HttpResponse:
    """Asks roles, teams or named people to read what is in force, or to do a training item."""
    person, subject = subject_of(request, **where)
    form = AskForm(posted(request), organisation=subject.organisation)
    if form.is_valid() and done(form, lambda: ask_people(subject, by=person, **form.cleaned_data)):
        messages.success(request, _("They are asked. It stands on their page “To read”."))
        return redirect(readers_page(subject))
    context: dict[str, object] = {
        "subject": subject,
        "is_document": isinstance(subject, Document),
        "organisation": subject.organisation,
        "back": readers_page(subject),
    }
    return answer(request, "governance/reading_ask.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Takes one request back. The same form sent twice is no refusal."""
    person = person_of(request)
    rows = ReadingRequest.objects.visible_to(person).for_list()
    found = get_object_or_404(rows.select_related("document__organisation", "training__organisation"), pk=key)
    if not isinstance(person, User):
        raise Http404
    if request.method == "POST":
        with suppress(InvalidMove):  # it is withdrawn, as was wanted
            withdraw_request(found, by=person)
        messages.success(request, _("The request is withdrawn. What people have confirmed stays on record."))
        return redirect(readers_page(found.subject))
    context = {"request_to_read": found, "subject": found.subject, "back": readers_page(found.subject)}
    return render(request, "governance/reading_withdraw.html", context)


def readers_page(subject: Subject) -> str:
    if isinstance(subject, Document):
        return reverse("governance:readers", args=[subject.reference])
    return subject.get_absolute_url()


def _filter(request: HttpRequest, subject: Subject, on: date) -> tuple[ReadersFilter, DocumentVersion | None]:
    """The filters, and the version whose readers are shown: the one chosen, the one in force, or the newest asked."""
    versions = list(readership.versions_offered(subject)) if isinstance(subject, Document) else []
    teams = Team.objects.filter(organisation=subject.organisation).order_by("name")
    form = ReadersFilter(request.GET, teams=teams, versions=versions)
    wanted: Mapping[str, str] = form.cleaned_data if form.is_valid() else {}
    named = [version for version in versions if version.number == wanted.get("version")]
    current = [version for version in versions if _holds(version, on)]
    return form, next(iter(named or current or versions), None)


def _holds(version: DocumentVersion, on: date) -> bool:
    begins, ends = version.effective_from, version.effective_to
    return begins is not None and begins <= on and (ends is None or ends > on)


def _is_over(subject: Subject, version: DocumentVersion | None, on: date) -> bool:
    if isinstance(subject, TrainingItem):
        return subject.has_ended
    return version is not None and not _holds(version, on)
