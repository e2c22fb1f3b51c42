"""Plain text to restricted Markdown: headings, lists, quotations; bold that is marked with ** stays.

A heading is a short line that stands alone and does not end a sentence. An item of a list that a page break
cut in two is joined again. A quotation that runs over paragraphs becomes one. All else is text, its signs
escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

STAR = "\ue000"  # stands for a star of the text meanwhile: a sign that no text has
HEADING_WORDS = 14
HEADING_CHARACTERS = 110
QUOTED_WORDS = 40  # a shorter quotation stays in its paragraph
QUOTED_BLOCKS = 30  # an opening mark that is not closed within so many paragraphs opens nothing
ATTRIBUTION_WORDS = 10

_BULLET = re.compile(r"^\s*[-*\u2022\u00b7\u25aa\u25cf\u25e6\u2013\uf0b7]\s+")  # the last: Word's own bullet
_NUMBER = re.compile(r"^\s*(\d{1,3})([.)])\s+(?=\S)")
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_QUOTES = {"\u201c": "\u201d", '"': '"'}


class Shape(Enum):
    HEADING = "heading"
    BULLETS = "bullets"
    NUMBERS = "numbers"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"


@dataclass
class Block:
    shape: Shape
    lines: list[str]
    goes_on: bool = False  # a further paragraph of the quotation that the block before it opened

    @property
    def text(self) -> str:
        return " ".join(self.lines)


def as_written(text: str) -> str:
    """Markdown that shows a text of a few lines as it was written: every sign stands for itself."""
    return to_markdown(text.replace("*", STAR), headings=False).replace(STAR, "\\*")


def to_markdown(text: str, *, headings: bool = True) -> str:
    """Markdown with `#` for a title, `##` for headings, `###` for those that follow one at once.

    Without `headings` a short line is a paragraph, as in a text that stands below a heading already.
    """
    blocks = _quotations(_joined(_blocks(text)))
    if headings:
        _settle_headings(blocks)
    else:
        for block in blocks:
            block.shape = Shape.PARAGRAPH if block.shape is Shape.HEADING else block.shape
    written: list[str] = []
    sections = 0
    after_heading = False
    for number, block in enumerate(blocks):
        if block.shape is Shape.HEADING:
            sections += 1
            level = 1 if number == 0 else 3 if after_heading and sections > 2 else 2
            written.append("#" * level + " " + _escaped(block.text))
        else:
            written.append(_written(block, blocks[number - 1] if number else None))
        after_heading = block.shape is Shape.HEADING
    gaps = ["\n>\n" if block.goes_on else "\n\n" for block in blocks]
    return "".join(gap + text for gap, text in zip(gaps, written, strict=True)).strip("\n")


def _blocks(text: str) -> list[Block]:
    found: list[Block] = []
    for chunk in re.split(r"\n[ \t]*\n|\f", text):
        lines = [line.strip() for line in chunk.split("\n") if line.strip()]
        if lines:
            found.extend(_cut(lines))
    return found


def _cut(lines: list[str]) -> list[Block]:
    """Parts a chunk where a list begins inside it, as after “to include:” without a blank line."""
    blocks: list[Block] = []
    for line in lines:
        shape = Shape.BULLETS if _BULLET.match(line) else Shape.NUMBERS if _NUMBER.match(line) else None
        if shape is not None and not (blocks and blocks[-1].shape is shape):
            blocks.append(Block(shape, [line]))
        elif shape is not None or (blocks and blocks[-1].shape is not Shape.HEADING):
            blocks[-1].lines.append(line)
        else:
            blocks.append(Block(Shape.PARAGRAPH, [line]))
    for block in blocks:
        if len(blocks) == 1 and len(block.lines) == 1 and _stands_as_heading(block.lines[0]):
            block.shape = Shape.HEADING
    return blocks


def _stands_as_heading(line: str) -> bool:
    bare = line.replace("**", "").strip()
    return (
        bool(bare)
        and not _BULLET.match(line)
        and len(bare) <= HEADING_CHARACTERS
        and len(bare.split()) <= HEADING_WORDS
        and bare[-1] not in '.,;:!\u201d"'
        and bare[0] not in _QUOTES
        and (bare[0].isupper() or bare[0].isdigit())
        and any(sign.isalpha() for sign in bare)
        and "@" not in bare
        and "://" not in bare
    )


def _joined(blocks: list[Block]) -> list[Block]:
    """Joins an item that a page break cut: it does not end a sentence, and what follows begins small."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last is not None and (_is_cut_off(last, block) or last.shape is block.shape is Shape.BULLETS):
            last.lines.extend(block.lines)
        else:
            joined.append(block)
    return joined


def _is_cut_off(item: Block, rest: Block) -> bool:
    return (
        item.shape in (Shape.BULLETS, Shape.NUMBERS)
        and rest.shape is Shape.PARAGRAPH
        and item.text[-1] not in ".!?:"
        and rest.text[0].islower()
    )


def _quotations(blocks: list[Block]) -> list[Block]:
    """Marks the paragraphs from an opening mark to its closing one, where they are long or several."""
    at = 0
    while at < len(blocks):
        end = _quotation_end(blocks, at)
        if end is None:
            at += 1
            continue
        for number, block in enumerate(blocks[at : end + 1]):
            block.shape, block.goes_on = Shape.QUOTE, number > 0
        at = end + 1
    return blocks


def _quotation_end(blocks: list[Block], start: int) -> int | None:
    opening = blocks[start].text[0]
    closing = _QUOTES.get(opening)
    if closing is None or blocks[start].shape is not Shape.PARAGRAPH:
        return None
    for end in range(start, min(start + QUOTED_BLOCKS, len(blocks))):
        if blocks[end].shape in (Shape.BULLETS, Shape.NUMBERS):
            return None
        body = blocks[end].text[1:] if end == start else blocks[end].text
        if closing not in body:
            continue
        rest = body.rpartition(closing)[2]
        total = sum(len(block.text.split()) for block in blocks[start : end + 1])
        fits = len(rest.split()) <= ATTRIBUTION_WORDS and (end > start or total >= QUOTED_WORDS)
        return end if fits else None
    return None


def _settle_headings(blocks: list[Block]) -> None:
    """A short line at the very end, such as a signature, heads nothing."""
    for block in reversed(blocks):
        if block.shape is not Shape.HEADING:
            return
        if block is not blocks[0]:
            block.shape = Shape.PARAGRAPH


def _written(block: Block, before: Block | None) -> str:
    match block.shape:
        case Shape.BULLETS:
            return _as_list(block.lines, _BULLET, lambda _match: "- ")
        case Shape.NUMBERS if _counts_on(block, before):
            return _as_list(block.lines, _NUMBER, lambda match: f"{match[1]}{match[2]} ")
        case Shape.QUOTE:
            return "> " + "\n> ".join(_escaped(line) for line in block.lines)
        case _:
            return "\n".join(_escaped(line) for line in block.lines)


def _as_list(lines: list[str], marker: re.Pattern[str], mark: Callable[[re.Match[str]], str]) -> str:
    written: list[str] = []
    for line in lines:
        match = marker.match(line)
        if match:
            written.append(mark(match) + _escaped(line[match.end() :]))
        else:
            written[-1] += " " + _escaped(line)
    return "\n".join(written)


def _counts_on(block: Block, before: Block | None) -> bool:
    """Whether the numbers rise by one, also from a list just before: only then may Markdown count."""
    numbers = [int(match[1]) for line in block.lines if (match := _NUMBER.match(line))]
    if before is not None and before.shape is Shape.NUMBERS:
        last = [int(match[1]) for line in before.lines if (match := _NUMBER.match(line))]
        if numbers[0] != last[-1] + 1:
            return False
    return all(two == one + 1 for one, two in pairwise(numbers))


def _escaped(line: str) -> str:
    """The same words, with every sign that Markdown would read, save marked bold."""
    pieces: list[str] = []
    at = 0
    for bold in _BOLD.finditer(line):
        pieces += [escaped_signs(line[at : bold.start()]), "**", escaped_signs(bold[1]), "**"]
        at = bold.end()
    return escaped_start("".join([*pieces, escaped_signs(line[at:])]))


def escaped_start(text: str) -> str:
    """A line that does not begin a list, heading or quotation, whatever sign stands first."""
    if _NUMBER.match(text) or re.match(r"\d{4,9}[.)]\s", text):
        text = re.sub(r"^(\d+)([.)])", r"\1\\\2", text)
    if re.match(r"(?:[-+>]|#{1,6}(?:\s|$))", text):
        text = "\\" + text
    return text


def escaped_signs(text: str) -> str:
    """The same words, with every sign inside a line that Markdown would read."""
    text = text.replace("\\", "\\\\").replace("*", "\\*").replace("[", "\\[").replace("|", "\\|")
    text = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", text)
    return _ENTITY.sub(r"\\&", text)
