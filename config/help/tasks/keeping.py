"""What people do who keep documents up to date."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from config.help.task import Task
from organisations.permissions import Can

TASKS = (
    Task(
        "invite-somebody-to-sign",
        _("Invite somebody to sign"),
        _("For a partner without an account: a link and a code by e-mail."),
        pages=(
            "protocols:invitations",
            "protocols:invite",
            "protocols:invitation-send-anew",
            "protocols:invitation-revoke",
            "protocols:invitation-answer",
        ),
        rights=(Can.PUBLISH, Can.MANAGE_PEOPLE),
        see=("sign-by-invitation", "check-a-document"),
    ),
    Task(
        "record-a-review",
        _("Record a review"),
        _("Say what you found when you looked at a document again."),
        pages=("governance:reviews", "governance:review-record"),
        rights=(Can.DRAFT,),
        see=("ask-for-a-review", "start-a-document", "change-many-documents"),
    ),
    Task(
        "ask-for-a-review",
        _("Ask for a review before its time"),
        _("When the law changes, or something happens."),
        pages=("governance:review-call",),
        rights=(Can.DRAFT,),
        see=("record-a-review", "say-who-owns-it"),
    ),
    Task(
        "take-new-wording",
        _("Take the new wording of a template"),
        _("See what a newer template changes, section by section, and take what fits."),
        pages=("governance:adopted",),
        rights=(Can.DRAFT,),
        see=("start-a-document", "write-a-section"),
    ),
    Task(
        "translate",
        _("Keep a document in two languages"),
        _("A translation and its original lead to each other, and tell when one falls behind."),
        pages=("governance:translation",),
        rights=(Can.DRAFT,),
        see=("start-a-document", "write-a-section"),
    ),
    Task(
        "restore-an-old-text",
        _("Bring back an old text"),
        _("Make a new draft of a version that is no longer in force."),
        pages=("governance:version-restore",),
        rights=(Can.DRAFT,),
        see=("see-what-changed", "withdraw", "send-for-review"),
    ),
    Task(
        "say-who-owns-it",
        _("Say who owns a document and who may read it"),
        _("Its owner, its readers and the time between reviews, as printed in each PDF."),
        pages=("governance:control",),
        rights=(Can.DRAFT,),
        see=("change-many-documents", "record-a-review", "translate"),
    ),
    Task(
        "change-many-documents",
        _("Give many documents an owner or a review day"),
        _("Up to 100 at once: first you see what changes, then all of them change or none."),
        pages=("governance:documents", "governance:assign-owner", "governance:set-review-date"),
        rights=(Can.DRAFT,),
        see=("say-who-owns-it", "see-how-complete"),
    ),
    Task(
        "see-how-complete",
        _("See how complete frameworks are"),
        _("The matrix: which organisation has which kind of document in force, and what is missing."),
        pages=("governance:matrix", "governance:charts"),
        rights=(Can.READ_DRAFTS,),
        see=("start-a-document", "say-if-you-share-regularly", "change-many-documents"),
    ),
    Task(
        "ask-people-to-read",
        _("Ask people to read a document"),
        _("Ask roles, teams or named people, and see who has opened and confirmed it."),
        pages=(
            "governance:readers",
            "governance:reading-ask",
            "governance:reading-withdraw",
            "governance:reading-report",
        ),
        rights=(Can.PUBLISH,),
        see=("ask-people-to-train", "confirm-what-you-read"),
    ),
    Task(
        "ask-people-to-train",
        _("Ask people to do a training"),
        _("Name the trainings of your organisation, and see who says to have done them."),
        pages=(
            "governance:training",
            "governance:training-item",
            "governance:training-ask",
            "governance:training-change",
        ),
        rights=(Can.PUBLISH,),
        see=("ask-people-to-read", "confirm-what-you-read"),
    ),
)
