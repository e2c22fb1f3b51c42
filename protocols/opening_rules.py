"""What must be there before an agreement is opened for signature, beside what `protocols.minimum` says of the law.

That is: parties whom the register knows, the same ones as before unless the change is material, and days that do not
contradict each other. No database here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from governance.kinds import VersionText


@dataclass(frozen=True)
class Body:
    """A party: what the agreement calls it, and whether the register knows the organisation."""

    name: str
    is_known: bool = True


@dataclass(frozen=True)
class Above:
    """The accord that a version names, as it stands today.

    `is_suspended`: for all its parties; `is_joinable`: they sign it in this register."""

    title: str
    reference: str
    is_in_force: bool
    is_suspended: bool = False
    is_joinable: bool = False


def fault_of_accord(accord: Above) -> list[str]:
    """As a sentence that says what to do; none where those who sign can join it."""
    named = {"title": accord.title, "reference": accord.reference}
    if not accord.is_in_force:
        return [
            _(
                "The accord “%(title)s” (%(reference)s) is not in force. Bring it into force first, or take it out "
                "under “Parties”."
            )
            % named
        ]
    if accord.is_suspended:
        return [
            _(
                "The accord “%(title)s” (%(reference)s) is suspended. Lift the suspension first, or take the accord "
                "out under “Parties”."
            )
            % named
        ]
    if not accord.is_joinable:
        return [
            _(
                "The accord “%(title)s” (%(reference)s) was signed outside this register, so nobody can join it here. "
                "Take it out under “Parties”."
            )
            % named
        ]
    return []


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


def why_material(before: VersionText, after: VersionText) -> str:
    """Who signs is part of what was signed: a version with other parties is signed anew, and not called small.

    Says who came, went, or gives and takes other than before; empty where the parties are the same."""
    then, now = (_ways(text) for text in (before, after))
    came = [name for key, (name, __) in now.items() if key not in then]
    went = [name for key, (name, __) in then.items() if key not in now]
    other = [name for key, (name, way) in now.items() if key in then and then[key][1] != way]
    told = [
        sentence % {"names": get_text_list(names, _("and"))}
        for names, sentence in (
            (came, _("New as a party: %(names)s.")),
            (went, _("No longer a party: %(names)s.")),
            (other, _("Gives or receives other than before: %(names)s.")),
        )
        if names
    ]
    return " ".join(told)


def _ways(text: VersionText) -> dict[str, tuple[str, str]]:
    """Each party by its organisation, or by its name where it is in no list: what it is called, and its direction."""
    return {
        row["code"] or row["name"]: (row["name"], row["direction"]) for row in text.rows.get("parties", ())
    }


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
