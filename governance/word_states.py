"""How far a Word file is on its way to a draft, as data: which move is allowed. Nothing else decides that."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.errors import InvalidMove


class WordState(TextChoices):
    READING = "reading", gettext_lazy("Being read")
    REFUSED = "refused", gettext_lazy("Not taken")
    READY = "ready", gettext_lazy("Ready")
    DRAFTED = "drafted", gettext_lazy("Draft made")
    GIVEN_UP = "given_up", gettext_lazy("Given up")


MOVES: Mapping[WordState, frozenset[WordState]] = {
    WordState.READING: frozenset({WordState.READY, WordState.REFUSED, WordState.GIVEN_UP}),
    WordState.REFUSED: frozenset(),
    WordState.READY: frozenset({WordState.DRAFTED, WordState.GIVEN_UP}),
    WordState.DRAFTED: frozenset(),
    WordState.GIVEN_UP: frozenset(),
}


def allows(here: str, there: str) -> bool:
    return WordState(there) in MOVES[WordState(here)]


def check(here: str, there: str) -> None:
    """Raises InvalidMove, with a sentence that names both states, unless the table allows the move."""
    if not allows(here, there):
        raise InvalidMove(
            _("This Word file is in the state “%(here)s”. From there it cannot become “%(there)s”.")
            % {"here": WordState(here).label, "there": WordState(there).label}
        )
