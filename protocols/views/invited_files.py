"""All that is theirs to take away: the signed text, the PDF, attachments, receipts, and what is held about them."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from governance.files import store
from governance.models import Attachment, Body, Rendition
from governance.pdf.errors import PdfRefused, PdfUnavailable
from governance.services import rendition
from governance.spreadsheets import lines
from governance.views.uploads import given_back
from protocols.evidence import as_rows, fields_of, receipt
from protocols.limits import limited
from protocols.models import Invitation, Question
from protocols.presenting.invited import questions_of, statements_of
from protocols.services.certificates import newest
from protocols.views.guests import Guest, for_guests, said


@limited("invited-file", most=60, seconds=600)
@require_safe
@for_guests
def text(request: HttpRequest, guest: Guest) -> HttpResponseBase:
    """The very bytes whose fingerprint is signed."""
    version = guest.invitation.signatory.round.version
    body = get_object_or_404(Body, pk=guest.invitation.signatory.round.sha256)
    return _file(body.unpacked(), "application/json", f"{version.document.reference}-v{version.number}.json")


@limited("invited-pdf", most=10, seconds=600)
@require_safe
@for_guests
def pdf(request: HttpRequest, guest: Guest) -> HttpResponseBase:
    """The signed copy, else the kept PDF; one made now before there is any."""
    version = guest.invitation.signatory.round.version
    signed, kept = newest(version), rendition.kept(version)
    try:
        if signed is not None:
            content = store.read(signed.sha256)
        else:
            content = _read(kept) if kept else rendition.draft_pdf(version)
    except PdfRefused as error:
        return said(request, _("There is no PDF"), str(error), 422)
    except (PdfUnavailable, FileNotFoundError, store.FileMissing):
        response = said(request, _("The PDF is not there yet"), _("Try again in a few minutes."), 503)
        response["Retry-After"] = "300"
        return response
    return _file(content, "application/pdf", f"{version.document.reference}-v{version.number}.pdf")


@limited("invited-file", most=60, seconds=600)
@require_safe
@for_guests
def attachment(request: HttpRequest, guest: Guest, file: int) -> HttpResponseBase:
    """A file that belongs to the version."""
    version = guest.invitation.signatory.round.version
    found = get_object_or_404(Attachment, version=version, number=file)
    try:
        content = store.read(found.sha256)
    except store.FileMissing:
        context = {"version": version, "file": found}
        return render(request, "governance/file_missing.html", context, status=503)
    return given_back(content, name=found.name, media_type=found.media_type)


@limited("invited-file", most=60, seconds=600)
@require_safe
@for_guests
def receipts(request: HttpRequest, guest: Guest) -> HttpResponseBase:
    """Of each statement that was made by this invitation; 404 before there is one."""
    found = statements_of(guest.invitation)
    if not found:
        raise Http404
    written = "\n".join(receipt(statement) for statement in found)
    return _file(written.encode(), "text/plain; charset=utf-8", f"{_stem(guest)}-receipt.txt")


@limited("invited-file", most=60, seconds=600)
@require_safe
@for_guests
def data_json(request: HttpRequest, guest: Guest) -> HttpResponseBase:
    """All that the register holds about who is invited, by this invitation."""
    held = {
        "invitation": dict(_about(guest.invitation)),
        "statements": [
            {field.label: field.value for field in fields_of(each)}
            for each in statements_of(guest.invitation)
        ],
        "questions": [dict(_asked(each)) for each in questions_of(guest.invitation)],
    }
    written = json.dumps(held, ensure_ascii=False, indent=2)
    return _file(written.encode(), "application/json", f"{_stem(guest)}-your-data.json")


@limited("invited-file", most=60, seconds=600)
@require_safe
@for_guests
def data_csv(request: HttpRequest, guest: Guest) -> HttpResponseBase:
    """The same for a spreadsheet. Statement 0 is the invitation, with what was asked by it."""
    rows = [("0", label, value) for label, value in _about(guest.invitation)]
    rows += as_rows(statements_of(guest.invitation))
    rows += [("0", label, value) for each in questions_of(guest.invitation) for label, value in _asked(each)]
    written = "".join(lines((_("statement"), _("field"), _("value")), rows))
    return _file(written.encode(), "text/csv; charset=utf-8", f"{_stem(guest)}-your-data.csv")


def _about(invitation: Invitation) -> list[tuple[str, str]]:
    found = [
        (_("Name"), invitation.name),
        (_("E-mail address"), invitation.address),
        (_("Asked to sign for"), invitation.signatory.organisation.name),
        (_("Invited by"), str(invitation.made_by)),
        (_("Invited at"), invitation.made_at.isoformat()),
        (_("Good until"), invitation.expires_at.isoformat()),
        (_("Used at"), invitation.used_at.isoformat() if invitation.used_at else ""),
        (_("Codes sent"), str(invitation.codes.count())),
    ]
    return [(label, value) for label, value in found if value]


def _asked(question: Question) -> list[tuple[str, str]]:
    found = [
        (_("Name, as typed"), question.name),
        (_("Question or comment"), question.text),
        (_("Asked at"), question.asked_at.isoformat()),
        (_("Answer"), question.answer),
        (_("Answered by"), question.answered_as),
        (_("Answered at"), question.answered_at.isoformat() if question.answered_at else ""),
    ]
    return [(label, value) for label, value in found if value]


def _stem(guest: Guest) -> str:
    version = guest.invitation.signatory.round.version
    return f"{version.document.reference}-v{version.number}"


def _read(kept: Rendition) -> bytes:
    with kept.file.storage.open(kept.path, "rb") as opened:
        return bytes(opened.read())


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
