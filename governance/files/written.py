"""Writes what mammoth read of a Word file as restricted Markdown. Runs in the confined process.

Headings, paragraphs, lists, bold, italics, links and simple tables come over. `Counts` tells of what does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from governance.content.plain_text import escaped_signs, escaped_start

HEADING_WORDS = 14
_SPACE = re.compile(r"[\s\u00a0]+")
_LISTS = ("ul", "ol")
_LINKED = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_UNSAFE_IN_ADDRESS = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", " ": "%20", "\\": "%5C"})


def written(root: Element, counts: Counter[str]) -> str:
    """Markdown of a whole document; `counts` is told what was changed or left out on the way."""
    headings = {f"h{n}" for n in range(1, 7)}
    has_headings = any(node.tag in headings for node in root.iter())
    blocks: list[str] = []
    for node in root:
        blocks += _block(node, counts, promotes=not has_headings)
    return "\n\n".join(blocks) + "\n"


def _block(node: Element, counts: Counter[str], *, promotes: bool) -> list[str]:
    if re.fullmatch("h[1-6]", node.tag):
        words = _plain(node)
        return [f"{'#' * int(node.tag[1])} {escaped_signs(words)}"] if words else []
    if node.tag in _LISTS:
        if any((item.get("id") or "").startswith(("footnote-", "endnote-")) for item in node):
            return _notes(node, counts)
        return ["\n".join(_list(node, "", counts))]
    if node.tag == "table":
        return _table(node, counts)
    if promotes and _is_bold_heading(node):
        counts["bold_headings"] += 1
        return [f"## {escaped_signs(_plain(node))}"]
    line = _line(node, counts)
    return [escaped_start(line)] if line else []


def _is_bold_heading(node: Element) -> bool:
    """A short paragraph that is bold from end to end: in a file without styles that is what heads a section."""
    words = _plain(node)
    bold = "".join("".join(part.itertext()) for part in node if part.tag == "strong")
    return (
        node.tag == "p"
        and bool(words)
        and _SPACE.sub(" ", bold).strip() == words
        and len(words.split()) <= HEADING_WORDS
        and words[-1] not in ".,;:!"
    )


def _plain(node: Element) -> str:
    return _SPACE.sub(" ", "".join(node.itertext())).strip()


def _line(node: Element, counts: Counter[str]) -> str:
    return _SPACE.sub(" ", _inline(node, counts)).strip()


def _inline(node: Element, counts: Counter[str]) -> str:
    pieces = [escaped_signs(_SPACE.sub(" ", node.text or ""))]
    for child in node:
        if child.tag not in (*_LISTS, "table"):
            pieces.append(_marked(child, counts))
        pieces.append(escaped_signs(_SPACE.sub(" ", child.tail or "")))
    return "".join(pieces)


def _marked(node: Element, counts: Counter[str]) -> str:
    inner = _inline(node, counts)
    bare = inner.strip()
    match node.tag:
        case "strong" | "em" if bare:
            mark = "**" if node.tag == "strong" else "*"
            # what was marked twice, or ends beside a mark, would read as signs
            return inner.replace(bare, f"{mark}{bare}{mark}", 1) if mark[0] not in bare else inner
        case "a" if bare:
            return _link(node, inner, bare)
        case "sup" if _plain(node).startswith("[") and node.find("a") is not None:
            return f" (note {_plain(node).strip('[]')})"
        case "br":
            return " "
        case "sup" | "sub" if bare:
            counts["raised"] += 1
    return inner


def _link(node: Element, inner: str, bare: str) -> str:
    address = (node.get("href") or "").strip()
    if not _LINKED.match(address) or "[" in bare.replace("\\[", ""):
        return inner
    return inner.replace(bare, f"[{bare}]({address.translate(_UNSAFE_IN_ADDRESS)})", 1)


def _list(node: Element, indent: str, counts: Counter[str]) -> list[str]:
    lines: list[str] = []
    number = 1
    for item in node:
        mark = f"{number}. " if node.tag == "ol" else "- "
        number += 1
        inside = indent + " " * len(mark)
        words = _line(item, counts)
        lines.append(f"{indent}{mark}{escaped_start(words)}".rstrip())
        for child in item:
            if child.tag in _LISTS:
                lines += _list(child, inside, counts)
            elif child.tag == "table":
                counts["tables_in_lists"] += 1
                lines += [f"{inside}- {escaped_start(_line(cell, counts))}" for cell in _cells(child)]
    return lines


def _cells(table: Element) -> Iterable[Element]:
    return (cell for cell in table.iter() if cell.tag in ("td", "th"))


def _table(node: Element, counts: Counter[str]) -> list[str]:
    """A simple table stays one. What is merged or nested in it stands as text, row by row."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in node.iter("tr")]
    nested = any(inner is not node for inner in node.iter("table"))
    if nested or not rows:
        counts["tables_nested"] += bool(rows)
        return [escaped_start(line) for cell in _cells(node) if (line := _line_of_cell(cell, counts))]
    lines = []
    width = max(sum(_span(cell) for cell in row) for row in rows)
    if any(_span(cell) > 1 or cell.get("rowspan", "1") != "1" for row in rows for cell in row):
        counts["tables_merged"] += 1
    if width == 1:
        return [escaped_start(line) for row in rows for cell in row if (line := _line_of_cell(cell, counts))]
    open_rows: dict[int, int] = {}  # column: rows for which a cell above still stands there
    for row in rows:
        lines.append(_row(row, width, open_rows, counts))
    return ["\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])]


def _row(row: list[Element], width: int, open_rows: dict[int, int], counts: Counter[str]) -> str:
    words: list[str] = []
    waiting = list(row)
    while len(words) < width:
        column = len(words)
        if open_rows.get(column, 0):
            open_rows[column] -= 1
            words.append("")
        elif waiting:
            cell = waiting.pop(0)
            rows = int(cell.get("rowspan", "1"))
            for place in range(_span(cell)):
                open_rows[column + place] = rows - 1
            words.append(_line_of_cell(cell, counts))
            words += [""] * (_span(cell) - 1)
        else:
            words.append("")
    return "| " + " | ".join(words[:width]) + " |"


def _span(cell: Element) -> int:
    return int(cell.get("colspan", "1"))


def _line_of_cell(cell: Element, counts: Counter[str]) -> str:
    """One line: paragraphs and items of a cell after one another."""
    parts = [part for part in (_inline_of(block, counts) for block in cell) if part]
    return " ".join(parts) or _line(cell, counts)


def _inline_of(block: Element, counts: Counter[str]) -> str:
    if block.tag in _LISTS:
        counts["lists_in_tables"] += 1
        return "; ".join(_line(item, counts) for item in block.iter("li"))
    return _line(block, counts)


def _notes(node: Element, counts: Counter[str]) -> list[str]:
    """Footnotes and endnotes stand at the end of the text, each with its number."""
    counts["notes"] += len(node)
    lines = []
    for number, item in enumerate(node, start=1):
        words = re.sub(r"\s*\u2191\s*$", "", _SPACE.sub(" ", _without_back_links(item, counts))).strip()
        lines.append(f"Note {number}: {words}")
    return lines


def _without_back_links(item: Element, counts: Counter[str]) -> str:
    for parent in item.iter():
        for child in list(parent):
            if child.tag == "a" and "note-ref-" in (child.get("href") or ""):
                parent.remove(child)
    return " ".join(_line(block, counts) for block in item) or _line(item, counts)
