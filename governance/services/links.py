"""Acts that tie documents together."""

from __future__ import annotations

from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from governance import events
from governance.models import Document, DocumentLink
from governance.models.link import Relation
from governance.services.locking import lock_document
from organisations.models import User
from organisations.permissions import Can, require


@act
def link(source: Document, *, target: Document, relation: Relation, by: User) -> DocumentLink:
    """Ties two documents. Raises ValidationError for a link that stands already or that leads to itself."""
    source = lock_document(source)
    require(by, Can.DRAFT, source.organisation)
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
