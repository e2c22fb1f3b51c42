from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from governance.disclosure import decision_stamp, withheld_of
from governance.forms.disclosure import DisclosureForm
from governance.lifecycle import State
from governance.models import DocumentLink, DocumentVersion
from governance.presenting.languages import other_languages
from governance.presenting.text import whole_text_of
from governance.services import disclosure as acts
from governance.views.working import address, follows, moved_on, open_version
from governance.withheld import SUMMARY, Part, parts_of
from organisations.permissions import Can
from organisations.views.acting import answer, fitted, posted


@require_http_methods(["GET", "HEAD", "POST"])
@follows
def disclosure(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """What the public sees: all of it, all but some parts, or only that it exists."""
    person, version = open_version(request, reference, number, Can.PUBLISH)
    if version.state == State.WITHDRAWN and not version.is_readable:
        return moved_on(request, version)
    document = version.document
    form = DisclosureForm.of(
        document,
        posted(request),
        seen=decision_stamp(version),
        parts=_parts(version),
        withheld=withheld_of(document).get(version.pk, {}),
        new=acts.undecided(version),
    )
    if form.is_valid() and fitted(
        form, lambda: acts.decide_disclosure(version, by=person, **form.decision())
    ):
        messages.success(request, _("The decision is saved. It counts from now on, everywhere."))
        return redirect(_back(version))
    ties = DocumentLink.objects.translations_of(document, person)
    context: dict[str, object] = {
        "version": version,
        "document": document,
        "back": _back(version),
        "others": other_languages(document, ties),
    }
    return answer(request, "governance/disclosure.html", context, form)


def _parts(version: DocumentVersion) -> list[Part]:
    found = parts_of(whole_text_of(version))
    if version.change_summary:
        found.append(Part(SUMMARY, _("What changed in this version, and why")))
    return found


def _back(version: DocumentVersion) -> str:
    """An approved version waits to be published; any other has its page."""
    return address("publish", version) if version.state == State.APPROVED else version.get_absolute_url()
