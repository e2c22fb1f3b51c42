"""What people do who send a draft for review, approve it and put it in force."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from config.help.task import Task
from organisations.permissions import Can

TASKS = (
    Task(
        "send-for-review",
        _("Send a draft for review"),
        _("Say what changed and why. From then on the text cannot change unless it comes back."),
        pages=("governance:submit", "governance:recall"),
        rights=(Can.SUBMIT,),
        see=("approve", "write-a-section", "publish"),
    ),
    Task(
        "approve",
        _("Approve a draft, or ask for changes"),
        _("Read what changed, then decide. Whoever sent it does not approve it."),
        pages=("governance:review",),
        rights=(Can.APPROVE,),
        see=("let-a-colleague-approve", "answer-comments", "publish"),
    ),
    Task(
        "let-a-colleague-approve",
        _("Let a colleague approve, or take your approval back"),
        _("When you are away, or have thought again."),
        pages=("governance:approval-delegate", "governance:approval-take-back"),
        rights=(Can.APPROVE,),
        see=("approve", "say-who-is-away", "set-approval-rules"),
    ),
    Task(
        "send-a-reminder",
        _("Remind those who are to approve"),
        _("When a version has waited too long for somebody."),
        pages=("governance:approval-remind",),
        rights=(Can.SUBMIT,),
        see=("send-for-review", "see-your-work", "let-a-colleague-approve"),
    ),
    Task(
        "publish",
        _("Put a version in force"),
        _("Choose the day from which it holds, and the day of its next review."),
        pages=("governance:publish",),
        rights=(Can.PUBLISH,),
        see=("approve", "withhold-a-part", "withdraw"),
    ),
    Task(
        "withhold-a-part",
        _("Choose what the public sees"),
        _("Publish all of it, all but some parts, or only that it exists."),
        pages=("governance:disclosure",),
        rights=(Can.PUBLISH,),
        see=("publish", "let-a-partner-in"),
    ),
    Task(
        "withdraw",
        _("Withdraw a version"),
        _("Take a text out of force, with a reason. It stays in the history."),
        pages=("governance:withdraw",),
        rights=(Can.WITHDRAW,),
        see=("publish", "restore-an-old-text"),
    ),
    Task(
        "open-for-signature",
        _("Open an agreement for signature"),
        _("Ask the parties to sign, and see how far they are."),
        pages=(
            "protocols:signing-open",
            "protocols:signatures",
            "protocols:signing-last-day",
            "protocols:signing-cancel",
            "protocols:signing-close",
            "protocols:signature-paper",
        ),
        rights=(Can.PUBLISH,),
        see=("sign-an-agreement", "approve"),
    ),
    Task(
        "sign-an-agreement",
        _("Sign an agreement, or decline"),
        _("Read exactly what you sign, sign it, and keep the receipt."),
        pages=(
            "protocols:sign",
            "protocols:decline",
            "protocols:signature-withdraw",
            "protocols:receipt",
        ),
        rights=(Can.SIGN,),
        see=("open-for-signature", "find-an-agreement"),
    ),
    Task(
        "set-rules-of-signing",
        _("Say who must sign for your organisation"),
        _("Name roles or offices, by kind of agreement and by what is shared."),
        pages=("protocols:signing-rules", "protocols:signing-rule"),
        rights=(Can.MANAGE_ORGANISATION,),
        see=("sign-an-agreement", "record-an-office"),
    ),
    Task(
        "add-a-law",
        _("Add a law that agreements can name"),
        _("A legal power or lawful basis that is not there yet: its Act, what it allows, and since when."),
        pages=(
            "protocols:added-law",
            "protocols:added-law-add",
            "protocols:added-law-change",
            "protocols:added-law-end",
        ),
        rights=(Can.MANAGE_ORGANISATION,),
        see=("build-a-protocol", "set-rules-of-signing"),
    ),
    Task(
        "set-when-agreements-leave",
        _("Say when agreements leave the public register"),
        _("Leave out what nobody has reviewed for long. It stays in force."),
        pages=("protocols:removal-rule",),
        rights=(Can.MANAGE_ORGANISATION,),
        see=("record-a-review", "set-rules-of-signing"),
    ),
    Task(
        "see-between-whom",
        _("See between whom an agreement holds"),
        _("Who can rely on it with whom, since when, and for what."),
        pages=("protocols:agreement-between",),
        see=("find-an-agreement", "share-about-one-person"),
    ),
    Task(
        "change-who-takes-part",
        _("Join, leave, pause or end an agreement"),
        _("What changes while it is in force, and what became of the information."),
        pages=(
            "protocols:agreement-life",
            "protocols:life-admit",
            "protocols:life-suspend",
            "protocols:life-lift",
            "protocols:life-terminate",
            "protocols:life-leave",
            "protocols:life-disposal",
        ),
        rights=(Can.SIGN, Can.PUBLISH),
        see=("sign-an-agreement", "see-between-whom"),
    ),
)
