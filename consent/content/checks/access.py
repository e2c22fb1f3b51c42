"""What the procedure for subject access, and the guide to it for the public, must say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as msg

from consent.content.checks.items import CONTACT, Item, regulator, said

_ANY_FORM = (r"\bany way\b|\bin any form\b|\bspoken\b|\bby telephone\b|\bverbal",)
_NO_FORM = (
    r"\bno form\b|\bnobody has to use it\b|\bform is not needed\b|\bneed not use (?:a|the|our) form\b",
)
_TIME = (r"\bwithin one month\b|\bone month\b.*\bat most\b|\bwithin a (?:calendar )?month\b",)
_EXTENSION = (r"\b(?:two|2) (?:further |more )months\b|\b(?:two|2) months more\b",)
_IDENTITY = (r"\b(?:reasonable doubt|not sure who)\b",)
_FREE = (r"\b(?:is|are) free\b|\bfree of charge\b|\bno (?:fee|charge)\b",)
_REFUSAL_COURT = (r"\bcourt\b", r"\bcomplain")

_right = said(
    msg("Say what the right covers: a copy, and how the information is used."),
    (r"\bcopy\b", r"\bhow we use|\blearn\b|\bwhat we use"),
    (r"\bcan have a copy\b",),
)

SUBJECT_ACCESS_PROCEDURE = (
    Item("right", "subject_access:right", "scope", _("It says what the right covers"), (_right,)),
    Item(
        "any-form",
        "subject_access:any_form",
        "recognise",
        _("It takes a request in any form"),
        (
            said(msg("Say that a request may come in any way, spoken too."), _ANY_FORM),
            said(msg("Say that no form is needed."), _NO_FORM),
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
                _IDENTITY,
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
        (said(msg("Say that you answer within one month at most."), _TIME),),
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
            said(msg("Say that two further months are allowed for complex or many requests."), _EXTENSION),
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
        (said(msg("Say that the answer is free."), _FREE),),
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
                _REFUSAL_COURT,
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

SUBJECT_ACCESS_GUIDE = (
    Item("right", "subject_access:right", "what", _("It says what people can ask for"), (_right,)),
    Item(
        "any-form",
        "subject_access:any_form",
        "how",
        _("It lets people ask in any way"),
        (
            said(msg("Say that people may ask in any way."), _ANY_FORM),
            said(msg("Say that no form is needed."), _NO_FORM),
        ),
    ),
    Item(
        "contact",
        "subject_access:any_form",
        "contact",
        _("It says how to reach you"),
        (said(msg("Give a telephone number or an e-mail address."), (CONTACT,)),),
    ),
    Item(
        "identity",
        "subject_access:identity",
        "identity",
        _("It says when proof is asked for"),
        (said(msg("Say that you ask for proof only if you are not sure who is asking."), _IDENTITY),),
    ),
    Item(
        "agents",
        "subject_access:agents",
        "someone-else",
        _("It covers asking for someone else"),
        (
            said(
                msg("Say what people need who ask for someone else."),
                (r"\b(?:signed|power of attorney|written authority)\b",),
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
                msg("Say that children may ask for themselves."),
                (r"\bchildren can ask\b|\bchild(?:ren)? (?:may|can)\b.*\bthemsel",),
            ),
        ),
    ),
    Item(
        "time",
        "subject_access:time_new",
        "time",
        _("It gives the time"),
        (said(msg("Say that you answer within one month at most."), _TIME),),
    ),
    Item(
        "extension",
        "subject_access:extension",
        "time",
        _("It says when you need longer"),
        (
            said(
                msg("Say that a complex request may take two more months, and that you tell people."),
                _EXTENSION,
            ),
        ),
    ),
    Item(
        "clarification",
        "subject_access:clarification",
        "time",
        _("It says when waiting does not count"),
        (
            said(
                msg("Say that the days do not count until people have said what they mean."),
                (r"\bdo not count\b|\bdoes not count\b",),
            ),
        ),
    ),
    Item(
        "fee",
        "subject_access:fee",
        "cost",
        _("It says that it is free"),
        (said(msg("Say that it is free."), _FREE),),
    ),
    Item(
        "supplementary",
        "subject_access:supplementary",
        "get",
        _("It says what people get"),
        (
            said(
                msg("Say that people learn who receives their information."),
                (r"^what we use it for and who receives it\b|\bwho (?:has )?received\b|\brecipients\b",),
            ),
            said(
                msg("Say that people learn how long it is kept."),
                (r"\bhow long (?:we keep it|it is kept)\b",),
            ),
        ),
    ),
    Item(
        "format",
        "subject_access:format",
        "get",
        _("It offers the form that people need"),
        (said(msg("Offer paper and electronic copies."), (r"\belectronic",)),),
    ),
    Item(
        "third-parties",
        "subject_access:third_parties",
        "keep-back",
        _("It says what may be left out"),
        (
            said(
                msg("Say that information about other people may be left out."),
                (r"\b(?:about|of) other people\b",),
            ),
        ),
    ),
    Item(
        "search",
        "subject_access:search",
        "keep-back",
        _("It says how far you search"),
        (
            said(
                msg("Say that you make a reasonable search."),
                (r"\bsearch\b.*\breasonable\b|\breasonable\b.*\bsearch\b",),
            ),
        ),
    ),
    Item(
        "refusal",
        "subject_access:refusal_notice",
        "unhappy",
        _("It says what to do when the answer is not right"),
        (
            said(msg("Say that people may complain to you."), (r"\bcomplaint? to us\b",)),
            said(msg("Say that people may go to court."), (r"\bcourt\b", r"\bcomplain|\bgo to\b")),
        ),
    ),
    regulator("subject_access:refusal_notice", "unhappy"),
)
