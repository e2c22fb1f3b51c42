"""Looks into an office file, which is a ZIP of XML, before anything reads it. Runs in the confined process.

Nothing is unpacked to the disk, and never more of it is in memory than one piece. The sizes that the archive
states are not believed: every part is unpacked to its end and counted.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat

from governance.confined import Refused

PARTS = 1000  # of one archive
UNPACKED = 64 * 1024 * 1024  # bytes of all parts
XML_UNPACKED = 24 * 1024 * 1024  # ... of one part that is XML
SMALL = 1024 * 1024  # a part below this size may be packed as tightly as it likes
RATIO = 100
DEPTH = 200  # elements within elements
PIECE = 64 * 1024
_END = b"PK\x05\x06"
_LOCAL = struct.Struct("<4s22xHH")
_MACROS = ("vbaproject", "vbadata", "macrosheet", "basic/", "scripts/")
_INSIDE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ")
_ODT = "application/vnd.oasis.opendocument.text"
_TYPES = {
    "wordprocessingml.document.main+xml": "docx",
    "spreadsheetml.sheet.main+xml": "xlsx",
    "wordprocessingml.template.main+xml": "template",
    "spreadsheetml.template.main+xml": "template",
}


def kind_of(content: bytes) -> str:
    """`docx`, `xlsx` or `odt`, for a file in which nothing was found that we do not take.

    Raises Refused with a word of `governance.files.refusals`, and behind a colon the part that it is about.
    """
    with opened(content) as archive:
        names = [info.filename for info in archive.infolist()]
        _look_at_names(archive.infolist())
        found = _Found()
        packed = 0
        for info in archive.infolist():
            packed += info.compress_size
            if packed > len(content):
                raise Refused("bomb")  # parts lie over one another
            _look_at(content, info, found)
    if found.is_odt:
        return "odt"
    if "[Content_Types].xml" not in names:
        raise Refused("not_office")
    if found.has_macros:
        raise Refused("macros")
    if not found.kind or found.kind == "template":
        raise Refused(found.kind or "not_office")
    return found.kind


def opened(content: bytes) -> zipfile.ZipFile:
    """The archive, unless its list of parts is too long to be read. Raises Refused."""
    end = content.rfind(_END, max(0, len(content) - 66_000))
    if end < 0 or len(content) < end + 22:
        raise Refused("damaged")
    (count,) = struct.unpack_from("<H", content, end + 10)
    (size,) = struct.unpack_from("<L", content, end + 12)
    if count > PARTS or size > PARTS * 1024:
        raise Refused("too_many_parts")
    try:
        return zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, struct.error, ValueError, EOFError, NotImplementedError) as fault:
        raise Refused("damaged") from fault


class _Found:
    """What is known so far."""

    def __init__(self) -> None:
        self.kind = ""
        self.is_odt = False
        self.has_macros = False
        self.unpacked = 0


def _look_at_names(parts: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in parts]
    if len(names) != len({name.casefold() for name in names}):
        raise Refused("damaged")
    for info in parts:
        name = info.filename
        if name.startswith("/") or "\\" in name or ".." in name.split("/"):
            raise Refused(f"path:{name}")
        if info.flag_bits & 0x1:
            raise Refused("encrypted")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("damaged")
        if any(word in name.casefold() for word in _MACROS):
            raise Refused("macros")


def _look_at(content: bytes, info: zipfile.ZipInfo, found: _Found) -> None:
    """Unpacks one part to its end, piece by piece, and reads it where it is XML."""
    name = info.filename
    is_xml = name.casefold().endswith((".xml", ".rels", ".vml"))
    reader = _reader(name, found) if is_xml else None
    size = 0
    for piece in _pieces(content, info):
        if size == 0 and piece.startswith(_INSIDE):
            raise Refused(f"inside:{name}")
        size += len(piece)
        found.unpacked += len(piece)
        too_dense = size > SMALL and size > RATIO * max(info.compress_size, 1)
        if found.unpacked > UNPACKED or too_dense or (is_xml and size > XML_UNPACKED):
            raise Refused("bomb")
        if size > info.file_size:
            raise Refused("lies")
        if name == "mimetype":
            found.is_odt = found.is_odt or piece.strip() == _ODT.encode()
        if reader is not None:
            _feed(reader, piece, name)
    if size != info.file_size:
        raise Refused("lies")
    if reader is not None and size:
        _feed(reader, b"", name, final=True)


def _pieces(content: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of one part, without believing what its header says of their number."""
    try:
        sign, name_length, extra_length = _LOCAL.unpack_from(content, info.header_offset)
    except struct.error as fault:
        raise Refused("damaged") from fault
    start = info.header_offset + 30 + name_length + extra_length
    packed = memoryview(content)[start : start + info.compress_size]
    if sign != b"PK\x03\x04" or len(packed) != info.compress_size:
        raise Refused("damaged")
    if info.compress_type == zipfile.ZIP_STORED:
        for at in range(0, len(packed), PIECE):
            yield bytes(packed[at : at + PIECE])
        return
    unpack = zlib.decompressobj(-15)
    waiting: bytes | memoryview = packed
    try:
        while not unpack.eof and (piece := unpack.decompress(waiting, PIECE)):
            yield piece
            waiting = unpack.unconsumed_tail
    except zlib.error as fault:
        raise Refused("damaged") from fault
    if not unpack.eof:
        raise Refused("damaged")


def _feed(reader: expat.XMLParserType, piece: bytes, name: str, *, final: bool = False) -> None:
    try:
        reader.Parse(piece, final)
    except expat.ExpatError as fault:
        raise Refused(f"xml:{name}") from fault


def _reader(name: str, found: _Found) -> expat.XMLParserType:
    """Reads XML for what we do not take: a document type, entities, things that are fetched from elsewhere."""
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = 0

    def no_doctype(*_told: object) -> None:
        raise Refused(f"doctype:{name}")

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            raise Refused("too_deep")
        _look_at_element(name, tag.rpartition(" ")[2], attributes, found)

    def end(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = no_doctype
    parser.EntityDeclHandler = no_doctype
    parser.StartElementHandler, parser.EndElementHandler = start, end
    return parser


def _look_at_element(part: str, tag: str, attributes: dict[str, str], found: _Found) -> None:
    if part == "[Content_Types].xml":
        content_type = attributes.get("ContentType", "")
        lowered = content_type.casefold()
        if "macroenabled" in lowered or "vbaproject" in lowered:
            found.has_macros = True
        for ending, kind in _TYPES.items():
            if content_type.endswith(ending):
                found.kind = kind
    elif part.endswith(".rels") and tag == "Relationship":
        kind = attributes.get("Type", "").rpartition("/")[2]
        if "vbaproject" in kind.casefold():
            found.has_macros = True
        if attributes.get("TargetMode", "").casefold() == "external" and kind != "hyperlink":
            raise Refused(f"external:{kind}")
    elif part == "META-INF/manifest.xml" and tag == "encryption-data":
        raise Refused("encrypted")
    elif found.is_odt and tag in ("script", "event-listener"):
        raise Refused("macros")
