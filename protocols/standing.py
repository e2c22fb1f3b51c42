"""Where a signatory stands in a round of signing: states as data. Nothing else decides which move is allowed.

Notice given, left and succeeded follow from days and statements; they are no states that a row is in, but stand in the
same table, because they are what a party can come to.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.errors import InvalidMove


class Standing(models.TextChoices):
    INVITED = "invited", gettext_lazy("Invited")
    REVIEWING = "reviewing", gettext_lazy("Reviewing")
    CHANGES_REQUESTED = "changes_requested", gettext_lazy("Changes requested")
    DECLINED = "declined", gettext_lazy("Declined")
    SIGNED = "signed", gettext_lazy("Signed")
    NOTICE_GIVEN = "notice_given", gettext_lazy("Notice given")
    LEFT = "left", gettext_lazy("Left")
    SUCCEEDED = "succeeded", gettext_lazy("Succeeded")


ASKED = frozenset({Standing.INVITED, Standing.REVIEWING, Standing.CHANGES_REQUESTED})
MOVES: dict[Standing, frozenset[Standing]] = {
    Standing.INVITED: frozenset(
        {
            Standing.REVIEWING,
            Standing.CHANGES_REQUESTED,
            Standing.DECLINED,
            Standing.SIGNED,
            Standing.SUCCEEDED,
        }
    ),
    Standing.REVIEWING: frozenset(
        {Standing.CHANGES_REQUESTED, Standing.DECLINED, Standing.SIGNED, Standing.SUCCEEDED}
    ),
    # Who asked for changes or declined may think again while the round is open.
    Standing.CHANGES_REQUESTED: frozenset({Standing.DECLINED, Standing.SIGNED, Standing.SUCCEEDED}),
    Standing.DECLINED: frozenset({Standing.SIGNED, Standing.SUCCEEDED}),
    # Back to reviewing by withdrawing the signature, as long as nothing is in force by it.
    Standing.SIGNED: frozenset({Standing.REVIEWING, Standing.NOTICE_GIVEN, Standing.SUCCEEDED}),
    Standing.NOTICE_GIVEN: frozenset({Standing.LEFT, Standing.SUCCEEDED}),
    Standing.LEFT: frozenset({Standing.SIGNED}),  # it joins again
    Standing.SUCCEEDED: frozenset(),
}


def check(here: str, there: str) -> None:
    """Raises InvalidMove, with a sentence that names both, unless the table allows the move."""
    if Standing(there) in MOVES[Standing(here)]:
        return
    if here == there:
        raise InvalidMove(_("This is “%(here)s” already.") % {"here": Standing(here).label})
    raise InvalidMove(
        _("From “%(here)s” this cannot become “%(there)s”.")
        % {"here": Standing(here).label, "there": Standing(there).label}
    )


def of_party(
    seats: Iterable[str],
    on: date,
    *,
    leaves_on: date | None = None,
    succeeded_on: date | None = None,
) -> Standing:
    """A party's standing on a day: that of its seat that is furthest from signing; then what followed."""
    if succeeded_on is not None and succeeded_on <= on:
        return Standing.SUCCEEDED
    if leaves_on is not None:
        return Standing.LEFT if leaves_on <= on else Standing.NOTICE_GIVEN
    order = (
        Standing.DECLINED,
        Standing.CHANGES_REQUESTED,
        Standing.INVITED,
        Standing.REVIEWING,
        Standing.SIGNED,
    )
    return min((Standing(seat) for seat in seats), key=order.index, default=Standing.INVITED)
