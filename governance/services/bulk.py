"""Acts on many documents at once: each is an act of its own on one document, and either all of them happen or none.

Each document has its own event; the operation is one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.acts import act
from audit.errors import InvalidMove
from governance.models import Document
from governance.services.documents import change_control
from governance.services.locking import lock_documents
from governance.services.periodic_reviews import plan_review
from governance.stamps import MOST, owners_stamp, reviews_stamp
from organisations.models import User
from organisations.models.membership import organisations_of


@act
def assign_owner(documents: Sequence[Document], *, by: User, owner: User, seen: str) -> list[Document]:
    """Gives documents to an owner, who must have a role in the organisation of each.

    `seen`: `owners_stamp` of what the person looked at. Raises InvalidMove where that is no longer so; ValidationError
    with a sentence for each document that cannot be given, and then none is.
    """
    locked = lock_documents(*_few(documents))
    _check_seen(owners_stamp(locked), seen)
    members = organisations_of(owner)

    def assign(document: Document) -> Document:
        if document.organisation_id not in members:
            words = {"name": str(owner), "organisation": document.organisation.name}
            raise ValidationError(_("%(name)s has no role in %(organisation)s.") % words)
        return change_control(document, by=by, owner=owner)

    return _each(locked, assign)


@act
def set_review_day(
    documents: Sequence[Document], *, by: User, next_review_on: date, reason: str, seen: str
) -> list[Document]:
    """Sets the day of the next review of what is in force of documents, for one reason. Raises as `assign_owner`."""
    locked = lock_documents(*_few(documents))
    _check_seen(reviews_stamp(locked), seen)
    return _each(
        locked, lambda document: plan_review(document, by=by, next_review_on=next_review_on, reason=reason)
    )


def _few(documents: Sequence[Document]) -> Sequence[Document]:
    if not documents or len(documents) > MOST:
        words = ngettext("Choose at most %(most)d document.", "Choose 1 to %(most)d documents.", MOST)
        raise ValidationError(words % {"most": MOST})
    return documents


def _check_seen(stands: str, seen: str) -> None:
    if stands != seen:
        raise InvalidMove(
            _(
                "Somebody changed one of these documents before you. Nothing was changed: look again, then confirm."
            )
        )


def _each(documents: Sequence[Document], change: Callable[[Document], Document]) -> list[Document]:
    """All of them changed, or every sentence about those that could not be."""
    changed, refused = [], []
    for document in documents:
        try:
            changed.append(change(document))
        except ValidationError as error:
            refused += [f"{document}: {sentence}" for sentence in error.messages]
        except (InvalidMove, PermissionDenied) as error:
            refused.append(f"{document}: {error}")
    if refused:
        raise ValidationError(list(dict.fromkeys(refused)))
    return changed
