"""What the guidance on consent, and on its record, must say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as msg

from consent.content.checks.items import Item, said

CONSENT_GUIDANCE = (
    Item(
        "when-right",
        "consent:when_right",
        "when",
        _("It says when to ask, and when not"),
        (
            said(msg("Say that consent needs a real choice."), (r"\brespect a .?no\b|\breal choice\b",)),
            said(
                msg("Say not to ask when you would share anyway."),
                (r"\bshare anyway\b|\bnot ask for consent\b",),
            ),
        ),
    ),
    Item(
        "three-kinds",
        "consent:three_kinds",
        "kinds",
        _("It keeps three kinds of consent apart"),
        (
            said(
                msg("Explain consent in data protection law."),
                (r"\bconsent in data protection law\b|\bconsent\b.*\bUK GDPR\b",),
            ),
            said(
                msg("Explain consent that lifts confidentiality."),
                (r"\bconsent\b.*\bconfiden|\bin confidence\b.*\bagree",),
            ),
            said(
                msg("Explain that asking out of courtesy is not consent."),
                (r"\bcourtesy\b|\bgood manners\b",),
            ),
        ),
    ),
    Item(
        "safeguarding",
        "consent:not_for_safeguarding",
        "safeguarding",
        _("It says that protection needs no consent"),
        (
            said(
                msg("Say that consent is not needed to protect a child or an adult at risk."),
                (
                    r"\b(?:not need|no need for|not needed|without)\b.*\bconsent\b"
                    r"|\bconsent\b.*\bnot (?:needed|required)\b",
                    r"\brisk\b|\bprotect",
                ),
            ),
            said(
                msg("Say that asking may itself be a danger."),
                (r"\bask(?:ing)?\b.*\b(?:danger|unsafe|risk)\b",),
            ),
        ),
    ),
    Item(
        "asking",
        "consent:freely",
        "asking",
        _("It says how to ask"),
        (
            said(
                msg("Say that the request names everyone who will rely on the answer."),
                (r"\brel(?:y|ies) on (?:it|the answer)\b|\bother organisations would rely\b",),
            ),
            said(
                msg("Say that each purpose is a choice of its own."), (r"\bpurpose\b.*\b(?:each|separate)",)
            ),
            said(msg("Say that people are free to refuse."), (r"\bfree to (?:say no|refuse)\b",)),
            said(
                msg("Say that special information needs an express answer."),
                (r"\bexpress(?:ly)?\b|\bexplicit",),
            ),
        ),
    ),
    Item(
        "children",
        "children:gillick",
        "children",
        _("It says how children decide"),
        (
            said(
                msg("Say that a child who understands enough may decide."),
                (r"\bchild\b", r"\bunderstands? enough\b|\bunderstands what\b|\bcompetent\b"),
            ),
        ),
    ),
    Item(
        "children-scotland",
        "children:scot_12",
        "children",
        _("It gives the rule for children of its nation"),
        (
            said(
                msg("Give the rule of your nation for children, such as 12 in Scotland, or the common law."),
                (r"\b(?:at|from|under|age of) (?:12|13|16)\b",),
            ),
        ),
    ),
    Item(
        "capacity",
        "capacity:mca_presume",
        "capacity",
        _("It says how capacity is judged"),
        (
            said(
                msg("Say that adults are presumed able to decide."),
                (r"\bpresume", r"\badults?\b|\beveryone\b"),
            ),
        ),
    ),
    Item(
        "best-interests",
        "consent:best_interests_not",
        "capacity",
        _("It keeps best interests apart"),
        (
            said(
                msg("Say that a decision in someone’s best interests is not consent."),
                (r"\bbest interests\b", r"\bnot consent\b"),
            ),
        ),
    ),
    Item(
        "authority",
        "consent:record_who",
        "others",
        _("It says who may answer for another"),
        (
            said(
                msg("Say what gives another person authority, and that it is checked."),
                (r"\bpower of attorney\b|\bcourt order\b|\border of (?:a|the) court\b",),
            ),
        ),
    ),
    Item(
        "record",
        "consent:record_scope",
        "record",
        _("It says what to record"),
        (
            said(msg("Record who agreed."), (r"^who\b.*\bagreed\b|\brecord who\b",)),
            said(
                msg("Record when and how."),
                (r"\bwhen and how\b.*\b(?:day|date|time|channel|written|spoken)\b",),
            ),
            said(msg("Record the wording that was shown."), (r"\bwording\b",)),
            said(msg("Record what was agreed to and what was refused."), (r"\bagreed to\b.*\brefused\b",)),
            said(
                msg("Record how you judged that the person understood."),
                (r"\bjudged\b.*\bunderstood\b|\bassess\w*\b.*\bunderst",),
            ),
        ),
    ),
    Item(
        "refusal",
        "consent:record_refused",
        "refusal",
        _("It asks to record a refusal, and not asking"),
        (
            said(msg("Say that a refusal is recorded."), (r"\brecord\b.*\brefusal\b|\brefusal\b.*\brecord",)),
            said(
                msg("Say that the reasons for not asking are recorded."),
                (r"\bnot to ask\b|\bwhy you did not ask\b",),
            ),
        ),
    ),
    Item(
        "withdrawal",
        "consent:record_withdrawal",
        "withdrawal",
        _("It says what happens when consent is withdrawn"),
        (
            said(
                msg("Say that people may withdraw at any time and in any way."),
                (r"\bwithdraw\b.*\bany (?:time|way)\b",),
            ),
            said(
                msg("Tell those who received the information."),
                (r"\btell every organisation\b|\btell (?:the )?(?:partners|those who)\b",),
            ),
            said(
                msg("Record the withdrawal and what was done."),
                (r"\brecord\b.*\b(?:withdrawn|withdrawal)\b",),
            ),
        ),
    ),
    Item(
        "again",
        "consent:review",
        "again",
        _("It says when to look at consent again"),
        (
            said(
                msg("Say when each consent is looked at again."),
                (
                    r"\blook at each consent again\b|\b(?:review|refresh)\b.*\bconsents?\b.*\b(?:year|months|when)\b",
                ),
            ),
        ),
    ),
)
