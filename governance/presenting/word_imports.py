"""What the page of a Word file shows: what becomes of each part, and what has no place in a draft, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.forms import BoundField
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.content.outline import readable
from governance.services.word_reports import Part, WordReport
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
        ShownPart(part, form[name], Truncator(" ".join(readable(part["body"]).split())).chars(SHOWN))
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
    return [_with(counts[key], *sentences) for key, sentences in _left_out() if counts.get(key)]


def changed(report: WordReport) -> list[str]:
    """What is in the draft in another form, a sentence each."""
    counts = {**report["counts"], "lists": report["lists"], "numbers": report["numbers"]}
    return [_with(counts[key], *sentences) for key, sentences in _changed() if counts.get(key)]


def missing(report: WordReport) -> str:
    """The words that are in the file and in no part; empty where there are none, as there should be."""
    if not report["missing_count"]:
        return ""
    told = {"count": report["missing_count"], "words": ", ".join(report["missing"])}
    return _("%(count)d words of the file were not found in its parts: %(words)s. Compare with the file.") % told


def _with(count: int, one: str, many: str) -> str:
    return (one if count == 1 else many) % {"count": count}


_Sentences = Sequence[tuple[str, tuple[str, str]]]


def _left_out() -> _Sentences:
    return (
        ("pictures", (_("1 picture. Attach it to the draft if it is needed."), _("%(count)d pictures. Attach them to the draft if they are needed."))),
        ("drawings", (_("1 chart or diagram."), _("%(count)d charts or diagrams."))),
        ("comments", (_("1 comment."), _("%(count)d comments."))),
        ("deleted", (_("1 passage that was deleted with tracked changes."), _("%(count)d passages that were deleted with tracked changes."))),
        ("headers", (_("1 header or footer. The register prints its own."), _("%(count)d headers and footers. The register prints its own."))),
        ("contents", (_("1 line of a table of contents. The register makes its own."), _("%(count)d lines of a table of contents. The register makes its own."))),
        ("objects", (_("1 embedded object."), _("%(count)d embedded objects."))),
        ("formulas", (_("1 formula."), _("%(count)d formulas."))),
    )  # fmt: skip


def _changed() -> _Sentences:
    return (
        ("inserted", (_("1 tracked insertion is taken as text."), _("%(count)d tracked insertions are taken as text."))),
        ("text_boxes", (_("The text of 1 text box stands after the paragraph beside it."), _("The text of %(count)d text boxes stands after the paragraphs beside them."))),
        ("notes", (_("1 footnote stands at the end of the text, with its number."), _("%(count)d footnotes stand at the end of the text, with their numbers."))),
        ("numbers", (_("1 heading lost its typed number: the register numbers sections."), _("%(count)d headings lost their typed numbers: the register numbers sections."))),
        ("lists", (_("1 part has numbered lists that begin again at 1. Check their numbers."), _("%(count)d parts have numbered lists that begin again at 1. Check their numbers."))),
        ("bold_headings", (_("The file has no heading styles: 1 short bold line was taken as a heading."), _("The file has no heading styles: %(count)d short bold lines were taken as headings."))),
        ("tables_merged", (_("1 table had merged cells, which are empty now."), _("%(count)d tables had merged cells, which are empty now."))),
        ("tables_nested", (_("1 table inside a table stands as text."), _("%(count)d tables inside tables stand as text."))),
        ("tables_in_lists", (_("1 table inside a list is a list now."), _("%(count)d tables inside lists are lists now."))),
        ("lists_in_tables", (_("1 list inside a table stands in one line."), _("%(count)d lists inside tables stand in one line each."))),
        ("struck", (_("1 passage was struck through. It stands as plain text: look whether it still holds."), _("%(count)d passages were struck through. They stand as plain text: look whether they still hold."))),
        ("raised", (_("1 raised or lowered sign stands on the line."), _("%(count)d raised or lowered signs stand on the line."))),
    )  # fmt: skip


