"""What several texts for service users say in the same words."""

from __future__ import annotations

from django.utils.translation import gettext_noop as msg

from consent.content.checks.items import SaidApart, said

REGULATOR = "notice:complain_regulator"
COMPLAIN = (
    (r"\bcomplain(?:t|ts)?\b.*\bto us\b|\bto us\b.*\bcomplain|\bour complaints (?:procedure|policy)\b",),
    (r"\btell us\b.*\b(?:wrong|unhappy)\b",),
)
RETENTION = (
    r"\b(?:keep|kept|hold|retain|retained|store|stored)\b",
    r"\b(?:as long as|until|days?|weeks?|months?|years?|retention)\b",
)
USES = (
    r"\bwe (?:use|collect|need|hold|process|ask)\b[^,]{0,60}\b(?:to|for)\b(?! a (?:new|different|further) purpose)",
)
SHARES = (r"\bwe (?:may |also |usually |sometimes )?(?:share|pass on|disclose)\b.*\bwith\b",)

_OBJECT = r"\b(?:right to|can|may) object\b"

COMPLAIN_TO_US = said(msg("Say that people may complain to you."), *COMPLAIN)
OBJECT = (
    said(msg("Say that people have the right to object."), (_OBJECT,)),
    SaidApart(
        msg("Show the right to object apart from the rest, under a heading of its own or in bold."),
        ((r"\bobject\b",),),
    ),
)
