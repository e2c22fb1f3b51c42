"""What people do who read: most of it without signing in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from config.help.task import Task
from organisations.permissions import Can, Role

TASKS = (
    Task(
        "share-about-one-person",
        _("Share about one person"),
        _("Decide, share the least that helps, and write down why. No protocol is needed."),
        pages=("governance:home",),
        readers=(Role.PRACTITIONER,),
        see=("find-whom-to-ask", "read-a-policy"),
    ),
    Task(
        "find-whom-to-ask",
        _("Find whom to ask"),
        _("Whom an organisation names for advice, for incidents and at night."),
        pages=("organisations:list", "organisations:organisation"),
        readers=(Role.PRACTITIONER,),
        see=("share-about-one-person", "look-up-roles"),
    ),
    Task(
        "read-a-policy",
        _("Read a policy"),
        _("What an organisation expects, in force today, on screen or as a PDF."),
        pages=(
            "governance:policies",
            "governance:document",
            "governance:version",
            "governance:guidance",
            "governance:version-pdf",
        ),
        see=("see-what-changed", "search", "see-a-day"),
    ),
    Task(
        "confirm-what-you-read",
        _("Read what you are asked to, and confirm it"),
        _("Your list of documents and training, and how to say that you have read or done them."),
        pages=("governance:readings", "governance:reading-confirm", "governance:training-done"),
        rights=(Can.READ_INTERNAL,),
        see=("read-a-policy", "see-what-changed"),
    ),
    Task(
        "see-notifications",
        _("See what you are told, and when by e-mail"),
        _("Your notifications in one list, and how often you hear of them."),
        pages=("governance:notifications", "governance:notification-settings"),
        rights=(Can.READ_INTERNAL,),
        see=("confirm-what-you-read", "see-your-work"),
    ),
    Task(
        "search",
        _("Search everything in force"),
        _("Find the section of a document, an agreement or an organisation by words."),
        pages=("governance:search",),
        see=("read-a-policy", "find-an-agreement", "find-whom-to-ask"),
    ),
    Task(
        "find-an-agreement",
        _("Find an agreement between organisations"),
        _("Who regularly shares what with whom, why, by which law and until when."),
        pages=(
            "protocols:register",
            "protocols:agreement",
            "protocols:agreement-version",
            "protocols:agreement-changes",
            "protocols:agreement-pdf",
        ),
        see=("search", "see-who-shares-with-whom", "share-about-one-person"),
    ),
    Task(
        "see-who-shares-with-whom",
        _("See who shares with whom"),
        _("A map of what organisations give each other regularly, also as a table and a file."),
        pages=("protocols:map",),
        see=("find-an-agreement", "share-about-one-person"),
    ),
    Task(
        "see-what-changed",
        _("See what changed"),
        _("Compare any two versions of a document, and read its history."),
        pages=("governance:history", "governance:compare", "governance:compare-pdf"),
        see=("restore-an-old-text", "see-a-day", "read-a-policy"),
    ),
    Task(
        "see-a-day",
        _("See what was in force on a day"),
        _("All that an organisation had in force on a day, and what has changed since."),
        pages=("governance:framework",),
        see=("see-what-changed", "find-whom-to-ask"),
    ),
    Task(
        "put-up-a-poster",
        _("Put up a poster with a short address"),
        _("A page to print, with a QR code that always leads to the version in force."),
        pages=("governance:poster",),
        see=("read-a-policy", "publish"),
    ),
    Task(
        "sign-by-invitation",
        _("Sign by invitation, without an account"),
        _("Open your link, read and ask, and sign, decline or ask for changes."),
        pages=(
            "protocols:invitation",
            "protocols:invited",
            "protocols:invited-code",
            "protocols:invited-changes",
            "protocols:invited-sign",
            "protocols:invited-decline",
            "protocols:invited-ask-for-changes",
            "protocols:invited-ask",
        ),
        see=("check-a-document", "if-something-goes-wrong"),
    ),
    Task(
        "check-a-document",
        _("Check a signed document"),
        _("See by its short code whether it is unchanged and in force."),
        pages=("protocols:verify-start", "protocols:verify"),
        see=("find-an-agreement", "sign-by-invitation"),
    ),
    Task(
        "sign-in-or-new-password",
        _("Sign in, or choose a new password"),
        _("For people to whom an organisation has given a role."),
        pages=(
            "account_login",
            "account_logout",
            "account_inactive",
            "account_change_password",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
        ),
        see=("give-a-role", "if-something-goes-wrong"),
    ),
    Task(
        "if-something-goes-wrong",
        _("If something goes wrong"),
        _("What to do with an error page, and where your text is."),
        pages=("governance:job",),
        see=("find-whom-to-ask", "sign-in-or-new-password"),
    ),
)
