"""What can happen to an agreement, in the words of the log. A verb in use keeps its meaning for ever."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.verbs import Verb, declare
from protocols.statements import Kind

AGREEMENT_ENTERED = declare(
    "agreement.entered", _("entered the parties and terms of an agreement"), changes_data=True
)
AGREEMENT_FROM_PAPER = declare(
    "agreement.recorded_from_paper", _("recorded an agreement from its signed paper"), changes_data=True
)
SIGNING_RULE_SET = declare("signing_rule.set", _("set the rule of signing"), changes_data=True)
SIGNING_RULE_REMOVED = declare("signing_rule.removed", _("removed the rule of signing"), changes_data=True)
LAW_ADDED = declare("law.added", _("added a law of its own"), changes_data=True)
LAW_CHANGED = declare("law.changed", _("changed a law of its own"), changes_data=True)
LAW_ENDED = declare("law.ended", _("ended a law of its own"), changes_data=True)
REMOVAL_RULE_SET = declare(
    "removal_rule.set", _("set when agreements leave the public register"), changes_data=True
)
SIGNING_EXTENDED = declare("signing.extended", _("changed the last day to sign"), changes_data=True)
SIGNING_CLOSED = declare("signing.closed", _("closed the round of signing"), changes_data=True)
SIGNING_REMINDED = declare("signing.reminded", _("sent a reminder to sign"), changes_data=False)
SIGNATORY_CHANGED = declare("signatory.changed", _("changed who is asked to sign"), changes_data=True)
INVITATION_MADE = declare("invitation.made", _("invited somebody to sign"), changes_data=True)
INVITATION_REVOKED = declare("invitation.revoked", _("revoked an invitation to sign"), changes_data=True)
INVITATION_CODE_SENT = declare("invitation.code_sent", _("asked for a code by e-mail"), changes_data=True)
INVITATION_PROVEN = declare("invitation.proven", _("proved the e-mail address"), changes_data=True)
INVITATION_USED = declare("invitation.used", _("used up an invitation to sign"), changes_data=True)
INVITATION_RENEWED = declare("invitation.renewed", _("asked for a new link"), changes_data=True)
QUESTION_ASKED = declare("question.asked", _("asked a question before signing"), changes_data=True)
QUESTION_ANSWERED = declare(
    "question.answered", _("answered a question of who is invited"), changes_data=True
)
SIGNED_COPY_MADE = declare("signed_copy.made", _("made the signed copy"), changes_data=True)
SIGNATORY_REVIEWING = declare("signatory.reviewing", _("began to review the version"), changes_data=True)
AGREEMENT_SIGNED = declare("agreement.signed", _("signed the version"), changes_data=True)
AGREEMENT_SIGNED_ON_PAPER = declare(
    "agreement.signed_on_paper", _("entered a signature on paper"), changes_data=True
)
AGREEMENT_DECLINED = declare("agreement.declined", _("declined to sign the version"), changes_data=True)
CHANGES_REQUESTED = declare(
    "agreement.changes_requested", _("asked for changes before signing"), changes_data=True
)
SIGNATURE_WITHDRAWN = declare("signature.withdrawn", _("withdrew a signature"), changes_data=True)
PARTY_ADMITTED = declare("party.admitted", _("admitted an organisation to the agreement"), changes_data=True)
AGREEMENT_JOINED = declare("agreement.joined", _("joined the agreement"), changes_data=True)
LEAVING_ANNOUNCED = declare("leaving.announced", _("gave notice to leave the agreement"), changes_data=True)
DISPOSAL_DECLARED = declare(
    "disposal.declared", _("declared what became of the information received"), changes_data=True
)
PARTY_SUCCEEDED = declare("party.succeeded", _("took the place of a party"), changes_data=True)
PARTY_CEASED = declare("party.ceased", _("ended the part of a predecessor"), changes_data=True)
AGREEMENT_SUSPENDED = declare("agreement.suspended", _("suspended the agreement"), changes_data=True)
SUSPENSION_LIFTED = declare("suspension.lifted", _("lifted a suspension"), changes_data=True)
AGREEMENT_TERMINATED = declare("agreement.terminated", _("terminated the agreement"), changes_data=True)

OF_STATEMENTS: dict[str, Verb] = {
    Kind.SIGNATURE: AGREEMENT_SIGNED,
    Kind.WET_INK: AGREEMENT_SIGNED_ON_PAPER,
    Kind.REFUSAL: AGREEMENT_DECLINED,
    Kind.CHANGES_REQUESTED: CHANGES_REQUESTED,
    Kind.WITHDRAWAL: SIGNATURE_WITHDRAWN,
    Kind.ADMISSION: PARTY_ADMITTED,
    Kind.ACCESSION: AGREEMENT_JOINED,
    Kind.LEAVING: LEAVING_ANNOUNCED,
    Kind.DISPOSAL: DISPOSAL_DECLARED,
    Kind.SUCCESSION: PARTY_SUCCEEDED,
    Kind.CESSATION: PARTY_CEASED,
    Kind.SUSPENSION: AGREEMENT_SUSPENDED,
    Kind.LIFTING: SUSPENSION_LIFTED,
    Kind.TERMINATION: AGREEMENT_TERMINATED,
}
PROTOCOL_BEGUN = declare("protocol.begun", _("began a protocol"), changes_data=True)
PROTOCOL_LOCALISED = declare(
    "protocol.localised", _("began a protocol from another organisation’s"), changes_data=True
)
SOURCE_CONSIDERED = declare(
    "source.considered",
    _("considered what changed in the protocol that this one is based on"),
    changes_data=True,
)

PARTY_ADDED = declare("party.added", _("added a party"), changes_data=True)
PARTY_CHANGED = declare("party.changed", _("changed a party"), changes_data=True)
PARTY_MOVED = declare("party.moved", _("moved a party"), changes_data=True)
PARTY_REMOVED = declare("party.removed", _("removed a party"), changes_data=True)
ITEM_ADDED = declare("data_item.added", _("added a data item"), changes_data=True)
ITEM_CHANGED = declare("data_item.changed", _("changed a data item"), changes_data=True)
ITEM_MOVED = declare("data_item.moved", _("moved a data item"), changes_data=True)
ITEM_REMOVED = declare("data_item.removed", _("removed a data item"), changes_data=True)
FLOW_ADDED = declare("flow.added", _("added a flow"), changes_data=True)
FLOW_CHANGED = declare("flow.changed", _("changed a flow"), changes_data=True)
FLOW_MOVED = declare("flow.moved", _("moved a flow"), changes_data=True)
FLOW_REMOVED = declare("flow.removed", _("removed a flow"), changes_data=True)
POWER_ADDED = declare("legal_power.added", _("added a legal power"), changes_data=True)
POWER_CHANGED = declare("legal_power.changed", _("changed a legal power"), changes_data=True)
POWER_MOVED = declare("legal_power.moved", _("moved a legal power"), changes_data=True)
POWER_REMOVED = declare("legal_power.removed", _("removed a legal power"), changes_data=True)
BASIS_ADDED = declare("lawful_basis.added", _("added a lawful basis"), changes_data=True)
BASIS_CHANGED = declare("lawful_basis.changed", _("changed a lawful basis"), changes_data=True)
BASIS_MOVED = declare("lawful_basis.moved", _("moved a lawful basis"), changes_data=True)
BASIS_REMOVED = declare("lawful_basis.removed", _("removed a lawful basis"), changes_data=True)
ROWS_PASTED = declare("rows.pasted", _("pasted rows from a spreadsheet"), changes_data=True)
SIGNATORIES_PLANNED = declare(
    "signatories.planned", _("said which parties are invited to sign"), changes_data=True
)
TERMS_ANSWERED = declare("terms.answered", _("changed the dates and terms"), changes_data=True)
CONDITIONS_ANSWERED = declare(
    "conditions.answered", _("changed the safeguards and ending"), changes_data=True
)
