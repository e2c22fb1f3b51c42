"""States as data: which move of a version is allowed. Nothing else decides that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.errors import InvalidMove


class State(TextChoices):
    """What has been decided about a version. In force, scheduled, superseded are dates, not states."""

    DRAFT = "draft", gettext_lazy("Draft")
    IN_REVIEW = "in_review", gettext_lazy("In review")
    APPROVED = "approved", gettext_lazy("Approved")
    FOR_SIGNATURE = "for_signature", gettext_lazy("Open for signature")
    PUBLISHED = "published", gettext_lazy("Published")
    WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")


@dataclass(frozen=True)
class Lifecycle:
    """A table of allowed moves: state -> states. A state that it does not have leads nowhere."""

    name: str
    moves: Mapping[State, frozenset[State]]

    def allows(self, here: str, there: str) -> bool:
        return State(there) in self.moves.get(State(here), frozenset())

    def check(self, here: str, there: str) -> None:
        """Raises InvalidMove, with a sentence that names both states, unless the table allows the move."""
        if not self.allows(here, there):
            raise InvalidMove(
                _("This version is in the state “%(here)s”. From there it cannot become “%(there)s”.")
                % {"here": State(here).label, "there": State(there).label}
            )


STANDARD = Lifecycle(
    "standard",
    {
        State.DRAFT: frozenset({State.IN_REVIEW, State.WITHDRAWN}),
        State.IN_REVIEW: frozenset({State.APPROVED, State.DRAFT}),
        State.APPROVED: frozenset({State.PUBLISHED, State.DRAFT}),
        State.PUBLISHED: frozenset({State.WITHDRAWN}),
        State.WITHDRAWN: frozenset(),
    },
)

SIGNED = Lifecycle(
    "signed",
    {
        State.DRAFT: frozenset({State.IN_REVIEW, State.WITHDRAWN}),
        State.IN_REVIEW: frozenset({State.APPROVED, State.DRAFT}),
        State.APPROVED: frozenset({State.FOR_SIGNATURE, State.PUBLISHED, State.DRAFT}),
        State.FOR_SIGNATURE: frozenset({State.PUBLISHED, State.DRAFT, State.WITHDRAWN}),
        State.PUBLISHED: frozenset({State.WITHDRAWN}),
        State.WITHDRAWN: frozenset(),
    },
)
# Of agreements. What was approved is open for signature until enough parties have signed; only a change that is not
# material is published as it was approved. A round of signing that is cancelled leads to draft, because it is cancelled
# so that the text can change, and a changed text is approved anew; or to withdrawn, where there will be no agreement.
# What was signed elsewhere is recorded by an act of its own.

LIFECYCLES = (STANDARD, SIGNED)
OPEN = (
    State.DRAFT,
    State.IN_REVIEW,
    State.APPROVED,
    State.FOR_SIGNATURE,
)  # being worked on: at most one such version of a document
