"""What must be there before an agreement is opened for signature, beside what `protocols.minimum` says of the law.

That is: parties whom the register knows, and days that do not contradict each other. No database here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Body:
    """A party: what the agreement calls it, and whether the register knows the organisation."""

    name: str
    is_known: bool = True


def faults_of_parties(bodies: Sequence[Body]) -> list[str]:
    """Each as a sentence that says what to do; none where all can sign."""
    found = []
    for body in bodies:
        if not body.is_known:
            found.append(
                _("Choose “%(name)s” from the list of organisations: only those can sign here.")
                % {"name": body.name}
            )
    return found


def faults_of_dates(
    *,
    today: date,
    starts_on: date | None,
    ends_on: date | None,
    closes_on: date | None,
    long_stop_on: date | None,
    replaces: bool,
) -> dict[str, str]:
    """By field; `replaces`: a version before this one is in force."""
    found = {}
    if ends_on is not None and ends_on <= today:
        found["ends_on"] = _(
            "The agreement would end before anybody could sign it. Change its last day first."
        )
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        found["ends_on"] = _("The agreement would end before it starts. Change its days first.")
    if closes_on is not None and closes_on < today:
        found["closes_on"] = _("Choose today or a later day.")
    elif closes_on is not None and ends_on is not None and closes_on > ends_on:
        found["closes_on"] = _("Choose a day before the agreement ends.")
    if long_stop_on is not None:
        if not replaces:
            found["long_stop_on"] = _("There is no version before this one that could end.")
        elif long_stop_on <= today:
            found["long_stop_on"] = _("Choose a later day than today.")
        elif starts_on is not None and long_stop_on < starts_on:
            found["long_stop_on"] = _("Choose a day on or after that on which this version starts.")
        elif closes_on is not None and long_stop_on < closes_on:
            found["long_stop_on"] = _("Choose a day on or after the last day to sign.")
    return found
