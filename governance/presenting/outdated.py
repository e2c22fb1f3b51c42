"""Names of law and bodies of the past that stand in a text, as the editor points them out. Advice, never a gate."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from governance.content.outdated import Named, folded, not_meant, outdated_in, since
from governance.content.reference import NATIONS
from governance.content.texts import linked
from governance.kinds import Meant
from governance.models import MeantReference, Section

GRADES = {
    "error": (gettext_lazy("Gone"), "red"),
    "warn": (gettext_lazy("Out of date"), "orange"),
    "info": (gettext_lazy("Wording"), "grey"),
}


@dataclass(frozen=True)
class Pointed:
    """One row of the table that the text names. `source` is Markdown, with links that say where they lead."""

    key: str
    words: str
    grade: str
    colour: str
    nation: str
    was: str
    now: str
    since: str
    source: str


@dataclass(frozen=True)
class Pointing:
    """What is pointed out in one text, and what is passed over because somebody marked it as meant."""

    found: tuple[Pointed, ...]
    meant: tuple[Pointed, ...]

    @property
    def sentence(self) -> str:
        if not self.found:
            return _("No name of law or a body is pointed out.")
        number = len(self.found)
        return ngettext(
            "%(number)d name of law or a body may be out of date",
            "%(number)d names of law or bodies may be out of date",
            number,
        ) % {"number": number}


def pointing(section: Section, text: str) -> Pointing:
    """Of a text of this section, saved or not. One query, where anything is found."""
    named = outdated_in(text)
    if not named:
        return Pointing((), ())
    rows = MeantReference.objects.of_section(section.version.document_id, section.key)
    meant = rows.as_meant()
    left = not_meant(named, section.key, meant)
    return Pointing(tuple(map(_pointed, left)), tuple(map(_pointed, _passed_over(named, section.key, meant))))


def _passed_over(named: tuple[Named, ...], key: str, meant: frozenset[Meant]) -> list[Named]:
    found = []
    for each in named:
        words = tuple(words for words in each.words if Meant(key, each.entry.key, folded(words)) in meant)
        if words:
            found.append(Named(each.entry, words))
    return found


def words_of(text: str, reference: str) -> tuple[str, ...]:
    """By which words a text names a row of the table."""
    return next((named.words for named in outdated_in(text) if named.entry.key == reference), ())


def _pointed(named: Named) -> Pointed:
    entry = named.entry
    grade, colour = GRADES[entry.severity]
    quoted = [_("“%(words)s”") % {"words": words} for words in named.words]
    return Pointed(
        entry.key,
        get_text_list(quoted, _("and")),
        str(grade),
        colour,
        "" if entry.nation == "uk" else NATIONS[entry.nation],
        entry.was,
        entry.replaced_by,
        since(entry),
        _("Source: %(source)s") % {"source": linked(entry.source)},
    )
