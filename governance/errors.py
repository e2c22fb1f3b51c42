"""What can go wrong in an act of this app, besides a move that is not allowed and a right that is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from governance.models import Section


class OwnWork(PermissionDenied):
    """Another person must do it, because this one did what comes before. No role changes that."""

    role_helps = False


class NotAsked(PermissionDenied):
    """The organisation's rule names others for this. No role changes that while the rule stands."""

    role_helps = False


class Conflict(ValidationError):
    """Somebody saved the same thing in between. Carries both texts, so that nothing is lost.

    `theirs` is the section as it is stored now; `mine` is the text that was not saved.
    """

    def __init__(self, theirs: Section, mine: str) -> None:
        super().__init__(_("Somebody saved this section before you. Your text is safe."), code="conflict")
        self.theirs = theirs
        self.mine = mine
