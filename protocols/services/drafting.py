"""What every act on the draft of an agreement begins with, and who takes part by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.errors import InvalidMove
from governance.models import DocumentVersion, Participant
from governance.models.document import Part
from governance.services.documents import check_draft
from governance.services.locking import lock_version
from organisations.permissions import Can, require
from protocols.models import Party

if TYPE_CHECKING:
    from django.db.models import Model

    from organisations.models import User


class StaleRow(ValidationError):
    """Somebody changed the row, moved it or took it out in between. `theirs` is the row as it is stored now."""

    def __init__(self, message: str, theirs: Model | None = None) -> None:
        super().__init__(message, code="conflict")
        self.theirs = theirs


def lock_draft(version: DocumentVersion, by: User) -> DocumentVersion:
    """Raises InvalidMove for a version that left draft, and for a document that is no agreement."""
    version = lock_version(version)
    require(by, Can.DRAFT, version.organisation)
    check_draft(version)
    if not version.document.kind_model.is_agreement:
        raise InvalidMove(_("This is not an agreement, so it has no parties and no data items."))
    return version


def take_part(version: DocumentVersion) -> None:
    """The people of every party may read the agreement once it is published; those who left the draft need not, unless
    another version names them. Two queries, and one for each change."""
    document = version.document
    named = set(
        Party.objects.filter(version__document=document, organisation__isnull=False).values_list(
            "organisation_id", flat=True
        )
    )
    there = {each.organisation_id: each for each in document.participants.all()}
    for key in sorted(named - there.keys() - {document.organisation_id}):
        Participant(document=document, organisation_id=key, standing=Part.PARTY).save()
    for key, participant in there.items():
        if key not in named and participant.standing == Part.PARTY:
            participant.delete()
