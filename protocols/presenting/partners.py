"""Who came to an agreement and who went, and how many have signed it: what its page says beside the parties."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from protocols.presenting.wording import ShownParty

if TYPE_CHECKING:
    from protocols.models import RegisterEntry

NAMED = 3  # of those who have not signed; the others say it beside their names


def with_partners(
    parties: Sequence[tuple[str, ShownParty]], entry: RegisterEntry | None, on: date
) -> list[tuple[str, ShownParty]]:
    """The parties of a version with what its entry says of them, and with who joined by a day."""
    told = {(party["code"], party["name"]): party for party in entry.parties} if entry else {}
    halted = entry.suspended_for(on) if entry else []
    there = [
        (way, replace(party, notes=_notes(told.pop((party.code, party.name), {}), on, halted)))
        for way, party in parties
    ]
    came = [party for party in told.values() if party.get("joined", "~") <= on.isoformat()]
    return there + [
        (party["direction"], ShownParty(party["name"], party["code"], "", _notes(party, on, halted)))
        for party in came
    ]


def signed_by(entry: RegisterEntry | None, on: date, *, is_held: bool) -> list[str]:
    """Nothing of what was signed elsewhere, nor where the public does not read who takes part."""
    there = entry.parties_on(on) if entry else []
    if entry is None or entry.is_from_outside or not there:
        return []
    waiting = entry.not_signed(on)
    if not waiting:
        return [_("Signed by all %(of)d.") % {"of": len(there)}]
    said = [_("Signed by %(number)d of %(of)d.") % {"number": len(there) - len(waiting), "of": len(there)}]
    if is_held:
        said.append(_("It is in force between those who signed."))
    return [*said, _("Not signed yet: %(names)s.") % {"names": _listed(waiting)}]


def _notes(party: Mapping[str, Any], on: date, halted: Collection[str]) -> list[str]:
    today = on.isoformat()
    joined, left = (party[key] if party.get(key, "~") <= today else "" for key in ("joined", "left"))
    notes = [_("Joined on %(day)s") % {"day": _day(joined)}] if joined else []
    if left and party.get("heirs"):
        words = {"heirs": get_text_list(party["heirs"], str(_("and"))), "day": _day(left)}
        return [*notes, _("%(heirs)s took its place on %(day)s") % words]
    if left:
        return [*notes, _("Left on %(day)s") % {"day": _day(left)}]
    if party.get("unsigned"):
        notes.append(_("Not signed yet"))
    if party.get("name") in halted:
        notes.append(_("Suspended since %(day)s") % {"day": _day(party["suspended"])})
    return notes


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:NAMED])
    if more := len(names) - len(shown):
        shown.append(_("%(number)d more") % {"number": more})
    return str(get_text_list(shown, str(_("and"))))


def _day(day: str) -> str:
    return date_format(date.fromisoformat(day), "j F Y")
