from __future__ import annotations

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audit.errors import InvalidMove
from governance.files import store
from governance.forms.files import AttachForm
from governance.models import Attachment, DocumentVersion
from governance.services import attachments as acts
from governance.views.fetch import shelf, version_on_shelf
from governance.views.uploads import given_back, takes_a_file
from governance.views.working import address, follows, moved_on, open_version
from governance.withheld import FILES
from organisations.models import User
from organisations.permissions import Can
from organisations.views.acting import answer, fitted, posted

logger = logging.getLogger(__name__)


@login_not_required
@require_safe
def attachment(request: HttpRequest, reference: str, number: str, file: int) -> HttpResponse:
    """One file of a version, for whoever may read that version."""
    _person, _document, versions = shelf(request, reference)
    version = version_on_shelf(versions, number)
    if not versions.seen_of(version).shows(FILES):
        raise Http404
    found = get_object_or_404(Attachment, version=version, number=file)
    etag = f'"{found.sha256}"'
    known = get_conditional_response(request, etag=etag)
    if known is not None and known.status_code == 304:
        return known
    try:
        content = store.read(found.sha256)
    except store.FileMissing:
        logger.exception("attachment %s of %s is not in the storage, or damaged", file, version)
        return render(
            request, "governance/file_missing.html", {"version": version, "file": found}, status=503
        )
    response = given_back(content, name=found.name, media_type=found.media_type)
    response["ETag"] = etag
    patch_vary_headers(response, ["Cookie"])
    return response


@takes_a_file
@require_http_methods(["GET", "HEAD", "POST"])
@follows
def attachments(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """The files of a draft, and the form for one more."""
    person, version = open_version(request, reference, number, Can.DRAFT)
    if not version.is_draft:
        return moved_on(request, version)
    form = AttachForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid() and fitted(form, lambda: acts.attach(version, by=person, **form.cleaned_data)):
        messages.success(request, _("The file is attached."))
        return redirect(address("attachments", version))
    context: dict[str, object] = {
        "version": version,
        "document": version.document,
        "files": version.attachments.in_order(),
        "most": acts.MOST,
    }
    return answer(request, "governance/attachments.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, reference: str, number: str, file: int) -> HttpResponse:
    """Asks once more before a file is taken off a draft. POST: takes it off."""
    person, version = open_version(request, reference, number, Can.DRAFT)
    if not version.is_draft:
        return moved_on(request, version)
    found = version.attachments.filter(number=file).first()
    if request.method == "POST":
        try:
            return _removed(request, version, found, person)
        except InvalidMove as refused:
            version.refresh_from_db()
            return moved_on(request, version, refused)
    if found is None:
        raise Http404
    context = {"version": version, "document": version.document, "file": found}
    return render(request, "governance/attachment_remove.html", context)


def _removed(
    request: HttpRequest, version: DocumentVersion, found: Attachment | None, person: User
) -> HttpResponse:
    """Also where it is gone already: the form may be sent twice."""
    if found is not None:
        acts.detach(found, by=person)
        told = {"file": found.label}
        messages.success(request, _("“%(file)s” is no attachment of this draft any more.") % told)
    return redirect(address("attachments", version))
