"""What people do who look after an organisation and its people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from config.help.task import Task
from organisations.permissions import Can

TASKS = (
    Task(
        "give-a-role",
        _("Give a person a role, or end one"),
        _("Who may do what in your organisation, since when and until when."),
        pages=("organisations:people", "organisations:person-add", "organisations:membership-end"),
        rights=(Can.MANAGE_PEOPLE,),
        see=("look-up-roles", "record-an-office", "sign-in-or-new-password"),
    ),
    Task(
        "see-undelivered-mail",
        _("See whom no e-mail reaches"),
        _("People whose e-mail could not be delivered, and why."),
        pages=("governance:undelivered",),
        rights=(Can.MANAGE_PEOPLE,),
        see=("give-a-role", "see-notifications"),
    ),
    Task(
        "record-an-office",
        _("Record who holds an office"),
        _("Such as the data protection officer or the Caldicott Guardian, and their deputies."),
        pages=(
            "organisations:appointments",
            "organisations:appointment-add",
            "organisations:appointment-end",
        ),
        rights=(Can.MANAGE_PEOPLE,),
        see=("say-who-is-away", "set-approval-rules", "give-a-role"),
    ),
    Task(
        "say-who-is-away",
        _("Say who is away"),
        _("So that deputies decide meanwhile."),
        pages=("organisations:appointment-away",),
        rights=(Can.MANAGE_PEOPLE,),
        see=("record-an-office", "let-a-colleague-approve"),
    ),
    Task(
        "keep-teams",
        _("Put people into teams"),
        _("Groups of colleagues under a name."),
        pages=("organisations:teams", "organisations:team-add", "organisations:team-change"),
        rights=(Can.MANAGE_PEOPLE,),
        see=("give-a-role",),
    ),
    Task(
        "look-after-the-entry",
        _("Look after your organisation’s page"),
        _("Its names, logo, identifiers and contacts, as everybody sees them."),
        pages=(
            "organisations:details",
            "organisations:logo",
            "organisations:logo-remove",
            "organisations:identifiers",
            "organisations:contacts",
            "organisations:contact-add",
            "organisations:contact-change",
            "organisations:contact-remove",
        ),
        rights=(Can.MANAGE_ORGANISATION,),
        see=("find-whom-to-ask", "give-a-role"),
    ),
    Task(
        "set-approval-rules",
        _("Say who must approve"),
        _("A rule for each kind of document: who approves, in which order, in how many days."),
        pages=(
            "governance:approval-rules",
            "governance:approval-rule",
            "organisations:four-eyes",
        ),
        rights=(Can.MANAGE_ORGANISATION,),
        see=("approve", "record-an-office"),
    ),
    Task(
        "say-if-you-share-regularly",
        _("Say whether you share regularly"),
        _("Protocols are expected only of those who share regularly or in bulk."),
        pages=("organisations:sharing",),
        rights=(Can.MANAGE_ORGANISATION,),
        see=("see-how-complete", "find-an-agreement"),
    ),
    Task(
        "bring-in-public-lists",
        _("Bring in a public list of organisations"),
        _("Check the files first; then all of a list is brought in, or nothing."),
        pages=(
            "governance:body-imports",
            "governance:body-import",
            "governance:body-import-bring-in",
            "governance:body-import-give-up",
        ),
        rights=(Can.KEEP_BODIES,),
        see=("look-after-the-entry", "find-whom-to-ask"),
    ),
    Task(
        "read-the-log",
        _("Read the log, and have it proved"),
        _("Who did what, to what, when and why, and how a change to the log is found out."),
        pages=("audit:log", "audit:event"),
        rights=(Can.READ_LOG,),
        see=("see-what-changed", "look-up-roles"),
    ),
    Task(
        "look-up-roles",
        _("Look up who may do what"),
        _("The roles, offices, teams and rules of your own organisation."),
        pages=("organisations:settings", "organisations:roles"),
        rights=(Can.READ_INTERNAL,),
        see=("give-a-role", "record-an-office", "find-whom-to-ask"),
    ),
)
