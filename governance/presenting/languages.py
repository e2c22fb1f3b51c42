"""The same document in other languages, as far as a person may see it, and which sections lag behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.control_words import language
from governance.disclosure import disclosures
from governance.kinds import VersionText
from governance.models import Document, DocumentLink, DocumentVersion
from governance.presenting.text import whole_texts_of
from governance.withheld import part_of_section
from organisations.permissions import Person


@dataclass(frozen=True)
class OtherLanguage:
    """One row: how the other document stands to this one, and what it is called in its own language."""

    label: str
    document: Document

    @property
    def language(self) -> str:
        return language(self.document.language)


def other_languages(document: Document, ties: Iterable[DocumentLink]) -> list[OtherLanguage]:
    """What the document translates, or what translates it. No query but that of the ties."""
    return [
        OtherLanguage(_("Translation of"), tie.target)
        if tie.source_id == document.pk
        else OtherLanguage(_("Translated as"), tie.source)
        for tie in ties
    ]


@dataclass(frozen=True)
class Lag:
    """Sections of a translation that say what its original said once. `added`: headings that it has no section for.

    `then` is the version of the original that the translation went with, `now` the one in force.
    """

    original: Document
    then: DocumentVersion
    now: DocumentVersion
    keys: frozenset[str]
    added: Sequence[str]


def lag(
    version: DocumentVersion, text: VersionText, ties: Iterable[DocumentLink], person: Person, on: date
) -> Lag | None:
    """How far a translation, with its whole text, is behind its original; None for what is no translation, or up to
    date. What the original withholds from the person is not told.

    A translation went with what was in force in the other language on its own first day. A section that a draft has
    changed since counts as done. `text` is the version's, without links to rows. Nothing without a tie; else one query,
    and one more where the original has changed.
    """
    original = next((tie.target for tie in ties if tie.source_id == version.document_id), None)
    if original is None:
        return None
    begun = version if version.effective_from else version.based_on
    day = begun.effective_from if begun and begun.effective_from else timezone.localdate(version.created_at)
    versions = DocumentVersion.objects.visible_to(person).filter(document=original)
    ranges = list(versions.published_range().newest_first())
    then, now = _on(ranges, day), _on(ranges, on)
    if then is None or now is None or then == now:
        return None
    texts = whole_texts_of([then, now, *([begun] if begun and begun != version else [])])
    old, new = texts[then.pk], texts[now.pk]
    before = {section.key: _said(section.heading, section.body) for section in old.sections}
    changed = {s.key for s in new.sections if s.key in before and before[s.key] != _said(s.heading, s.body)}
    mine = {section.key: section.body for section in text.sections}
    if begun and begun != version:
        changed -= {s.key for s in texts[begun.pk].sections if mine.get(s.key, s.body) != s.body}
    gone = before.keys() - {section.key for section in new.sections}
    keys = frozenset((changed | gone) & mine.keys())
    shown = disclosures(person, original, [now])[now.pk]
    new_ones = [s for s in new.sections if s.key not in mine and s.key not in before]
    added = [s.heading for s in new_ones if shown.shows(part_of_section(s.key))]
    return Lag(original, then, now, keys, added) if keys or added else None


def _on(ranges: Iterable[DocumentVersion], day: date) -> DocumentVersion | None:
    """The version that was in force on a day."""
    found = (v for v in ranges if v.effective_from and v.effective_from <= day)
    return next((v for v in found if v.effective_to is None or day < v.effective_to), None)


def _said(heading: str, body: str) -> str:
    return f"{heading}\n{body}"
