from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from governance.control_words import language, publication
from governance.forms.documents import ControlForm, control_print
from governance.kinds import Publication
from governance.models import Document, DocumentLink
from governance.presenting.languages import other_languages
from governance.services.documents import change_control
from governance.views.working import address, open_document, put
from organisations.models import User
from organisations.permissions import Can, can
from organisations.views.acting import answer, done, posted


@require_http_methods(["GET", "HEAD", "POST"])
def control(request: HttpRequest, reference: str) -> HttpResponse:
    """The control block: who owns the document, who may read it, how often it is reviewed."""
    person, document = open_document(request, reference, Can.DRAFT)
    form = ControlForm.of(document, posted(request))
    if form.is_valid() and (
        form.says_what_stands(document)
        or (
            _is_what_was_seen(form, document)
            and done(form, lambda: change_control(document, by=person, **form.fields_of_control()))
        )
    ):
        messages.success(request, _("The control block is saved."))
        return redirect(_back(document))
    ties = DocumentLink.objects.translations_of(document, person)
    context: dict[str, object] = {
        "document": document,
        "back": _back(document),
        "others": other_languages(document, ties),
        "language": language(document.language),
        "shown": _shown(document, person),
    }
    return answer(request, "governance/control.html", context, form)


def _is_what_was_seen(form: ControlForm, document: Document) -> bool:
    """Refuses what would undo another person's change unseen; sent again, the form goes through."""
    stands = control_print(document)
    if form.cleaned_data["seen"] == stands:
        return True
    form.add_error(
        None,
        _(
            "Somebody changed the control block before you. Your entries are below: look at them, then save again."
        ),
    )
    put(form, "seen", stands)
    return False


def _shown(document: Document, person: User) -> tuple[str, str] | None:
    """What the public sees in words, and where that is decided, for those who may."""
    version = document.versions.newest_first().select_related("document").first()
    if version is None:
        return None
    said = publication(document)
    if document.publication == Publication.REDACTED and not version.withholdings.exists():
        said = _("%(said)s Of version %(number)s nothing is withheld yet.") % {
            "said": f"{said}.",
            "number": version.number,
        }
    may_decide = can(person, Can.PUBLISH, document.organisation)
    return said, address("disclosure", version) if may_decide else ""


def _back(document: Document) -> str:
    """The draft that is being worked on, or the document."""
    draft = document.versions.drafts().select_related("document").first()
    return address("draft", draft) if draft else document.get_absolute_url()
