"""Agreements between organisations: what they hold beside their text, and what the public register shows."""

from protocols.models.entry import EntryParty, EntryPower, RegisterEntry
from protocols.models.party import Party
from protocols.models.power import LegalPower
from protocols.models.protocol import Protocol
from protocols.models.terms import Terms

__all__ = ["EntryParty", "EntryPower", "LegalPower", "Party", "Protocol", "RegisterEntry", "Terms"]
