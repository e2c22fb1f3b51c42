"""Makes and tells of statements, within acts: every one of them is kept and recorded in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import current_operation, record
from audit.models.row import fault_of_text
from governance.models import Document, DocumentVersion
from governance.services.locking import lock_document, lock_version
from governance.services.naming import described
from organisations.models import Organisation, User
from protocols import events
from protocols.digests import digest
from protocols.models import Signatory, SigningRound, Statement
from protocols.statements import DECLARATIONS, Strength

LONGEST = 2000  # characters of a reason

if TYPE_CHECKING:
    from audit.actors import HasActor
    from audit.canonical import Value
    from protocols.given import Given


def locked(version: DocumentVersion) -> DocumentVersion:
    """The version as it is now, with its document; both locked, the document first."""
    document = lock_document(version.document)
    version = lock_version(version)
    version.document = document
    return version


def locked_round(version: DocumentVersion) -> SigningRound | None:
    """The last round of a version, locked with it."""
    rounds = SigningRound.objects.select_for_update(of=("self",)).filter(version=version)
    found = rounds.order_by("-number").first()
    if found is not None:
        found.version = version
    return found


def make(
    kind: str,
    version: DocumentVersion,
    *,
    by: HasActor,
    organisation: Organisation,
    given: Given | None = None,
    effective_on: date | None = None,
    now: datetime | None = None,
    **fields: Any,  # the other columns of a Statement
) -> Statement:
    """A statement, kept but not yet told of. Without `given` it is stated by who is signed in, under their own name."""
    now = now or timezone.now()
    operation = current_operation()
    assert operation is not None  # noqa: S101  # acts alone call this
    person = by if isinstance(by, User) else None
    statement = Statement(
        kind=kind,
        version=version,
        sha256=version.content_sha256,
        organisation=organisation,
        effective_on=effective_on or timezone.localdate(now),
        person=person,
        address="" if person else by.as_actor().id,
        name=given.name.strip() if given else by.as_actor().label,
        post=given.post.strip() if given else "",
        stated_as=described(person, organisation) if person else "",
        declaration=given.declaration if given else str(DECLARATIONS[kind]),
        strength=given.proof.strength if given else Strength.SESSION,
        authenticated_at=given.proof.at if given else None,
        key=given.key if given else None,
        at=now,
        operation=operation.id,
    )
    for name, value in fields.items():
        setattr(statement, name, value)
    if not statement.post:
        statement.post = statement.stated_as.partition(", ")[2] or statement.name
    statement.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():  # a savepoint, so that the refusal can be told
            statement.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError(
            _("This was stated already. Look at the page again; nothing was recorded twice."), code="conflict"
        ) from error
    return statement


def tell(
    statement: Statement,
    *,
    by: HasActor,
    audience: Iterable[Organisation],
    facts: Mapping[str, Value] | None = None,
) -> Statement:
    """The line of the log that every statement has: with its key and the digest of all that was stated."""
    version = statement.version
    record(
        events.OF_STATEMENTS[statement.kind],
        version,
        by=by,
        audience={version.document.organisation, *audience},
        facts={
            "version": version.number,
            "sha256": statement.sha256,
            "organisation": statement.organisation.code,
            "statement": str(statement.pk),
            "digest": digest(statement),
            "effective_on": statement.effective_on.isoformat(),
            "strength": statement.strength,
            **(facts or {}),
        },
    )
    return statement


def next_signature(signatory: Signatory) -> int:
    """The number of the next signature in a seat."""
    last = Statement.objects.filter(signatory=signatory).aggregate(last=Max("signature"))["last"]
    return (last or 0) + 1


def parties_of(document: Document, row: SigningRound | None) -> set[Organisation]:
    """Whose auditors are told: all who take part in the round, or else in the agreement."""
    if row is not None:
        asked = row.signatories.select_related("organisation")
        return {signatory.organisation for signatory in asked}
    return {part.organisation for part in document.participants.select_related("organisation")}


def require_text(text: str, sentence: str, field: str = "reason") -> str:
    """Raises ValidationError where nothing was written, too much, or what cannot be seen."""
    if not text.strip():
        raise ValidationError({field: sentence})
    if len(text.strip()) > LONGEST:
        raise ValidationError({field: _("This can have 2,000 characters. Shorten it.")})
    if fault := fault_of_text(text):
        raise ValidationError({field: fault})
    return text.strip()
