"""Checks that fit any document of prose: filled, finished, dated, well linked, up to date, readable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from unicodedata import normalize
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from governance import signs
from governance.content.checks.wording import place, says, section_for, sentences
from governance.content.outdated import message_of, not_meant, outdated_in
from governance.content.readability import Counts, counts
from governance.kinds import Finding, SectionModel, SectionText, VersionText
from governance.markdown import SCHEMES, plain
from governance.pdf.errors import PdfUnavailable

READING_AGE_LIMIT = 13  # years for the whole; a single section may need three more
SECTION_AGE_LIMIT = 16
SIGNS_SHOWN = 20  # of those that cannot be printed
FEWEST_WORDS = 60  # below this an estimate says nothing

_PLACEHOLDER = re.compile(
    r"(?<!\\)\[(?!\d+\]|sic\]|[ x]\])[^\[\]\n]{2,100}\](?![(\[])"
    r"|\b(?:TBC|TBD|TODO)\b|\bX{3,}\b|\blorem ipsum\b|<(?:insert|name|date|organisation)\b[^>\n]*>",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]*)\]\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
_BARE = re.compile(r"(?<![(\w@/.])(?:https?://|www\.)[^\s)>\]]+")
_NOTHING_SAID = {"click here", "here", "link", "this link", "read more", "more"}
_INTERVAL = r"every|each year|at least once|annual|yearly|once a year|months|next review"


def required_sections(models: Sequence[SectionModel]) -> Callable[[VersionText], list[Finding]]:
    """A test that every required section is there and has words in it."""

    def test(text: VersionText) -> list[Finding]:
        found = []
        for model in models:
            if not model.required:
                continue
            section = section_for(text, model.key, model.heading)
            if section is None:
                found.append(Finding(_("There is no section “%(heading)s”.") % {"heading": model.heading}))
            elif not sentences(section.body):
                found.append(
                    Finding(_("“%(heading)s” is empty.") % {"heading": section.heading}, section.key)
                )
        return found

    return test


def to_fill_in(body: str) -> list[str]:
    """The places that a starting text left open, such as “[Full legal name]”, each once."""
    return list(dict.fromkeys(match[0] for match in _PLACEHOLDER.finditer(body)))


def no_placeholder(text: VersionText) -> list[Finding]:
    """Finds [square brackets] and the like that were meant to be filled in."""
    found = []
    for section in text.sections:
        left = to_fill_in(section.body)
        if left:
            found.append(Finding(_("Fill in: %(places)s") % {"places": ", ".join(left)}, section.key))
    return found


def review_is_set(text: VersionText) -> list[Finding]:
    """Passes when a day is set, or the text says how often it is reviewed: publishing then sets the day."""
    if text.next_review_on is not None or says(text, r"\breview", _INTERVAL):
        return []
    return [
        Finding(_("Say how often this is reviewed. Publishing then sets the day."), place(text, "monitoring"))
    ]


def links_are_well_formed(text: VersionText) -> list[Finding]:
    return [Finding(message, section.key) for section in text.sections for message in _link_faults(section)]


def _link_faults(section: SectionText) -> Iterator[str]:
    for match in _LINK.finditer(section.body):
        words_of_link, address = match[1].strip(), match[2].strip()
        if not _is_address(address):
            yield _("The link “%(words)s” leads nowhere: begin its address with https:// or mailto:.") % {
                "words": words_of_link or address
            }
        if not words_of_link:
            yield _("The link to %(address)s has no words.") % {"address": address}
        elif words_of_link.casefold() in _NOTHING_SAID:
            yield _("“%(words)s” does not say where the link leads.") % {"words": words_of_link}
    for match in _BARE.finditer(_LINK.sub("", section.body)):
        yield _("Turn the address %(address)s into a link with words.") % {"address": match[0].rstrip(".,;")}


def _is_address(address: str) -> bool:
    if re.search(r"\s", address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        return "." in parts.netloc.strip(".")
    return parts.scheme in SCHEMES and bool(parts.path)


def nothing_superseded(text: VersionText) -> list[Finding]:
    """Names of law, guidance and bodies that are gone. A hint: history and quotations may name them."""
    return [
        Finding(message_of(named), section.key)
        for section in text.sections
        for named in not_meant(outdated_in(section.body), section.key, text.meant)
    ]


def can_be_printed(text: VersionText) -> list[Finding]:
    """Signs that the PDF would show as squares, such as those of other scripts. A hint: the page shows them."""
    found = [Finding(_unprintable_message(text.title, ""))] if _unprintable(text.title) else []
    for section in text.sections:
        whole = f"{section.heading}\n{section.body}"
        if _unprintable(whole):
            found.append(Finding(_unprintable_message(whole, section.heading), section.key))
    return found


def _unprintable_message(text: str, heading: str) -> str:
    left_out = _unprintable(text)
    shown = " ".join(left_out[:SIGNS_SHOWN]) + (" \u2026" if len(left_out) > SIGNS_SHOWN else "")
    if heading:
        return _("The PDF prints a square for these signs in \u201c%(heading)s\u201d: %(signs)s") % {
            "heading": heading,
            "signs": shown,
        }
    return _("The PDF prints a square for these signs in the title: %(signs)s") % {"signs": shown}


@lru_cache(maxsize=1024)
def _unprintable(text: str) -> tuple[str, ...]:
    """Each such sign once, in order. None where the typefaces are not installed: then nothing is printed at all."""
    try:
        unknown = signs.printable(unescape(text))[1]
    except PdfUnavailable:
        return ()
    return tuple(sorted(unknown, key=unescape(normalize("NFC", text)).find))


def is_easy_to_read(text: VersionText) -> list[Finding]:
    """An estimate for the whole and for single sections that are much harder. A hint."""
    each = [(section, _counts(section.body)) for section in text.sections]
    whole = sum((own for _section, own in each), Counts())
    found = []
    if whole.words >= FEWEST_WORDS and whole.reading_age > READING_AGE_LIMIT:
        found.append(Finding(_age_message(whole)))
    for section, own in each:
        if own.words >= FEWEST_WORDS and own.reading_age > SECTION_AGE_LIMIT:
            found.append(Finding(_age_message(own), section.key))
    return found


@lru_cache(maxsize=1024)
def _counts(body: str) -> Counts:
    return counts(plain(body))


def _age_message(own: Counts) -> str:
    return _("Easy to read from about age %(age)s. Try shorter sentences and everyday words.") % {
        "age": round(own.reading_age)
    }
