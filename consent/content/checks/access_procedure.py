"""What the procedure for subject access must say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as msg

from consent.content.checks.access import (
    ANY_FORM,
    EXTENSION,
    FREE,
    IDENTITY,
    NO_FORM,
    REFUSAL_COURT,
    RIGHT,
    TIME,
)
from consent.content.checks.items import Item, regulator, said

SUBJECT_ACCESS_PROCEDURE = (
    Item("right", "subject_access:right", "scope", _("It says what the right covers"), (RIGHT,)),
    Item(
        "any-form",
        "subject_access:any_form",
        "recognise",
        _("It takes a request in any form"),
        (
            said(msg("Say that a request may come in any way, spoken too."), ANY_FORM),
            said(msg("Say that no form is needed."), NO_FORM),
        ),
    ),
    Item(
        "receive",
        "subject_access:any_form",
        "receive",
        _("It says what anyone does with a request"),
        (
            said(
                msg("Say that a request is passed on the same day, and where."),
                (r"\bpass\b.*\bsame day\b|\bpass\b.*\bat once\b",),
            ),
        ),
    ),
    Item(
        "identity",
        "subject_access:identity",
        "identity",
        _("It asks for proof only where there is doubt"),
        (
            said(
                msg("Say that proof of identity is asked for only where there is reasonable doubt."),
                IDENTITY,
            ),
        ),
    ),
    Item(
        "agents",
        "subject_access:agents",
        "someone-else",
        _("It covers requests for someone else"),
        (
            said(
                msg("Say what authority you check."),
                (r"\b(?:signed letter|power of attorney|written authority)\b",),
            ),
        ),
    ),
    Item(
        "children",
        "subject_access:children",
        "someone-else",
        _("It covers children"),
        (
            said(
                msg("Say that the right of a child is the child’s own."),
                (r"\bchild(?:’s|'s|ren)?\b.*\bown\b|\bright\b.*\bchild",),
            ),
        ),
    ),
    Item(
        "time",
        "subject_access:time_new",
        "time",
        _("It gives the time"),
        (said(msg("Say that you answer within one month at most."), TIME),),
    ),
    Item(
        "clock",
        "subject_access:relevant_time",
        "time",
        _("It says when the month begins"),
        (
            said(
                msg("Say when the month begins: with the request, the proof of identity or the fee."),
                (r"\b(?:month|time|clock) (?:begins|starts)\b",),
            ),
        ),
    ),
    Item(
        "counting",
        "subject_access:count_day",
        "time",
        _("It says how to count the month"),
        (
            said(
                msg("Say that the month ends on the same date of the next month."),
                (r"\bsame (?:date|day) (?:of|in) the next month\b",),
            ),
        ),
    ),
    Item(
        "weekend",
        "subject_access:weekend",
        "time",
        _("It covers weekends and holidays"),
        (
            said(
                msg("Say what happens when the last day is at a weekend or on a holiday."),
                (r"\bnext working day\b",),
            ),
        ),
    ),
    Item(
        "clarification",
        "subject_access:clarification",
        "clarify",
        _("It says when waiting does not count"),
        (
            said(
                msg("Say that the days of waiting for clarification do not count."),
                (r"\bdo not count\b|\bdoes not count\b|\bclock (?:stops|is paused)\b",),
            ),
        ),
    ),
    Item(
        "extension",
        "subject_access:extension",
        "extend",
        _("It says when more time is allowed"),
        (
            said(msg("Say that two further months are allowed for complex or many requests."), EXTENSION),
            said(
                msg("Say that the person is told why within the first month."),
                (r"\bwithin the first month\b",),
            ),
        ),
    ),
    Item(
        "fee",
        "subject_access:fee",
        "cost",
        _("It says that the answer is free"),
        (said(msg("Say that the answer is free."), FREE),),
    ),
    Item(
        "search",
        "subject_access:search",
        "search",
        _("It says how far to search"),
        (
            said(
                msg("Say that the search is reasonable and proportionate, and is recorded."),
                (r"\breasonable and proportionate\b",),
            ),
        ),
    ),
    Item(
        "third-parties",
        "subject_access:third_parties",
        "other-people",
        _("It covers information about others"),
        (
            said(
                msg("Say how information about other people is weighed."),
                (r"\bwhether it is reasonable\b|\bthird part(?:y|ies)\b",),
            ),
        ),
    ),
    Item(
        "keep-back",
        "exemptions:health_harm",
        "keep-back",
        _("It says what may be kept back, with a reason for each"),
        (
            said(
                msg("Name what may be kept back, such as what would cause serious harm."),
                (r"\bcause serious harm\b",),
            ),
            said(
                msg("Say that each part kept back has a reason on record."),
                (r"\breason\b.*\b(?:each|every)\b|\b(?:each|every)\b.*\breason\b",),
            ),
        ),
    ),
    Item(
        "supplementary",
        "subject_access:supplementary",
        "answer",
        _("It says what goes with the copy"),
        (
            said(
                msg("Add who receives the information, and where it came from."),
                (r"\bwho receives it\b|\brecipients\b",),
            ),
            said(
                msg("Add how long it is kept."),
                (r"\bhow long we keep it\b|\bhow long it is kept\b|\bretention period",),
            ),
        ),
    ),
    Item(
        "refusal",
        "subject_access:refusal_notice",
        "refuse",
        _("It says how to refuse"),
        (
            said(
                msg(
                    "Say that a refusal gives reasons, and names the complaint, the regulator and the court."
                ),
                REFUSAL_COURT,
            ),
        ),
    ),
    regulator("subject_access:refusal_notice", "refuse"),
    Item(
        "partners",
        "subject_access:isp_partners",
        "partners",
        _("It covers information held with partners"),
        (
            said(
                msg("Say who answers for information held with partners."),
                (r"\bpartners?\b", r"\b(?:answers?|holds?|hold)\b"),
            ),
        ),
    ),
    Item(
        "offence",
        "subject_access:offence_173",
        "never-alter",
        _("It warns against altering records"),
        (
            said(
                msg("Say that it is an offence to alter, hide or destroy information that was asked for."),
                (r"\boffence\b", r"\balter|\bdestroy|\bhide|\bconceal"),
            ),
        ),
    ),
)
