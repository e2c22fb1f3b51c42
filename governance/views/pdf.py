from __future__ import annotations

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from governance.jobs.rights import can_see
from governance.lifecycle import State
from governance.models import DocumentVersion, Job, Rendition
from governance.pdf.errors import PdfRefused, PdfUnavailable
from governance.services import rendition
from governance.views.fetch import shelf, version_on_shelf
from organisations.permissions import Person

logger = logging.getLogger(__name__)
REFRESH_SECONDS = 5


@login_not_required
@require_safe
def pdf(request: HttpRequest, reference: str, number: str) -> HttpResponseBase:
    """The PDF of a version: the kept one of what the person reads once it was published, else one made now, marked
    DRAFT until its text is asked to be signed."""
    person, _document, versions = shelf(request, reference)
    version = version_on_shelf(versions, number)
    if version.published_at is None:
        return _made_now(request, version)
    seen = versions.seen_of(version)
    if seen.is_metadata and not seen.is_whole:
        raise Http404
    kept = rendition.kept(version, seen)
    if kept is None:
        return _not_yet(request, version, person)
    return _kept(request, kept, version)


def _kept(request: HttpRequest, found: Rendition, version: DocumentVersion) -> HttpResponseBase:
    """The file, or nothing where the reader has it already: it never changes."""
    etag = f'"{found.sha256}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is not None and answer.status_code == 304:
        return answer
    found.version = version
    try:
        opened = found.file.storage.open(found.path, "rb")
    except FileNotFoundError:
        logger.exception("the PDF of %s is not in the storage", version)
        return _unavailable(request, version, "")
    response = FileResponse(opened, content_type="application/pdf", filename=found.file_name)
    response["ETag"] = etag
    patch_vary_headers(response, ["Cookie"])
    return response


def _made_now(request: HttpRequest, version: DocumentVersion) -> HttpResponse:
    try:
        content = rendition.draft_pdf(version)
    except PdfUnavailable as error:
        return _unavailable(request, version, str(error))
    except PdfRefused as error:
        context = {"version": version, "sentence": str(error)}
        return render(request, "governance/pdf_refused.html", context, status=422)
    draft = "" if version.state == State.FOR_SIGNATURE else "-DRAFT"
    name = f"{version.document.reference}-v{version.number}{draft}.pdf"
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _not_yet(request: HttpRequest, version: DocumentVersion, person: Person) -> HttpResponse:
    """Publishing asked for it; a worker makes it. Says so, and looks again by itself."""
    asked = (
        Job.objects.filter(key__startswith=f"render:{version.pk}:").for_page().order_by("-created_at").first()
    )
    job = asked if asked and can_see(person, asked) else None
    if asked is not None and asked.has_failed:
        return _unavailable(request, version, job.error if job else "")
    stays = "stay" in request.GET
    context = {"version": version, "job": job, "stays": stays}
    response = render(request, "governance/pdf_waiting.html", context, status=202)
    if not stays:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def _unavailable(request: HttpRequest, version: DocumentVersion, sentence: str) -> HttpResponse:
    context = {"version": version, "sentence": sentence}
    response = render(request, "governance/pdf_unavailable.html", context, status=503)
    response["Retry-After"] = "300"
    return response
