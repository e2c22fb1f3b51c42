"""What a Word file holds, as it is kept until somebody makes a draft of it; and the sections of that draft."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.content.likeness import places as like_places
from governance.content.likeness import without_number
from governance.content.outline import HEADING_LIMIT, outline, readable, words_of
from governance.files.refusals import FileRefused
from governance.kinds import WRITTEN_IN, Kind, PlainSection
from governance.services.imports import SECTIONS_LIMIT, TITLE_LIMIT, free_key, slug
from governance.services.sections import clean_body
from governance.word_parts import JOIN, LEAVE_OUT, OWN, Part, WordReport

if TYPE_CHECKING:
    from governance.files.word import WordText

MISSING_SHOWN = 12  # words that are named one by one
_TITLE = re.compile(r"^# ", re.MULTILINE)
_NUMBERS = re.compile(r"^1\. ", re.MULTILINE)


def report_of(text: WordText, *, name: str, kind: Kind) -> WordReport:
    """Takes the text apart at its headings. Raises FileRefused for a file without words, or with too many headings."""
    stem = PurePosixPath(name).stem.replace("-", " ").replace("_", " ").strip()
    result = outline(text["markdown"], markdown=True, fallback_heading=_("Introduction"))
    found = list(result.parts)
    has_title = len(_TITLE.findall(text["markdown"])) == 1 and text["markdown"].startswith("# ")
    title = result.title if has_title else stem
    if has_title and len(found) > 1:
        first = found.pop(0)
        if first.body.strip():
            first.heading, first.added = _("Introduction"), True
            found.insert(0, first)
    if len(found) > SECTIONS_LIMIT:
        raise FileRefused(
            _("This file has %(count)s headings; a document can have %(limit)s sections.")
            % {"count": len(found), "limit": SECTIONS_LIMIT}
        )
    headings = [part.heading for part in found]
    parts: list[Part] = [
        {
            "heading": without_number(part.heading)[:HEADING_LIMIT],
            "body": part.body,
            "added": part.added,
            "words": len(words_of(readable(part.body))),
            "place": place,
        }
        for part, place in zip(found, like_places(headings, kind.sections), strict=True)
    ]
    missing = _missing(text, title, headings, parts)
    if not words_of(text["words"]):
        raise FileRefused(_("This file has no words in it. A scan is a picture: its text must be typed."))
    return {
        "title": (title or str(kind.label))[:TITLE_LIMIT],
        "parts": parts,
        "words": len(words_of(text["words"])),
        "counts": text["counts"],
        "lists": sum(len(_NUMBERS.findall(part["body"])) > 1 for part in parts),
        "numbers": sum(without_number(heading) != heading for heading in headings),
        "missing": list(missing)[:MISSING_SHOWN],
        "missing_count": missing.total(),
    }


def _missing(text: WordText, title: str, headings: Sequence[str], parts: Sequence[Part]) -> Counter[str]:
    """Words of the file that are in no part, whatever their order: the check asks the file, not its reader."""
    there = Counter(words_of("\n".join([title, *headings, *(readable(part["body"]) for part in parts)])))
    return Counter(words_of(text["words"])) - there


@dataclass
class _Growing:
    key: str
    heading: str
    bodies: list[str]


def sections_of(
    report: WordReport, places: Sequence[str], *, kind: Kind, language: str
) -> list[PlainSection]:
    """The sections of the draft: the parts in the order of the file, each where somebody put it.

    Sections of the kind that got nothing stand empty at their places. Steps of a kind that has them are not made
    here: a numbered list stays one in its section's text. Raises ValidationError for a place that does not exist.
    """
    if len(places) != len(report["parts"]):
        raise ValidationError(_("Say for each part of the file what becomes of it."))
    grown: list[_Growing] = []
    taken: set[str] = {model.key for model in kind.sections}
    for part, place in zip(report["parts"], places, strict=True):
        if place == LEAVE_OUT:
            continue
        model = kind.section(place)
        there = next((one for one in grown if model and one.key == model.key), None)
        if place == JOIN and grown:
            there = grown[-1]
        elif model is None and place not in (OWN, JOIN):
            raise ValidationError(_("Choose what becomes of “%s”.") % part["heading"])
        if there is not None:
            there.bodies += [f"## {part['heading']}", part["body"]]
            continue
        heading = model.heading if model and language == WRITTEN_IN else part["heading"]
        key = model.key if model else free_key(slug(part["heading"]), taken)
        taken.add(key)
        grown.append(_Growing(key, heading, [part["body"]]))
    if not any(body.strip() for one in grown for body in one.bodies):
        raise ValidationError(
            _("Nothing of the file would be in the draft. Keep at least one part that has text.")
        )
    return _with_the_rest(
        [PlainSection(one.key, one.heading, clean_body("\n\n".join(one.bodies))) for one in grown], kind
    )


def _with_the_rest(sections: list[PlainSection], kind: Kind) -> list[PlainSection]:
    """Each section of the kind that the file has nothing for, empty, behind the one that it follows in the kind."""
    at = 0
    for model in kind.sections:
        place = next((n for n, section in enumerate(sections) if section.key == model.key), None)
        if place is None:
            sections.insert(at, PlainSection(model.key, model.heading, ""))
            place = at
        at = place + 1
    return sections
