from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from governance import registry
from governance.forms.documents import HEADINGS, NewDocumentForm
from governance.kinds import Kind, PlainSection
from governance.models import Document, DocumentVersion
from governance.services.documents import create_document
from governance.views.working import MOVED, to_draft
from organisations.models import Organisation, User
from organisations.permissions import Can, organisations_where
from organisations.views.acting import answer, done, posted
from organisations.views.fetch import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, **named: object) -> HttpResponse:
    """A new document, from the kind's starting text or from its headings alone."""
    person = person_of(request)
    bodies = list(organisations_where(person, Can.DRAFT).in_name_order())
    if not bodies or not isinstance(person, User):
        raise PermissionDenied(
            _(
                "Only a person with the role information officer in an organisation can start a document there."
            )
        )
    form = NewDocumentForm(posted(request), organisations=bodies)
    started = _first_draft(form.cleaned_data["once"], person) if form.is_valid() else None
    if started is not None and not form.describes(started.document):
        context = {"version": started, "document": started.document, "typed": form.cleaned_data["title"]}
        return render(request, "governance/started_already.html", context, status=MOVED)
    if form.is_valid() and (made := started or _made(form, person)):
        messages.success(request, _("The draft is there. Only your team can see it."))
        return to_draft(made)
    _suggest(form, request, bodies)
    return answer(request, "governance/document_new.html", {}, form)


def _made(form: NewDocumentForm, person: User) -> DocumentVersion | None:
    """The first draft; the same one where the form was sent twice. None where the act refused it."""
    wanted = form.cleaned_data
    kind = registry.kind(wanted["kind"])
    made: list[Document] = []
    done(
        form,
        lambda: made.append(
            create_document(
                wanted["organisation"],
                kind=kind,
                title=wanted["title"],
                language=wanted["language"],
                by=person,
                sections=_headings(kind) if wanted["start"] == HEADINGS else None,
                key=wanted["once"],
            )
        ),
    )
    return _first_draft(made[0].pk if made else wanted["once"], person)


def _first_draft(key: UUID | None, person: User) -> DocumentVersion | None:
    if key is None:
        return None
    mine = DocumentVersion.objects.for_list().filter(document=key, document__created_by=person)
    return mine.order_by("created_at").first()


def _headings(kind: Kind) -> list[PlainSection]:
    return [PlainSection(model.key, model.heading, "") for model in kind.sections]


def _suggest(form: NewDocumentForm, request: HttpRequest, bodies: list[Organisation]) -> None:
    """An address such as ?organisation=NCC&kind=code_of_practice says what the person was about to start."""
    code = request.GET.get("organisation", "")
    body = next((body for body in bodies if body.code == code), None)
    if body is not None:
        form.fields["organisation"].initial = body.pk
    if request.GET.get("kind") in {kind.key for kind in registry.policy_kinds()}:
        form.fields["kind"].initial = request.GET["kind"]
