"""What checks of any kind are built from: something that a text must say, and the checks that fit every prose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.content.checks import general
from governance.content.checks.wording import place, says
from governance.kinds import Check, Finding, VersionText

READ_ON = date(2026, 11, 22)
OUR_RULE = "Good practice of this register, from reading published codes and agreements"


def wording(
    section: str, message: str, *alternatives: tuple[str, ...]
) -> Callable[[VersionText], list[Finding]]:
    """A test that some sentence says one of the alternatives; else the message, at that section.

    An alternative is a few patterns that one sentence must match, all of them. `message` is marked, not translated.
    """

    def test(text: VersionText) -> list[Finding]:
        if any(says(text, *patterns) for patterns in alternatives):
            return []
        return [Finding(_(message), place(text, section))]

    return test


def finishing() -> tuple[Check, ...]:
    """The last checks of every kind of prose: nothing left to fill in, sound links, current law, printable, plain."""
    return (
        Check(
            "placeholders",
            gettext_lazy("No place is left to fill in"),
            OUR_RULE,
            READ_ON,
            general.no_placeholder,
        ),
        Check(
            "links",
            gettext_lazy("Every link leads somewhere"),
            OUR_RULE,
            READ_ON,
            general.links_are_well_formed,
        ),
        Check(
            "superseded",
            gettext_lazy("It names current law and guidance"),
            "Table of superseded references of this register; each hint names its own source",
            READ_ON,
            general.nothing_superseded,
            hint=True,
        ),
        Check(
            "signs",
            gettext_lazy("The PDF can print every sign"),
            "The typefaces of the PDF: Roboto and Source Sans Pro",
            READ_ON,
            general.can_be_printed,
            hint=True,
        ),
        Check(
            "reading-age",
            gettext_lazy("It is easy to read"),
            "Flesch-Kincaid estimate; plain English for public services",
            READ_ON,
            general.is_easy_to_read,
            hint=True,
        ),
    )
