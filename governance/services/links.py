"""Acts that tie documents together."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from governance import events
from governance.control_words import language
from governance.models import Document, DocumentLink
from governance.models.link import Relation
from governance.services.locking import lock_document, lock_documents
from organisations.models import User
from organisations.permissions import Can, require


@act
def link(source: Document, *, target: Document, relation: Relation, by: User) -> DocumentLink:
    """Ties two documents. Raises ValidationError for a link that stands already or that leads to itself, and for a
    translation that cannot be one (see `_check_translation`)."""
    source, target = lock_documents(source, target)
    require(by, Can.DRAFT, source.organisation)
    if relation == Relation.TRANSLATES:
        _check_translation(source, target)
    tie = DocumentLink(source=source, target=target, relation=relation)
    tie.full_clean()
    tie.save()
    record(
        events.DOCUMENT_LINKED,
        source,
        by=by,
        audience=[source.organisation],
        facts={"relation": relation.value, "target": target.reference},
    )
    return tie


@act
def unlink(tie: DocumentLink, *, by: User) -> None:
    """Takes a link away. Raises InvalidMove where it is gone already."""
    source = lock_document(tie.source)
    require(by, Can.DRAFT, source.organisation)
    found = DocumentLink.objects.select_related("target").filter(pk=tie.pk).first()
    if found is None:
        raise InvalidMove(_("This link was removed already."))
    facts = {"relation": found.relation, "target": found.target.reference}
    found.delete()
    record(events.DOCUMENT_UNLINKED, source, by=by, audience=[source.organisation], facts=facts)


@act
def state_translation(document: Document, *, of: Document | None, by: User) -> DocumentLink | None:
    """Says of which document this one is the translation; of none takes away what was said before.

    What is said already stays as it is. Raises ValidationError under `translation_of`.
    """
    document = lock_documents(document, *([of] if of else []))[0]
    require(by, Can.DRAFT, document.organisation)
    stated = DocumentLink.objects.translating().filter(source=document).first()
    if (stated.target_id if stated else None) == (of.pk if of else None):
        return stated
    if stated is not None:
        unlink(stated, by=by)
    return link(document, target=of, relation=Relation.TRANSLATES, by=by) if of else None


def _check_translation(document: Document, original: Document) -> None:
    """A translation says the same as its original, in another language; and a translation has no translations."""
    refused = _misfit(document, original) or _chain(document, original)
    if refused:
        raise ValidationError({"translation_of": refused})


def _misfit(document: Document, original: Document) -> str:
    if document.pk == original.pk:
        return _("A document cannot be a translation of itself.")
    if document.organisation_id != original.organisation_id:
        return _("Choose a document of the same organisation.")
    if document.kind != original.kind:
        return _("Choose a document of the same kind: a translation says the same in another language.")
    if document.language == original.language:
        words = {"reference": original.reference, "language": language(original.language)}
        return _("%(reference)s is in the same language, %(language)s. Choose one in another.") % words
    return ""


def _chain(document: Document, original: Document) -> str:
    ties = DocumentLink.objects.translating()
    if tie := ties.filter(source=document).first():
        words = {"reference": tie.target.reference}
        return _("This document is a translation of %(reference)s already. It can have one original.") % words
    if tie := ties.filter(source=original).first():
        words = {"reference": original.reference, "original": tie.target.reference}
        return _("%(reference)s is itself a translation, of %(original)s. Choose an original.") % words
    if tie := ties.filter(target=document).first():
        words = {"reference": tie.source.reference}
        return _("%(reference)s is a translation of this document, so this one cannot be one itself.") % words
    return ""
