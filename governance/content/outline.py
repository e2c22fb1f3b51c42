"""Takes a text apart into sections: Markdown by its headings, plain text by the lines that stand alone.

Nothing may be lost on the way: `first_difference` compares what goes in with what comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from governance.content import plain_text
from governance.markdown import shown

HEADING_LIMIT = 160  # characters, as the table of sections has it
_ATX = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_SETEXT = re.compile(r"^ {0,3}(=+|-{3,})[ \t]*$")
_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")
_NUMBER = re.compile(r"^\s*(\d+)\)", re.MULTILINE)
_FORM = re.compile(
    r"[\s*\-\u2022\u00b7\u25aa\u25cf\u25e6\u2013\uf0b7#>\\|_+]"
)  # what shapes a text, and says nothing


@dataclass
class Part:
    """A section in the making. `added`: its heading is ours and not a line of the text."""

    heading: str
    body: str
    added: bool = False


@dataclass(frozen=True)
class Outline:
    """`title` is the first heading; `lone_title` says that it stands for itself, with no text of its own."""

    title: str
    lone_title: bool
    parts: tuple[Part, ...]


def is_markdown(text: str) -> bool:
    return any(_ATX.match(line) for line in text.split("\n"))


def outline(text: str, *, markdown: bool, fallback_heading: str) -> Outline:
    """Splits a text at its headings. Text before the first one goes under `fallback_heading`."""
    source = _with_atx_headings(text) if markdown else plain_text.to_markdown(text)
    lines = source.split("\n")
    level = _section_level(lines)
    parts: list[Part] = []
    title, title_level = "", 0
    for line in lines:
        match = _ATX.match(line)
        heading = _readable_heading(match[2]) if match else ""
        if match and heading and len(heading) <= HEADING_LIMIT and len(match[1]) <= level:
            if not title:
                title, title_level = heading, len(match[1])
            parts.append(Part(heading, ""))
        else:
            if not parts:
                parts.append(Part(fallback_heading, "", added=True))
            parts[-1].body += line + "\n"
    parts = [part for part in parts if part.body.strip() or not part.added]
    for part in parts:
        part.body = part.body.strip("\n").rstrip()
    lone = len(parts) > 1 and parts[0].heading == title and not parts[0].body and title_level == 1
    return Outline(title or fallback_heading, lone, tuple(parts))


def _with_atx_headings(text: str) -> str:
    """The other way to write a heading, underlined, becomes the one with signs in front."""
    lines: list[str] = []
    for line in text.split("\n"):
        match = _SETEXT.match(line)
        above = lines[-1] if lines else ""
        stands_alone = len(lines) < 2 or not lines[-2].strip()
        if (
            match
            and above.strip()
            and stands_alone
            and "|" not in above
            and not above.lstrip().startswith(("-", ">"))
        ):
            lines[-1] = ("# " if match[1][0] == "=" else "## ") + above.strip()
        else:
            lines.append(line)
    return "\n".join(lines)


def _section_level(lines: Iterable[str]) -> int:
    """The level of sections: the second, where a single heading of the first stands above as a title."""
    levels = [len(match[1]) for line in lines if (match := _ATX.match(line))]
    if not levels:
        return 6
    highest = min(levels)
    if levels.count(highest) == 1 and levels[0] == highest and len(levels) > 1:
        return min(levels[1:])
    return highest


def _readable_heading(text: str) -> str:
    return " ".join(readable(text).split())


def readable(markdown: str) -> str:
    """What a reader of the page reads, the numbers of numbered lists included."""
    lines = (" ".join(line.split()) for line in shown(markdown).split("\n"))
    return "\n".join(line for line in lines if line)


def words_of(text: str) -> list[str]:
    return _WORD.findall(text)


def source_text(text: str, *, markdown: bool) -> str:
    """What the source says: of Markdown as it reads, of plain text as it stands."""
    return readable(_with_atx_headings(text)) if markdown else text


def result_text(result: Outline) -> str:
    """What the sections say, in order; headings that we added left out."""
    pieces: list[str] = []
    for part in result.parts:
        if not part.added:
            pieces.append(part.heading)
        pieces.append(readable(part.body))
    return "\n".join(pieces)


def letters_lost(source: str, result: Outline) -> str | None:
    """Where the page of a Markdown text would lose a letter of the file; None where each stands on it.

    Asks the file itself and not its parser; marks, numbers and the way of writing an address do not count.
    """
    headings_and_bodies = (
        ("" if part.added else part.heading) + "\n" + shown(part.body, addresses=True)
        for part in result.parts
    )
    written, on_page = _letters(source), _letters("\n".join(headings_and_bodies))
    if written == on_page:
        return None
    at = next((n for n, pair in enumerate(zip(written, on_page, strict=False)) if pair[0] != pair[1]), None)
    at = min(len(written), len(on_page)) if at is None else at
    return written[max(0, at - 20) : at + 20]


def _letters(text: str) -> str:
    while (plainer := unquote(unescape(text))) != text:
        text = plainer
    return "".join(sign for sign in text if sign.isalpha())


def first_difference(before: str, after: str) -> str | None:
    """The words around the place where two texts part; None where they say the same, to the last sign."""
    one, two = words_of(before), words_of(after)
    if one != two:
        same = next((n for n, pair in enumerate(zip(one, two, strict=False)) if pair[0] != pair[1]), None)
        at = min(len(one), len(two)) if same is None else same
        longer = one if len(one) > at else two
        return " ".join(longer[max(0, at - 3) : at + 4])
    signs, others = _signs(before), _signs(after)
    if signs == others:
        return None
    at = next(
        (n for n, pair in enumerate(zip(signs, others, strict=False)) if pair[0] != pair[1]), len(others)
    )
    return signs[max(0, at - 20) : at + 20]


def _signs(text: str) -> str:
    """A number at the start of a line counts the same with a full stop and with a bracket: pages show the stop."""
    return _FORM.sub("", _NUMBER.sub(r"\1.", text))
