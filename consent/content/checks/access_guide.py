"""What the guide to subject access for the public must say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as msg

from consent.content.checks.access import (
    ANY_FORM,
    EXTENSION,
    FREE,
    IDENTITY,
    NO_FORM,
    RIGHT,
    TIME,
)
from consent.content.checks.items import CONTACT, Item, regulator, said

SUBJECT_ACCESS_GUIDE = (
    Item("right", "subject_access:right", "what", _("It says what people can ask for"), (RIGHT,)),
    Item(
        "any-form",
        "subject_access:any_form",
        "how",
        _("It lets people ask in any way"),
        (
            said(msg("Say that people may ask in any way."), ANY_FORM),
            said(msg("Say that no form is needed."), NO_FORM),
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
        (said(msg("Say that you ask for proof only if you are not sure who is asking."), IDENTITY),),
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
        (said(msg("Say that you answer within one month at most."), TIME),),
    ),
    Item(
        "extension",
        "subject_access:extension",
        "time",
        _("It says when you need longer"),
        (
            said(
                msg("Say that a complex request may take two more months, and that you tell people."),
                EXTENSION,
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
        (said(msg("Say that it is free."), FREE),),
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
