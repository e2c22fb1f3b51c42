"""How the log calls the acts and jobs of this app; loaded when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.naming import declare

declare(
    acts={
        "protocols.imports.import_agreements": _("bring in agreements of another register"),
        "protocols.recording.record_existing": _("record an agreement that was signed elsewhere"),
        "protocols.recording.draft_agreement": _("draft an agreement"),
        "protocols.opening.open_for_signature": _("open a version for signature"),
        "protocols.opening.cancel": _("cancel the signing of a version"),
        "protocols.opening.extend": _("change the last day to sign"),
        "protocols.opening.close": _("close a round of signing"),
        "protocols.reminding.remind": _("send a reminder to sign"),
        "protocols.opening.change_signatory": _("change who is asked to sign"),
        "protocols.signing.sign": _("sign a version"),
        "protocols.signing.sign_by_invitation": _("sign a version by invitation"),
        "protocols.signing.record_wet_ink": _("enter a signature on paper"),
        "protocols.answering.begin_review": _("begin to review a version"),
        "protocols.answering.request_changes": _("ask for changes before signing"),
        "protocols.answering.decline": _("decline to sign a version"),
        "protocols.answering.withdraw_signature": _("withdraw a signature"),
        "protocols.certificates.keep": _("keep a signed copy"),
        "protocols.inviting.invite": _("invite somebody to sign"),
        "protocols.inviting.send_anew": _("send an invitation anew"),
        "protocols.inviting.revoke": _("revoke an invitation to sign"),
        "protocols.proving.send_code": _("ask for a code by e-mail"),
        "protocols.proving.prove": _("prove an e-mail address by a code"),
        "protocols.invited.sign_as_invited": _("sign a version as invited"),
        "protocols.invited.decline_as_invited": _("decline to sign as invited"),
        "protocols.invited.request_changes_as_invited": _("ask for changes as invited"),
        "protocols.accession.admit": _("admit an organisation to an agreement"),
        "protocols.leaving.give_notice": _("give notice to leave an agreement"),
        "protocols.leaving.declare_disposal": _("declare what became of the information received"),
        "protocols.succession.succeed": _("take the place of a predecessor in its agreements"),
        "protocols.suspension.suspend": _("suspend an agreement"),
        "protocols.suspension.lift": _("lift a suspension"),
        "protocols.termination.terminate": _("terminate an agreement"),
        "protocols.signing_rules.set_rule": _("set the rule of signing"),
        "protocols.signing_rules.remove_rule": _("remove the rule of signing"),
        "protocols.removal_rules.set_removal_rule": _("set when agreements leave the public register"),
        "protocols.beginning.begin_protocol": _("begin a protocol"),
        "protocols.rows.add_row": _("add a row to an agreement"),
        "protocols.rows.change_row": _("change a row of an agreement"),
        "protocols.rows.move_row": _("move a row of an agreement"),
        "protocols.rows.remove_row": _("remove a row of an agreement"),
        "protocols.rows.paste_rows": _("paste rows into an agreement"),
        "protocols.answers.answer_terms": _("change the dates and terms of an agreement"),
        "protocols.answers.answer_conditions": _("change the safeguards of an agreement"),
        "protocols.answers.answer_task": _("answer a part of an agreement"),
        "protocols.recording.record_amendment": _("record an amendment that was agreed elsewhere"),
    },
    jobs={
        "send_invitations": _("Sending invitations"),
        "make_signed_copies": _("Making signed copies"),
        "import_agreements": _("Import of agreements"),
        "seed_load": _("Load data"),
    },
)
