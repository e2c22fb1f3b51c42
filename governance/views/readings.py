"""For whoever reads: what is asked of him, and the confirmation that he has read or done it.

That a text was opened is kept by a POST of a script on its page, and by the confirmation itself: nothing changes on
GET, so that a browser that looks ahead, or a link that was previewed, opens nothing in anybody's name."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.errors import InvalidMove
from governance.forms.readings import ConfirmForm, DoneForm
from governance.models import DocumentVersion, Reading
from governance.presenting.readings import ToRead, changes_since, reading_box, to_read
from governance.presenting.shelf import Shelf
from governance.services.readings import confirm as confirm_reading
from governance.services.readings import confirm_training, open_reading
from governance.views.fetch import shelf
from governance.views.working import MOVED
from organisations.forms.paging import CursorForm
from organisations.models import User
from organisations.paging import keyset_page
from organisations.permissions import Can, can, require
from organisations.views.acting import answer, done, posted
from organisations.views.fetch import person_of

MOST = 200  # of what is to be read
PAGE = 25
ORDER = ("-confirmed_at", "-pk")


@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """What is asked of the person, the most urgent first; and what he has confirmed, the newest first."""
    person, today = person_of(request), timezone.localdate()
    confirmed = Reading.objects.visible_to(person).of(person).confirmed().for_list()
    after, before = CursorForm.rows(request.GET, confirmed)
    page = keyset_page(confirmed, ORDER, size=PAGE, after=after, before=before)
    context = {
        "to_read": to_read(person, today, at_most=MOST),
        "page": page,
        "done": [ToRead(reading, today) for reading in page.rows],
    }
    return render(request, "governance/readings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """The confirmation on a page of its own; 409, with what changed, where the version was replaced meanwhile."""
    person, versions = _reader(request, reference)
    document = versions.versions[0].document
    refused = ""
    if request.method == "POST":
        form = ConfirmForm(request.POST)
        number = form.cleaned_data["number"] if form.is_valid() else ""
        version = versions.numbered(number)
        if version is None or not version.is_readable:
            raise Http404
        try:
            confirm_reading(version, by=person)
        except InvalidMove as error:
            refused = str(error)
            return _moved(request, versions, version, refused)
        messages.success(request, _("Your confirmation is kept. You can share with or without it."))
        return redirect(_page(version))
    box = reading_box(person, versions)
    context = {"document": document, "version": versions.in_force, "reading": box}
    return render(request, "governance/reading_confirm.html", context)


def _moved(request: HttpRequest, versions: Shelf, seen: DocumentVersion, sentence: str) -> HttpResponse:
    """What the person has read is not what is asked, or not any more."""
    current = versions.in_force
    context = {
        "document": seen.document,
        "seen": seen,
        "version": current,
        "sentence": sentence,
        "changes": changes_since(seen, current, versions) if current is not None else [],
    }
    return render(request, "governance/reading_moved.html", context, status=MOVED)


@require_POST
def opened(request: HttpRequest, reference: str) -> HttpResponse:
    """Sent by a script when the text is on the screen: 204; 409 where another version is in force, or nobody asks."""
    person, versions = _reader(request, reference)
    form = ConfirmForm(request.POST)
    version = versions.numbered(form.cleaned_data["number"]) if form.is_valid() else None
    if version is None or not version.is_readable:
        raise Http404
    try:
        open_reading(version, by=person)
    except InvalidMove:
        return HttpResponse(status=MOVED)
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
def training(request: HttpRequest, key: UUID) -> HttpResponse:
    """A training item of which the person is or was asked."""
    person = person_of(request)
    mine = Reading.objects.visible_to(person).of(person).with_progress(timezone.localdate())
    rows = mine.for_list().select_related("request__asked_by", "organisation", "training__organisation")
    reading = get_object_or_404(rows, training=key)
    item = reading.training
    if not isinstance(person, User) or item is None:
        raise Http404
    form = DoneForm(posted(request))
    if form.is_valid() and done(
        form, lambda: confirm_training(item, by=person, done_on=form.cleaned_data["done_on"])
    ):
        messages.success(request, _("Your confirmation is kept."))
        return redirect("governance:readings")
    context: dict[str, object] = {"item": item, "row": ToRead(reading, timezone.localdate())}
    return answer(request, "governance/training_done.html", context, form)


def _reader(request: HttpRequest, reference: str) -> tuple[User, Shelf]:
    """A member of the document's organisation: 404 without seeing the document, 403 for anybody else."""
    person, document, versions = shelf(request, reference)
    if not isinstance(person, User):
        raise Http404
    if not can(person, Can.READ_INTERNAL, document.organisation):
        require(person, Can.READ_INTERNAL, document.organisation)
    return person, versions


def _page(version: DocumentVersion) -> str:
    if not version.document.kind_model.is_shown_here:
        return reverse("governance:reading-confirm", args=[version.document.reference])
    return f"{version.document.get_absolute_url()}#have-you-read"
