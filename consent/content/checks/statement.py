"""What the privacy and confidentiality statement must say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as msg

from consent.content.checks.items import CONTACT, Item, regulator, said
from consent.content.checks.phrases import COMPLAIN_TO_US, SHARES, USES

CONFIDENTIALITY_STATEMENT = (
    Item(
        "promise",
        "confidentiality:duty",
        "promise",
        _("It promises confidence"),
        (
            said(
                msg("Say that you keep private what people tell you."),
                (r"\b(?:is|are|stays?) private\b|\b(?:keep|kept)\b.*\bconfidential",),
            ),
        ),
    ),
    Item(
        "categories",
        "notice:categories",
        "hold",
        _("It says what is kept about people"),
        (
            said(
                msg("Name the kinds of information that you keep."),
                (r"\bwe (?:keep|hold|collect)\b", r"\b(?:names?|address|notes|date of birth)\b"),
                together=True,
            ),
        ),
    ),
    Item(
        "purposes",
        "notice:purposes",
        "use",
        _("It says what the information is for"),
        (said(msg("Say what you use the information for."), USES),),
    ),
    Item(
        "recipients",
        "notice:recipients",
        "share",
        _("It says with whom information is shared"),
        (said(msg("Say with whom you share."), SHARES),),
    ),
    Item(
        "limits-harm",
        "confidentiality:route_public_interest",
        "limits",
        _("It says that danger comes before confidence"),
        (
            said(
                msg("Say that you share when someone may be in danger or at risk of harm."),
                (r"\b(?:may|might|could) be in danger\b|\bat risk of (?:serious )?harm\b",),
            ),
            said(msg("Say that you share to prevent or solve a serious crime."), (r"\bserious crime",)),
        ),
    ),
    Item(
        "limits-law",
        "confidentiality:route_statute_duty",
        "limits",
        _("It says that the law comes before confidence"),
        (
            said(
                msg("Say that you share when a law or a court requires it."),
                (r"\b(?:law|court)\b.*\b(?:must|require|order)",),
            ),
        ),
    ),
    Item(
        "limits-child",
        "confidentiality:route_children",
        "limits",
        _("It says that children are protected"),
        (
            said(
                msg("Say that you share when a child may be at risk."),
                (r"\bchild(?:ren)?\b", r"\brisk|\bharm|\bdanger"),
            ),
        ),
    ),
    Item(
        "without-asking",
        "consent:not_for_safeguarding",
        "limits",
        _("It does not make consent a condition"),
        (
            said(
                msg("Say that you may then share without asking, or in spite of a refusal."),
                (
                    r"\bshare\b",
                    r"\bwithout asking\b|\bwithout (?:your )?(?:consent|agreement)\b|\beven if you say no\b",
                ),
            ),
        ),
    ),
    Item(
        "telling",
        "confidentiality:duty",
        "telling",
        _("It says that people are told"),
        (
            said(
                msg("Say that you tell people what you shared, and when you cannot."),
                (r"\bwe (?:will )?tell you\b", r"\b(?:shared?|afterwards)\b"),
            ),
        ),
    ),
    Item(
        "rights",
        "notice:rights",
        "rights",
        _("It says what people can ask for"),
        (
            said(msg("Say that people may have a copy."), (r"\bcopy\b",)),
            said(msg("Say that people may have mistakes put right."), (r"\bcorrect|\bput right\b",)),
            said(msg("Say that people may object to a use."), (r"\bobject\b|\bstop using\b",)),
        ),
    ),
    Item(
        "complain-controller", "complaints:right", "unhappy", _("It says how to complain"), (COMPLAIN_TO_US,)
    ),
    regulator("complaints:regulator", "unhappy"),
    Item(
        "contact",
        "notice:controller_identity",
        "contact",
        _("It says whom to ask"),
        (said(msg("Give a telephone number or an e-mail address."), (CONTACT,)),),
    ),
)
