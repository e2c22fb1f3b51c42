"""Reads a Word file: its text as Markdown, and what of it has no place there. Runs in the confined process."""

from __future__ import annotations

import io
from collections import Counter
from typing import TypedDict
from xml.etree.ElementTree import Element, fromstring
from xml.parsers import expat

import mammoth

from governance.confined import Refused
from governance.files import archives
from governance.files.written import written

_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => p:fresh
p[style-name='List Paragraph'] => p:fresh
p[style-name='TOC Heading'] => !
""" + "".join(f"p[style-name='toc {level}'] => !\np.TOC{level} => !\n" for level in range(1, 10))
_COUNTED = {  # what is told of, by the element that shows it
    "ins": "inserted",
    "moveTo": "inserted",
    "del": "deleted",
    "moveFrom": "deleted",
    "blip": "pictures",
    "imagedata": "pictures",
    "chart": "drawings",
    "relIds": "drawings",
    "commentReference": "comments",
    "txbxContent": "text_boxes",
    "OLEObject": "objects",
    "altChunk": "objects",
    "oMath": "formulas",
    "strike": "struck",
    "dstrike": "struck",
}
_TOLD_TWICE = "Fallback"  # what a newer element says once more, for programs that do not know it


class WordText(TypedDict):
    """What was read. `words` is the text of the file as it stands, for a comparison; `counts` by what was found."""

    markdown: str
    words: str
    counts: dict[str, int]


def read(content: bytes) -> WordText:
    """Raises Refused for what is no Word file, or one that we do not take."""
    kind = archives.kind_of(content)
    if kind != "docx":
        raise Refused(f"other:{kind}")
    counts: Counter[str] = Counter()
    words = _look_through(content, counts)
    root = _read(content)
    _settle_title(root)
    return {"markdown": written(root, counts), "words": words, "counts": dict(+counts)}


def _read(content: bytes) -> Element:
    try:
        read = mammoth.convert_to_html(
            io.BytesIO(content),
            style_map=_STYLES,
            include_embedded_style_map=False,  # a file may bring rules of its own; ours hold
            external_file_access=False,
            convert_image=lambda _image: [],
        )
    except (KeyError, ValueError, AttributeError, TypeError, IndexError, OSError) as fault:
        raise Refused("damaged") from fault
    html = "".join(sign for sign in read.value if sign in "\t\n" or sign >= " ")
    return fromstring(f"<div>{html}</div>")  # noqa: S314 - written by mammoth just now, without a document type


def _settle_title(root: Element) -> None:
    """Where a paragraph has the style of a title, it alone is of the first level: headings stand below it."""
    titles = [node for node in root if node.get("class") == "title"]
    for node in root.iter() if titles else ():
        if len(node.tag) == 2 and node.tag[0] == "h" and node not in titles:
            node.tag = f"h{min(int(node.tag[1]) + 1, 6)}"
    for node in titles[1:]:
        node.tag = "p"


def _look_through(content: bytes, counts: Counter[str]) -> str:
    """The words of the file in order, without what was deleted; counts what is in it besides."""
    found: list[str] = []
    with archives.opened(content) as archive:
        for info in archive.infolist():
            folder, _slash, name = info.filename.rpartition("/")
            if folder != "word" or not name.endswith(".xml"):
                continue
            if name.startswith(("header", "footer")):
                counts["headers"] += bool("".join(_scanned(archive.read(info), Counter())).strip())
            elif name.startswith("document") or name in ("footnotes.xml", "endnotes.xml"):
                found += _scanned(archive.read(info), counts)
    return "".join(found)


def _scanned(data: bytes, counts: Counter[str]) -> list[str]:
    scan = _Scan(counts)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = scan.start, scan.end
    parser.CharacterDataHandler = scan.text
    parser.Parse(data, True)
    return scan.words


class _Scan:
    """Walks through one part. A thing that is told twice counts once; a table of contents is no text."""

    def __init__(self, counts: Counter[str]) -> None:
        self.words: list[str] = []
        self._paragraphs: list[int] = []  # where the words of each open paragraph begin
        self._counts = counts
        self._skipped = 0
        self._within_text = False
        self._is_contents = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if self._skipped or tag == _TOLD_TWICE:
            self._skipped += 1
            return
        self._counts[_COUNTED.get(tag, "")] += tag in _COUNTED
        if tag in ("del", "moveFrom"):
            self._skipped = 1
        elif tag == "p":
            self._paragraphs.append(len(self.words))
            self._is_contents = False
        elif tag == "pStyle":
            style = next((value for key, value in attributes.items() if key.endswith("val")), "")
            self._is_contents = style.casefold().startswith("toc")
        elif tag == "t":
            self._within_text = True
        elif tag in ("tab", "br", "cr"):
            self.words.append(" ")
        elif tag == "noBreakHyphen":
            self.words.append("\u2011")

    def end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if self._skipped:
            self._skipped -= 1
        elif tag == "t":
            self._within_text = False
        elif tag == "p":
            begun = self._paragraphs.pop() if self._paragraphs else len(self.words)
            if self._is_contents:
                del self.words[begun:]
                self._counts["contents"] += 1
                self._is_contents = False
            self.words.append("\n")

    def text(self, data: str) -> None:
        if self._within_text and not self._skipped:
            self.words.append(data)
