from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audit.errors import InvalidMove
from governance.forms.review import ReasonForm
from governance.models import DocumentVersion
from governance.services import restoring as acts
from governance.views.working import MOVED, open_version, to_draft
from organisations.permissions import Can
from organisations.views.acting import answer, fitted, posted


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Brings the text of an old version back as a new draft; where there is a draft already, the way to that."""
    person, version = open_version(request, reference, number, Can.DRAFT)
    document = version.document
    at_work = _at_work(version)
    if at_work is not None:
        return _open_already(request, at_work)
    form = ReasonForm.asking(
        posted(request),
        label=_("Why do you bring this text back?"),
        help_text=_("It begins the change summary of the draft, where you can change it."),
        required=_("Say why you bring this text back."),
    )
    try:
        if form.is_valid() and fitted(form, lambda: acts.restore(version, by=person, **form.cleaned_data)):
            messages.success(
                request, _("The text of version %(number)s is back, as a draft.") % {"number": version.number}
            )
            return to_draft(document.versions.for_list().open().get())
    except InvalidMove:  # somebody else was quicker
        return _open_already(request, document.versions.for_list().open().get())
    context: dict[str, object] = {"document": document, "version": version}
    return answer(request, "governance/version_restore.html", context, form)


def _at_work(version: DocumentVersion) -> DocumentVersion | None:
    return version.document.versions.for_list().open().first()


def _open_already(request: HttpRequest, version: DocumentVersion) -> HttpResponse:
    context = {"document": version.document, "version": version}
    return render(
        request, "governance/draft_open.html", context, status=MOVED if request.method == "POST" else 200
    )
