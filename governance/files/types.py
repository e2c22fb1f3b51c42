"""Which files are taken as attachments. What a file is says its content; its name must agree."""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.labels import one_line
from governance.files.asking import LARGEST, kind_of, look_into_pdf
from governance.files.refusals import FileRefused, sentence

NAME_LIMIT = 120  # characters
_PDF_WITHIN = 1024  # bytes, as readers look for the mark
_WRITABLE = {0x09, 0x0A, 0x0C, 0x0D}  # control signs that a text may hold
_MARKUP = re.compile(r"\A\s*<(?:[?!a-zA-Z])", re.IGNORECASE)
_ACTIVE = re.compile(r"<(script|svg|html|iframe|object|embed)\b", re.IGNORECASE)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"
_NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]')


class FileType(TextChoices):
    """A kind of file that can be attached."""

    PDF = "pdf", gettext_lazy("PDF")
    PNG = "png", gettext_lazy("PNG picture")
    JPEG = "jpeg", gettext_lazy("JPEG picture")
    CSV = "csv", gettext_lazy("CSV table")
    DOCX = "docx", gettext_lazy("Word document")
    XLSX = "xlsx", gettext_lazy("Excel workbook")
    ODT = "odt", gettext_lazy("OpenDocument text")
    TEXT = "text", gettext_lazy("Plain text")


MEDIA_TYPES = {
    FileType.PDF: "application/pdf",
    FileType.PNG: "image/png",
    FileType.JPEG: "image/jpeg",
    FileType.CSV: "text/csv; charset=utf-8",
    FileType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileType.ODT: "application/vnd.oasis.opendocument.text",
    FileType.TEXT: "text/plain; charset=utf-8",
}
SUFFIXES = {
    FileType.PDF: (".pdf",),
    FileType.PNG: (".png",),
    FileType.JPEG: (".jpg", ".jpeg"),
    FileType.CSV: (".csv",),
    FileType.DOCX: (".docx",),
    FileType.XLSX: (".xlsx",),
    FileType.ODT: (".odt",),
    FileType.TEXT: (".txt", ".text"),
}
ACCEPTED = ",".join(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)


@dataclass(frozen=True)
class CheckedFile:
    """A file that was looked at and may be kept; made by `check` alone."""

    name: str
    type: FileType
    content: bytes
    sha256: str

    @property
    def size(self) -> int:
        return len(self.content)


def check(name: str, content: bytes) -> CheckedFile:
    """The file, if we take it. Raises FileRefused with a sentence that says why not and what to do."""
    if len(content) > LARGEST:
        raise FileRefused(sentence("too_large"))
    if not content:
        raise FileRefused(_("This file is empty."))
    name = clean_name(name)
    suffix = PurePosixPath(name).suffix.lower()
    found = type_of(content, suffix)
    if suffix not in SUFFIXES[found]:
        raise FileRefused(
            _(
                "This file is called “%(name)s”, but what is in it is a %(type)s. "
                "Give it a name that ends in %(suffix)s."
            )
            % {"name": name, "type": found.label, "suffix": SUFFIXES[found][0]}
        )
    if found == FileType.PDF:
        look_into_pdf(content)
    return CheckedFile(name, found, content, hashlib.sha256(content).hexdigest())


def clean_name(name: str) -> str:
    """The file's own name on one line, without folders or signs that a system reads, its ending kept."""
    last = one_line(name.replace("\\", "/").rpartition("/")[2], 1000)
    last = "".join(
        sign for sign in last if unicodedata.category(sign) != "Cf"
    )  # such as those that turn the reading
    last = _NOT_IN_NAMES.sub("_", last).strip(" .") or "file"
    stem, dot, ending = last.rpartition(".")
    if len(last) > NAME_LIMIT and dot and len(ending) <= 10:
        return f"{stem[: NAME_LIMIT - len(ending) - 1]}.{ending}"
    return last[:NAME_LIMIT]


def type_of(content: bytes, suffix: str = "") -> FileType:
    """By what is in the file; the suffix decides between plain text and CSV alone. Raises FileRefused."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileType.PNG
    if content.startswith(b"\xff\xd8\xff"):
        return FileType.JPEG
    if b"<" not in content[:_PDF_WITHIN].partition(b"%PDF-")[0] and b"%PDF-" in content[:_PDF_WITHIN]:
        return FileType.PDF
    if content.startswith(_ZIP):
        return FileType(kind_of(content))
    if content.startswith(_OLD_OFFICE):
        raise FileRefused(
            _(
                "This file is in an old Office format, or protected with a password. "
                "Save it as .docx or .xlsx, without a password."
            )
        )
    return _type_of_text(content, suffix)


def _type_of_text(content: bytes, suffix: str) -> FileType:
    text = _as_text(content)
    if text is None:
        raise FileRefused(
            _(
                "This kind of file is not taken. Attach a PDF, a PNG or JPEG picture, a CSV table, plain text, "
                "or a Word, Excel or OpenDocument text file."
            )
        )
    if _MARKUP.search(text):
        raise FileRefused(
            _("This file is a web page or an SVG drawing, which can run scripts. Attach it as a PDF or PNG.")
        )
    if active := _ACTIVE.search(text):
        raise FileRefused(
            _(
                "This text has “%s” in it, which a browser may run. Write it without the sign “<”, or attach a PDF."
            )
            % active[0]
        )
    return FileType.CSV if suffix == ".csv" and _is_table(text) else FileType.TEXT


def _as_text(content: bytes) -> str | None:
    if any(sign < 0x20 and sign not in _WRITABLE for sign in set(content)):
        return None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _is_table(text: str) -> bool:
    """Whether the first lines have the same number of columns, more than one."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    for delimiter in ",;\t":
        try:
            widths = {len(row) for row in csv.reader(lines, delimiter=delimiter)}
        except csv.Error:
            continue
        if widths and min(widths) > 1:
            return True
    return False
