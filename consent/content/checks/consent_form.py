"""What a consent form must say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as msg

from consent.content.checks.items import CONTACT, Item, regulator, said

CONSENT_FORM = (
    Item(
        "who-asks",
        "consent:who_asks",
        "who",
        _("It names who asks, and who else relies on the answer"),
        (
            said(
                msg("Say which organisation asks."),
                (r"\basks? (?:you )?for (?:your )?consent\b|\bwould like your consent\b",),
            ),
            said(
                msg("Name every other organisation that will rely on the answer, or say that there is none."),
                (r"\brel(?:y|ies) on\b.*\b(?:it|this|your|answer|consent)\b|\bno other organisation\b",),
            ),
        ),
    ),
    Item(
        "purposes",
        "consent:purposes",
        "purposes",
        _("Each purpose is a choice of its own"),
        (
            said(
                msg("Make each purpose a separate choice."),
                (r"\b(?:separate|own) (?:choice|answer)\b|\bchoose each\b",),
            ),
        ),
    ),
    Item(
        "data",
        "consent:data",
        "information",
        _("It says which information"),
        (
            said(
                msg("Say which information the consent is about."),
                (r"\b(?:following|only this) information\b|\bthe information (?:is|includes)\b",),
            ),
        ),
    ),
    Item(
        "recipients",
        "consent:recipients",
        "recipients",
        _("It says who would receive it"),
        (
            said(
                msg("Say to whom you would give the information."),
                (r"\bwe (?:would|will) (?:give|send|share|pass)\b",),
            ),
        ),
    ),
    Item(
        "freely",
        "consent:freely",
        "choice",
        _("It says that people are free to say no"),
        (
            said(
                msg("Say that people are free to say no."),
                (r"\bfree to (?:say|choose|refuse)\b|\byou can say no\b",),
            ),
            said(
                msg("Say that a “no” does not affect the service."),
                (r"\bnot affect\b|\bmakes? no difference\b",),
            ),
        ),
    ),
    Item(
        "withdraw",
        "consent:withdraw",
        "withdraw",
        _("It says how to withdraw"),
        (
            said(
                msg("Say that people may change their mind at any time."),
                (
                    r"\b(?:withdraw|change your mind)\b",
                    r"\bat any time\b|\bwhenever\b",
                    r"\beasy\b|\beasily\b|\bany of us\b",
                ),
                (r"\bwithdraw", r"\bas easy\b"),
            ),
            said(msg("Say how: give a telephone number or an e-mail address."), (CONTACT,)),
            said(
                msg("Say that what was shared before stays lawful."),
                (r"\bbefore\b.*\blawful\b|\blawful\b.*\bbefore\b",),
            ),
        ),
    ),
    Item(
        "explicit",
        "consent:explicit",
        "statement",
        _("It asks for an express answer"),
        (
            said(
                msg("Ask for an express statement, such as “I give my explicit consent”."),
                (r"\bI\b", r"\bexplicit(?:ly)?\b|\bexpressly\b"),
            ),
        ),
    ),
    Item(
        "plain",
        "consent:plain",
        "statement",
        _("It offers yes and no alike"),
        (
            said(
                msg("Offer a “yes” and a “no” for each purpose."),
                (r"\byes\b.*\bagree\b", r"\bno\b.*\bnot agree\b"),
            ),
            said(
                msg("Say that nothing is ticked beforehand."),
                (r"\bnothing\b.*\b(?:ticked|filled in|marked)\b",),
            ),
        ),
    ),
    Item(
        "record-who",
        "consent:record_who",
        "signing",
        _("It records who agrees, and for whom"),
        (
            said(msg("Leave room for the name."), (r"\bname of the person\b|\byour (?:full )?name\b",)),
            said(msg("Leave room for what gives another person authority."), (r"\bauthority\b",)),
        ),
    ),
    Item(
        "record-when",
        "consent:record_when_how",
        "signing",
        _("It records when and how"),
        (
            said(
                msg("Leave room for the date, and how consent was given."),
                (r"\bdate and time\b|\bdate:|\bdate\b.*\bsign",),
            ),
        ),
    ),
    Item(
        "record-wording",
        "consent:record_wording",
        "signing",
        _("It keeps the wording"),
        (said(msg("Say that the form is kept with its version."), (r"\b(?:keep|kept)\b.*\bversion\b",)),),
    ),
    Item(
        "record-understanding",
        "consent:record_capacity",
        "signing",
        _("It records how the person understood"),
        (
            said(
                msg("Leave room for how the person understood, and what help they had."),
                (r"\bunderstood\b|\bunderstands\b|\bunderstanding\b",),
            ),
        ),
    ),
    Item(
        "again",
        "consent:review",
        "review",
        _("It says when people are asked again"),
        (
            said(
                msg("Say when you ask again."), (r"\bask you again\b|\bthis consent (?:lasts|ends)\b.*\bask",)
            ),
        ),
    ),
    Item(
        "complain-controller",
        "notice:complain_controller",
        "unhappy",
        _("It says how to complain"),
        (said(msg("Say that people may complain to you."), (r"\bcomplain to us\b|\bour complaints\b",)),),
    ),
    regulator("notice:complain_regulator", "unhappy"),
)
