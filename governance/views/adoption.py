"""A document and the template that it follows: what is new there, and taking it into the draft."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from audit.errors import InvalidMove
from governance import registry
from governance.errors import Conflict
from governance.forms.adoption import FollowForm, TakeForm
from governance.models import Document, DocumentVersion, TemplateVersion
from governance.models.template import slug_of
from governance.presenting.redline import redline
from governance.presenting.templates import adoption
from governance.references import resolved
from governance.services.adoption import follow_template, take_section, take_step, take_untouched
from governance.services.steps import StaleStep, steps_of
from governance.template_text import text_of
from governance.views.working import MOVED, moved_on, open_document
from organisations.models import User
from organisations.permissions import Can
from organisations.views.acting import REFUSED


@never_cache
@require_safe
def adopted(request: HttpRequest, reference: str) -> HttpResponse:
    """What the template changed since the version that the document follows, beside the document's own text."""
    _person, document = open_document(request, reference, Can.DRAFT)
    return _page(request, document)


@require_POST
def take(request: HttpRequest, reference: str) -> HttpResponse:
    """Takes the template's wording of one section, or of all that still read as the template had them."""
    person, document = open_document(request, reference, Can.DRAFT)
    form = TakeForm(request.POST)
    if not form.is_valid():
        return _page(request, document, REFUSED)
    offered = _offered(document, form.cleaned_data["offered"])
    version = _own(document)
    try:
        said = _taken(version, person, offered, form)
    except InvalidMove as refused:
        return moved_on(request, version, refused)
    except Conflict:
        messages.info(request, _("Somebody saved this section since you looked. Look again, then decide."))
        return _page(request, document, MOVED)
    except StaleStep:
        messages.info(request, _("Somebody changed this step since you looked. Look again, then decide."))
        return _page(request, document, MOVED)
    except ValidationError as refused:
        messages.info(request, refused.messages[0])
        return _page(request, document, REFUSED)
    messages.success(request, said)
    return redirect("governance:adopted", document.reference)


def _taken(version: DocumentVersion, person: User, offered: TemplateVersion, form: TakeForm) -> str:
    """Does it, and says what was done."""
    key, base = form.cleaned_data["key"], form.cleaned_data["base"]
    if key and form.cleaned_data["is_step"]:
        step = take_step(version, by=person, offered=offered, key=key, base=base)
        return _("“%(what)s” has the template’s new wording in your draft.") % {"what": step.what}
    if key:
        section = take_section(version, by=person, offered=offered, key=key, base=base)
        return _("“%(heading)s” has the template’s new wording in your draft.") % {"heading": section.heading}
    number = len(take_untouched(version, by=person, offered=offered))
    return ngettext(
        "%(number)d part has the template’s new wording in your draft.",
        "%(number)d parts have the template’s new wording in your draft.",
        number,
    ) % {"number": number}


@require_POST
def follow(request: HttpRequest, reference: str) -> HttpResponse:
    """Notes which version of the template the document follows from now on."""
    person, document = open_document(request, reference, Can.DRAFT)
    form = FollowForm(request.POST)
    if not form.is_valid():
        return _page(request, document, REFUSED)
    template = _offered(document, form.cleaned_data["template"])
    try:
        follow_template(document, by=person, template=template)
    except InvalidMove as refused:
        messages.info(request, str(refused))
        return _page(request, document, MOVED)
    messages.success(
        request,
        _("This document follows version %(number)d of the template.") % {"number": template.number},
    )
    return redirect("governance:adopted", document.reference)


def _offered(document: Document, number: int) -> TemplateVersion:
    """Raises Http404 for a version that the template of this kind and language has not."""
    versions = TemplateVersion.objects.numbered(slug_of(document.kind), number, document.language)
    found = versions.first()
    if found is None:
        raise Http404
    return found


def _own(document: Document) -> DocumentVersion:
    """The version that is being worked on, or else the newest."""
    versions = document.versions.for_page()
    return versions.open().first() or versions.newest_first()[0]


def _page(request: HttpRequest, document: Document, status: int = 200) -> HttpResponse:
    document = Document.objects.for_list().select_related("adopted__template").get(pk=document.pk)
    newest = TemplateVersion.objects.newest_for(document.kind_model, document.language)
    own = _own(document)
    context: dict[str, object] = {"document": document, "own": own, "newest": newest}
    if document.adopted is not None and newest is not None:
        context["adoption"] = adoption(document.adopted, newest, own, steps_of(own))
    elif newest is not None:
        after = text_of(newest)
        before = resolved(own.text(), by=after)
        context["changes"] = redline(before, resolved(after), registry.row_sets(document.kind))
    return render(request, "governance/adopted.html", context, status=status)
