from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from audit.errors import InvalidMove
from governance.models import CommentThread, DocumentVersion
from governance.partners import partners_of
from governance.presenting import comments as presenting
from governance.views.commenting import Place, do, talks_of
from governance.views.editing import gone
from governance.views.working import address, moved_on, open_version
from organisations.models import User
from organisations.permissions import Can, can
from organisations.views.acting import REFUSED

FORM = "comments-form"


@never_cache
@require_safe
def overview(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """All comments on a version, section by section."""
    person, version = open_version(request, reference, number, Can.READ_DRAFTS)
    context = {
        "version": version,
        "document": version.document,
        "comments": presenting.summary(version, person),
        "may_comment": presenting.may_comment(version, person),
        "partners": partners_of(version),
        "lets_in": can(person, Can.GRANT_ACCESS, version.document.organisation),
    }
    return render(request, "governance/comments.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, reference: str, number: str, key: str) -> HttpResponse:
    """One section as it reads, and what was said about it. Also for those who may not write in it."""
    right = Can.COMMENT if request.method == "POST" else Can.READ_DRAFTS
    person, version = open_version(request, reference, number, right)
    place = _place(person, version, key)
    if place is None and request.method != "POST":
        raise Http404
    if place is None:
        return gone(request, version)
    refused = None
    if request.method == "POST":
        try:
            deed = do(place, request.POST)
        except InvalidMove as moved:
            return moved_on(request, version, moved)
        if deed.refused is None:
            messages.success(request, deed.said)
            return redirect(address("section-comments", version, key) + "#comments")
        refused = deed.refused
    talks = talks_of(place, refused)
    threads = [each.talk.thread for each in (*talks.open, *talks.resolved)]
    context = {
        "version": version,
        "document": version.document,
        "section": place.section,
        "heading": place.section.heading if place.section else threads[0].heading,
        "talks": talks,
        "form": refused,
    }
    return render(request, "governance/section_comments.html", context, status=REFUSED if refused else 200)


def _place(person: User, version: DocumentVersion, key: str) -> Place | None:
    """None where the version has no such section, and nothing was said about one that it had."""
    found = next((each for each in version.sections.all() if each.key == key), None)
    if found is None:
        threads = CommentThread.objects.visible_to(person).shown_on(version).about(key)
        if not threads.exists():
            return None
    return Place(person, version, key, found, FORM)
