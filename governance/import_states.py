"""How far an import of bodies is, as data: which move is allowed. Nothing else decides that."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.errors import InvalidMove


class ImportState(TextChoices):
    CHECKING = "checking", gettext_lazy("Being checked")
    FAULTY = "faulty", gettext_lazy("Has faults")
    READY = "ready", gettext_lazy("Ready")
    IMPORTING = "importing", gettext_lazy("Being brought in")
    DONE = "done", gettext_lazy("Brought in")
    GIVEN_UP = "given_up", gettext_lazy("Given up")


MOVES: Mapping[ImportState, frozenset[ImportState]] = {
    ImportState.CHECKING: frozenset({ImportState.READY, ImportState.FAULTY, ImportState.GIVEN_UP}),
    ImportState.FAULTY: frozenset(),
    ImportState.READY: frozenset({ImportState.IMPORTING, ImportState.GIVEN_UP}),
    # back to ready where the register is not the one that was agreed to; faulty where that allows none of it
    ImportState.IMPORTING: frozenset(
        {ImportState.DONE, ImportState.READY, ImportState.FAULTY, ImportState.GIVEN_UP}
    ),
    ImportState.DONE: frozenset(),
    ImportState.GIVEN_UP: frozenset(),
}


def allows(here: str, there: str) -> bool:
    return ImportState(there) in MOVES[ImportState(here)]


def check(here: str, there: str) -> None:
    """Raises InvalidMove, with a sentence that names both states, unless the table allows the move."""
    if not allows(here, there):
        raise InvalidMove(
            _("This import is in the state “%(here)s”. From there it cannot become “%(there)s”.")
            % {"here": ImportState(here).label, "there": ImportState(there).label}
        )
