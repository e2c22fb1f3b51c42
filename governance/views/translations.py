from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from governance import reading
from governance.forms.translations import TranslationForm
from governance.models import Document, DocumentLink
from governance.presenting.languages import other_languages
from governance.services.links import state_translation
from governance.views.working import open_document, put
from organisations.permissions import Can
from organisations.views.acting import answer, done, posted


@require_http_methods(["GET", "HEAD", "POST"])
def translation(request: HttpRequest, reference: str) -> HttpResponse:
    """Of which document this one is the translation."""
    person, document = open_document(request, reference, Can.DRAFT)
    ties = list(DocumentLink.objects.translations_of(document, person))
    stated = next((tie.target for tie in ties if tie.source_id == document.pk), None)
    originals = reading.possible_originals(document, person)
    form = TranslationForm.asking(posted(request), originals=originals, stated=stated)
    if form.is_valid() and (
        form.cleaned_data["translation_of"] == stated
        or (
            _is_what_was_seen(form, stated)
            and done(
                form,
                lambda: state_translation(document, of=form.cleaned_data["translation_of"], by=person),
            )
        )
    ):
        messages.success(request, _("What this document is a translation of is saved."))
        return redirect("governance:control", document.reference)
    context: dict[str, object] = {
        "document": document,
        "others": other_languages(document, ties),
        "is_original": bool(ties) and stated is None,
        "has_choice": stated is not None or originals.exists(),
    }
    return answer(request, "governance/translation.html", context, form)


def _is_what_was_seen(form: TranslationForm, stated: Document | None) -> bool:
    """Refuses what would undo another person's change unseen; sent again, the form goes through."""
    stands = stated.reference if stated else ""
    if form.cleaned_data["seen"] == stands:
        return True
    form.add_error(
        None,
        _(
            "Somebody changed this before you: it is a translation of %(document)s now. Save again to change it."
        )
        % {"document": stated}
        if stated
        else _("Somebody changed this before you: it is no translation any more. Save again to change it."),
    )
    put(form, "seen", stands)
    return False
