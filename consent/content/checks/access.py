"""What the procedure for subject access and its guide for the public say in the same words."""

from __future__ import annotations

from django.utils.translation import gettext_noop as msg

from consent.content.checks.items import said

ANY_FORM = (r"\bany way\b|\bin any form\b|\bspoken\b|\bby telephone\b|\bverbal",)
NO_FORM = (
    r"\bno form\b|\bnobody has to use it\b|\bform is not needed\b|\bneed not use (?:a|the|our) form\b",
)
TIME = (r"\bwithin one month\b|\bone month\b.*\bat most\b|\bwithin a (?:calendar )?month\b",)
EXTENSION = (r"\b(?:two|2) (?:further |more )months\b|\b(?:two|2) months more\b",)
IDENTITY = (r"\b(?:reasonable doubt|not sure who)\b",)
FREE = (r"\b(?:is|are) free\b|\bfree of charge\b|\bno (?:fee|charge)\b",)
REFUSAL_COURT = (r"\bcourt\b", r"\bcomplain")

RIGHT = said(
    msg("Say what the right covers: a copy, and how the information is used."),
    (r"\bcopy\b", r"\bhow we use|\blearn\b|\bwhat we use"),
    (r"\bcan have a copy\b",),
)
