"""A protocol is begun from another organisation's, and follows what changes there."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audit.errors import InvalidMove
from governance.lifecycle import State
from governance.models import DocumentVersion
from governance.views.working import MOVED, open_document, put
from organisations.models import User
from organisations.permissions import Can
from organisations.views.acting import REFUSED, answer, fitted, posted
from protocols.forms.beginning import THEIRS, ConsiderForm, LocaliseForm
from protocols.kinds import KINDS
from protocols.models import Protocol
from protocols.presenting.localising import based_on, source_news
from protocols.services.localising import consider_source
from protocols.services.localising import localise as begin_from
from protocols.views.beginning import made_once, writer
from protocols.views.working import build_page


@require_http_methods(["GET", "HEAD", "POST"])
def localise(request: HttpRequest) -> HttpResponse:
    """The form that names the other protocol: `?source=NCC-ISP-0001` names it already."""
    person, bodies = writer(request)
    named = _published(person, request.GET.get("source", "").upper())
    initial = {"source": named.document.reference, "title": named.title} if named else {}
    form = LocaliseForm(posted(request), organisations=bodies, initial=initial)
    if form.is_valid() and (version := _begun(form, person)):
        messages.success(request, _("The draft is there. Only your team can see it."))
        return redirect(build_page("build", version))
    return answer(request, "protocols/localise.html", {"named": named}, form)


def _published(person: User, reference: str) -> DocumentVersion | None:
    """The newest version of an agreement that is published and that the person may read."""
    mine = DocumentVersion.objects.visible_to(person).filter(
        document__reference=reference, document__kind__in=KINDS, state=State.PUBLISHED
    )
    return mine.for_list().newest_first().first() if reference else None


def _begun(form: LocaliseForm, person: User) -> DocumentVersion | None:
    wanted = form.cleaned_data
    source = _published(person, wanted["source"])
    if source is None:
        form.add_error("source", _("No protocol that you may read has this reference."))
        return None
    return made_once(
        form,
        person,
        lambda: begin_from(
            wanted["organisation"],
            source=source,
            title=wanted["title"],
            by=person,
            with_parties=wanted["parties"] == THEIRS,
            key=wanted["once"],
        ),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def source(request: HttpRequest, reference: str) -> HttpResponse:
    """What changed in the protocol that this one was begun from; POST: that was considered."""
    person, document = open_document(request, reference, Can.DRAFT)
    protocol = Protocol.objects.with_source().filter(document=document).first()
    found = based_on(protocol, person)
    if found is None or protocol is None:
        raise Http404
    form = ConsiderForm(posted(request), initial={"number": found.newest.number})
    status = 200
    if form.is_bound:
        seen = form.cleaned_data.get("number") if form.is_valid() else None
        status = REFUSED
        if seen is not None and seen != found.newest.number:
            sentence = _(
                "Version %(number)s was published meanwhile. Look at what it changed, then say so again."
            )
            form.add_error(None, sentence % {"number": found.newest.number})
            put(form, "number", found.newest.number)
            status = MOVED
        elif seen is not None:
            try:
                if fitted(
                    form,
                    lambda: consider_source(
                        document, by=person, version=found.newest, reason=form.cleaned_data["reason"]
                    ),
                ):
                    messages.success(request, _("That you considered this is kept in the history."))
                    return redirect("protocols:agreement-source", document.reference)
            except InvalidMove as moved:
                form.add_error(None, str(moved))
                status = MOVED
    context = {
        "document": document,
        "protocol": protocol,
        "based_on": found,
        "news": source_news(found, person) if found.is_behind else None,
        "form": form,
    }
    return render(request, "protocols/agreement_source.html", context, status=status)
