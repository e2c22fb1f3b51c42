"""What the privacy notice and its short layer must say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as msg

from consent.content.checks.items import CONTACT, Item, regulator, said
from consent.content.checks.phrases import COMPLAIN_TO_US, OBJECT, REGULATOR, RETENTION, SHARES, USES

_identity = Item(
    "controller-identity",
    "notice:controller_identity",
    "who",
    _("It says who is in charge of the information"),
    (said(msg("Say who you are, with your full name."), (r"\bcontrollers?\b",), (r"^we are\b",)),),
)
_officer = Item(
    "dpo-contact",
    "notice:dpo_contact",
    "officer",
    _("It says how to reach the data protection officer"),
    (
        said(
            msg("Name the data protection officer, with a telephone number or an e-mail address."),
            (r"\bdata protection officer\b", CONTACT),
            together=True,
        ),
    ),
)
_purposes = Item(
    "purposes",
    "notice:purposes",
    "why",
    _("It names the purposes"),
    (said(msg("Say what you use the information for."), USES),),
)
_basis = Item(
    "lawful-basis",
    "notice:lawful_basis",
    "basis",
    _("It names the lawful basis"),
    (
        said(
            msg("Name the lawful basis of each purpose."),
            (
                r"\blawful bas[ei]s\b|\bpublic task\b|\blegal obligation\b|\blegitimate interest|\bArticle 6\b",
            ),
        ),
    ),
)
_recipients = Item(
    "recipients",
    "notice:recipients",
    "sharing",
    _("It says who receives the information"),
    (said(msg("Say with whom you share, by name or by kind."), SHARES),),
)
_retention = Item(
    "retention",
    "notice:retention",
    "how-long",
    _("It says how long information is kept"),
    (said(msg("Say how long you keep the information, or how you decide that."), RETENTION),),
)
_rights = Item(
    "rights",
    "notice:rights",
    "rights",
    _("It names people’s rights"),
    (
        said(msg("Say that people may have a copy."), (r"\bcopy\b.*\binformation\b|\bright of access\b",)),
        said(msg("Say that people may have mistakes corrected."), (r"\bcorrect|\brectif|\bput right\b",)),
        said(msg("Say that people may have information erased."), (r"\beras|\bdelet",)),
        said(msg("Say that people may have the use limited."), (r"\blimit|\brestrict",)),
    ),
)
_objection = Item("object", "notice:rights", "object", _("It shows the right to object, by itself"), OBJECT)
_must_give = Item(
    "statutory-contractual",
    "notice:statutory_contractual",
    "must-give",
    _("It says whether people must answer"),
    (
        said(
            msg("Say whether people must give the information, and what follows if they do not."),
            (
                r"\byou (?:do not |don[’']t )?(?:have|need) to (?:give|answer|tell|provide)\b"
                r"|\byou must (?:give|tell|answer|provide)\b|\b(?:law|contract) says that you must\b",
            ),
        ),
    ),
)
_complaint = Item(
    "complain-controller",
    "notice:complain_controller",
    "unhappy",
    _("It says how to complain to you"),
    (COMPLAIN_TO_US,),
)

PRIVACY_NOTICE = (
    _identity,
    _officer,
    _purposes,
    _basis,
    Item(
        "legitimate-interests",
        "notice:legitimate_interests",
        "basis",
        _("It says which legitimate interests"),
        (
            said(
                msg("Say which legitimate interests you pursue."),
                (r"\blegitimate interests?\b.{0,20}(?:\b(?:is|are|in|of|to|such as|namely)\b|:)",),
            ),
        ),
        when=(r"\blegitimate interests?\b(?! and)",),
    ),
    Item(
        "categories",
        "notice:categories",
        "categories",
        _("It names the kinds of information"),
        (
            said(
                msg("Name the kinds of information that you use."),
                (r"\b(?:kinds?|categor(?:y|ies)|types?) of (?:personal )?(?:information|data)\b",),
            ),
        ),
    ),
    Item(
        "source",
        "notice:source",
        "source",
        _("It says where information comes from"),
        (
            said(
                msg("Say from whom you get information, if not from the person."),
                (
                    r"\b(?:get|comes?|receive|collect|obtain)\b.*\b(?:information|data)\b.*\bfrom\b|\binformation\b.*\b(?:comes?|collected|obtained)\b.*\bfrom\b",
                ),
            ),
        ),
    ),
    Item(
        "timing",
        "notice:timing_indirect",
        "source",
        _("It says when people are told"),
        (
            said(
                msg("Say that you tell people within a month of getting information from others."),
                (r"\btell you\b", r"\bmonth\b"),
            ),
        ),
    ),
    _recipients,
    Item(
        "transfers",
        "notice:transfers",
        "abroad",
        _("It says whether information leaves the country"),
        (
            said(
                msg("If you send information abroad, say so. If not, one line saying that is welcome."),
                (r"\b(?:abroad|overseas|(?:another|other) countr(?:y|ies)|in the (?:UK|United Kingdom))\b",),
            ),
        ),
        hint=True,
    ),
    _retention,
    _rights,
    _objection,
    Item(
        "withdraw-consent",
        "notice:withdraw_consent",
        "withdraw",
        _("It says that consent can be withdrawn"),
        (
            said(
                msg("Where you rely on consent, say that people may withdraw it at any time."),
                (r"\bwithdraw|\bchange your mind\b",),
            ),
        ),
        when=(r"\bconsent\b",),
    ),
    _must_give,
    Item(
        "automated",
        "notice:automated",
        "automated",
        _("It says whether a computer decides"),
        (
            said(
                msg("If a computer alone decides, say how. If not, one line saying that is welcome."),
                (r"\bautomat|\bprofiling\b|\bcomputers?\b.*\bdecid",),
            ),
        ),
        hint=True,
    ),
    _complaint,
    regulator(REGULATOR, "unhappy"),
    Item(
        "new-purpose",
        "notice:new_purpose",
        "changes",
        _("It says that people are told of a new purpose"),
        (
            said(
                msg("Say that you tell people before you use information for a new purpose."),
                (r"\b(?:new|other|another|different|further) purpose",),
            ),
        ),
    ),
)

FAIR_PROCESSING_NOTICE = (
    _identity,
    _officer,
    _purposes,
    _basis,
    _must_give,
    _recipients,
    _retention,
    _rights,
    _objection,
    _complaint,
    regulator(REGULATOR, "unhappy"),
    Item(
        "full-notice",
        "notice:how",
        "more",
        _("It leads to the full notice"),
        (
            said(
                msg("Say where to read the full privacy notice."),
                (r"\bfull (?:privacy )?notice\b|\bour privacy notice\b",),
            ),
        ),
    ),
)
