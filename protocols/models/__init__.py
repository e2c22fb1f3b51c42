"""Agreements between organisations: what they hold beside their text, and what the public register shows."""

from protocols.models.added_law import AddedLaw
from protocols.models.arrow import EntryArrow, EntryContent
from protocols.models.basis import LegalBasis
from protocols.models.conditions import Conditions
from protocols.models.entry import EntryParty, EntryPower, RegisterEntry
from protocols.models.flow import Flow
from protocols.models.invitation import Invitation, InvitationCode, Letter
from protocols.models.item import DataItem
from protocols.models.party import Party
from protocols.models.power import LegalPower
from protocols.models.protocol import Protocol
from protocols.models.question import Question
from protocols.models.removal_rule import RemovalRule
from protocols.models.signed_copy import SignedCopy
from protocols.models.signing_round import RoundState, Signatory, SigningRound
from protocols.models.signing_rule import SigningRule
from protocols.models.statement import Statement
from protocols.models.terms import Terms

__all__ = [
    "AddedLaw",
    "Conditions",
    "DataItem",
    "EntryArrow",
    "EntryContent",
    "EntryParty",
    "EntryPower",
    "Flow",
    "Invitation",
    "InvitationCode",
    "LegalBasis",
    "LegalPower",
    "Letter",
    "Party",
    "Protocol",
    "Question",
    "RegisterEntry",
    "RemovalRule",
    "RoundState",
    "Signatory",
    "SignedCopy",
    "SigningRound",
    "SigningRule",
    "Statement",
    "Terms",
]
