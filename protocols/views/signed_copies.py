"""What was signed, to take away: the signed copy of a version, and scans of signatures that were given on paper."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from governance.files import store
from governance.files.refusals import FileRefused
from governance.files.types import MEDIA_TYPES, SUFFIXES, type_of
from governance.models import DocumentVersion
from governance.pdf.errors import PdfRefused, PdfUnavailable
from governance.views.uploads import given_back
from protocols.models import Statement
from protocols.presenting.signed_copies import is_member
from protocols.services import certificates
from protocols.statements import Kind
from protocols.views.signing_fetch import last_table, reads_progress, reads_text, seats_of, version_for

RETRY_SECONDS = 300


@never_cache
@require_safe
def signed_copy(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """The text with the certificate behind it, for members of the lead and of the parties who read the version.

    Who does not see how far the signing is gets one without the names of those who signed. 404 for others, and before
    anything was stated."""
    person, version = version_for(request, reference, number)
    row, seats = last_table(version)
    sees_names = reads_progress(person, version, seats)
    if not (sees_names or is_member(person, version, seats)) or not reads_text(person, version, row):
        raise Http404
    try:
        content = certificates.kept(version) if sees_names else certificates.without_names(version)
    except PdfRefused as error:
        context = {"version": version, "sentence": str(error)}
        return render(request, "governance/pdf_refused.html", context, status=422)
    except (PdfUnavailable, store.FileMissing) as error:
        sentence = str(error) if isinstance(error, PdfUnavailable) else ""
        return _not_there(request, version, sentence)
    if content is None:
        raise Http404
    return given_back(
        content,
        name=f"{version.document.reference}-v{version.number}-signed.pdf",
        media_type="application/pdf",
    )


@never_cache
@require_safe
def scan(request: HttpRequest, reference: str, number: str, round: int, position: int) -> HttpResponse:
    """The scan of one signature on paper, for those who see who signs; 404 for others, and where there is none."""
    person, version = version_for(request, reference, number)
    row = get_object_or_404(version.signing_rounds.all(), number=round)
    seats = seats_of(row)
    seat = next((each for each in seats if each.position == position), None)
    if seat is None or not reads_progress(person, version, seats):
        raise Http404
    said = Statement.objects.filter(signatory=seat, kind=Kind.WET_INK).exclude(scan_sha256="").in_order()
    statement = said.last()
    if statement is None:
        raise Http404
    try:
        content = store.read(statement.scan_sha256)
    except store.FileMissing:
        label = _("Scan of the signature of %(body)s") % {"body": seat.organisation.name}
        context = {"version": version, "file": {"label": label}}
        return render(request, "governance/file_missing.html", context, status=503)
    suffix, media_type = _type(content)
    name = f"{version.document.reference}-v{version.number}-{seat.organisation.code}-scan{suffix}"
    return given_back(content, name=name, media_type=media_type)


def _type(content: bytes) -> tuple[str, str]:
    """Its ending and media type, by what is in it."""
    try:
        found = type_of(content)
    except FileRefused:
        return ".bin", "application/octet-stream"
    return SUFFIXES[found][0], MEDIA_TYPES[found]


def _not_there(request: HttpRequest, version: DocumentVersion, sentence: str) -> HttpResponse:
    context = {"version": version, "sentence": sentence}
    response = render(request, "governance/pdf_unavailable.html", context, status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response
