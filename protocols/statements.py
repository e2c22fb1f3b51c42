"""What can be stated about an agreement. Every statement is kept as it was made; none is changed or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Kind(models.TextChoices):
    """What a statement does. In force, left, suspended are read from statements and days; none of them is a state."""

    SIGNATURE = "signature", _("Signature")
    WET_INK = "wet_ink", _("Signature on paper")
    REFUSAL = "refusal", _("Declined")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    WITHDRAWAL = "withdrawal", _("Signature withdrawn")
    ADMISSION = "admission", _("Admitted by the lead")
    ACCESSION = "accession", _("Joined")
    LEAVING = "leaving", _("Notice to leave")
    DISPOSAL = "disposal", _("Declaration of disposal")
    SUCCESSION = "succession", _("Taken over by a successor")
    CESSATION = "cessation", _("Ended with its body")
    SUSPENSION = "suspension", _("Suspended")
    LIFTING = "lifting", _("Suspension lifted")
    TERMINATION = "termination", _("Terminated")


SIGNING = frozenset({Kind.SIGNATURE, Kind.WET_INK, Kind.ACCESSION})  # by which a seat is signed


class Strength(models.TextChoices):
    """How sure the register was of who made a statement, said as it is."""

    PASSWORD = "password", _("Signed in, and the password given again")
    PASSKEY = "passkey", _("Signed in, and confirmed by a passkey")
    MAIL_CODE = "mail_code", _("E-mail verified only")
    PAPER = "paper", _("Signed on paper; entered by an officer")
    SESSION = "session", _("Signed in")


DECLARATIONS: dict[str, str | _StrPromise] = {
    # The wording is kept with each statement, so that a change here changes nothing that was signed.
    Kind.SIGNATURE: _(
        "I have read this version. I sign it for my organisation, and I have the authority to do so."
    ),
    Kind.ACCESSION: _(
        "I have read this version. My organisation joins it, and I have the authority to say so."
    ),
    Kind.WET_INK: _("This signatory has signed a paper copy of this version. I have seen it."),
    Kind.REFUSAL: _("My organisation does not sign this version."),
    Kind.CHANGES_REQUESTED: _("My organisation asks for changes before it signs."),
    Kind.WITHDRAWAL: _("I withdraw this signature of my organisation."),
    Kind.ADMISSION: _("The parties admit this organisation once it has signed."),
    Kind.LEAVING: _("My organisation gives notice that it leaves this agreement."),
    Kind.DISPOSAL: _("My organisation has dealt with the information that it received, as stated here."),
    Kind.SUCCESSION: _("My organisation takes the place of its predecessor in this agreement."),
    Kind.CESSATION: _("The part of our predecessor in this agreement ends. We do not take its place."),
    Kind.SUSPENSION: _("Regular sharing under this agreement stops until this is lifted."),
    Kind.LIFTING: _("Regular sharing under this agreement may go on."),
    Kind.TERMINATION: _("This agreement ends."),
}
