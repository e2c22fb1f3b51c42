"""What the page of a Word file shows: what becomes of each part, and what has no place in a draft, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.forms import BoundField
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.content.outline import readable
from governance.presenting.word_sentences import CHANGED, LEFT_OUT
from governance.word_parts import Part, WordReport
from governance.word_states import WordState

if TYPE_CHECKING:
    from governance.forms.word_files import WordDraftForm
    from governance.kinds import Kind
    from governance.models import WordImport

COLOURS = {
    WordState.READING: "blue",
    WordState.REFUSED: "red",
    WordState.READY: "turquoise",
    WordState.DRAFTED: "green",
    WordState.GIVEN_UP: "outline",
}
SHOWN = 160  # characters of a part


@dataclass(frozen=True)
class StateWords:
    text: str
    colour: str


@dataclass(frozen=True)
class ShownPart:
    """One part of the file with the field that says what becomes of it."""

    part: Part
    field: BoundField
    begins: str

    @property
    def heading(self) -> str:
        return self.part["heading"]

    @property
    def is_ours(self) -> bool:
        return self.part["added"]

    @property
    def size(self) -> str:
        count = self.part["words"]
        return ngettext("%(count)d word", "%(count)d words", count) % {"count": count}


def state_of(found: WordImport) -> StateWords:
    state = WordState(found.state)
    if found.is_stuck:
        return StateWords(_("Stopped"), "red")
    return StateWords(str(state.label), COLOURS[state])


def report_of(found: WordImport) -> WordReport:
    return cast(WordReport, found.report)


def parts(report: WordReport, form: WordDraftForm) -> list[ShownPart]:
    return [
        ShownPart(part, form[name], Truncator(" · ".join(readable(part["body"]).splitlines())).chars(SHOWN))
        for part, name in zip(report["parts"], form.places, strict=True)
    ]


def section_choices(kind: Kind) -> list[tuple[str, str]]:
    return [(model.key, model.heading) for model in kind.sections]


def without_text(kind: Kind, report: WordReport) -> list[str]:
    """The headings of the kind for which nothing like it is in the file."""
    found = {part["place"] for part in report["parts"]}
    return [model.heading for model in kind.sections if model.key not in found]


def left_out(report: WordReport) -> list[str]:
    """What of the file is not in the draft, a sentence each."""
    counts = report["counts"]
    return [words % {"count": counts[key]} for key, words in LEFT_OUT.items() if counts.get(key)]


def changed(report: WordReport) -> list[str]:
    """What is in the draft in another form, a sentence each."""
    counts = {**report["counts"], "lists": report["lists"], "numbers": report["numbers"]}
    return [words % {"count": counts[key]} for key, words in CHANGED.items() if counts.get(key)]


def missing(report: WordReport) -> str:
    """The words that are in the file and in no part; empty where there are none, as there should be."""
    if not report["missing_count"]:
        return ""
    told = {"count": report["missing_count"], "words": ", ".join(report["missing"])}
    return (
        _("%(count)d words of the file were not found in its parts: %(words)s. Compare with the file.") % told
    )
