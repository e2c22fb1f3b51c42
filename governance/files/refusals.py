"""Why a file is not taken, in sentences that say what to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PART_SHOWN = 80  # characters of the name of a part


class FileRefused(Exception):
    """The message is a sentence for people. `peak`: bytes of memory that it took to see it, 0 where nobody measured."""

    def __init__(self, message: str, *, peak: int = 0) -> None:
        super().__init__(message)
        self.peak = peak


_SENTENCES: Mapping[str, str | Promise] = {
    "macros": _("This file has macros in it. Save it without macros, as a plain .docx, .xlsx or .odt file."),
    "external": _(
        "This file fetches something from elsewhere, such as a template or a linked picture. In Word: File, "
        "Options, Add-ins, Manage Templates, set the template to Normal; break links under File, Info, Edit Links. "
        "Then save it."
    ),
    "doctype": _(
        "This file declares a document type or entities in its XML (%(part)s), as office programs never do. "
        "Open it in your office program and save it anew."
    ),
    "bomb": _(
        "This file would unpack to far more than it seems to hold, so it was not opened. Make pictures smaller, "
        "or save the text as a new file."
    ),
    "lies": _("This file states false sizes for what is in it, so it was not opened. Save it anew."),
    "inside": _(
        "Another file is embedded in this one (%(part)s). Take the embedded object out, or put a picture of it "
        "in its place."
    ),
    "encrypted": _("This file is protected with a password. Save it without one."),
    "template": _("This is a template. Save it as a document first."),
    "not_office": _("This is an archive and no Word, Excel or OpenDocument text file."),
    "damaged": _("This file is damaged or not complete. Open it in your office program and save it anew."),
    "path": _("This file has a part with a name that is not allowed (%(part)s). Save it anew."),
    "xml": _(
        "A part of this file cannot be read (%(part)s). Open it in your office program and save it anew."
    ),
    "too_many_parts": _("This file has too many parts to be looked through. Split it into several."),
    "too_deep": _("This file is nested too deeply to be read. Make its tables and boxes simpler."),
    "too_complex": _("This file takes too much time or memory to be read. Split it into several."),
    "too_large": _("This file is larger than 10 MB. Make it smaller, or split it."),
    "pdf_scripts": _(
        "This PDF has JavaScript or an active form in it, which can run where it is opened. Print it to a new PDF, "
        "and attach that."
    ),
    "pdf_starts": _(
        "This PDF would start a program where it is opened. Print it to a new PDF, and attach that."
    ),
    "pdf_sends": _(
        "This PDF has a form that sends away or fetches what is filled in. Print it to a new PDF, and attach that."
    ),
    "pdf_plays": _("This PDF has sound or film in it. Print it to a new PDF, and attach that."),
    "pdf_inside": _(
        "This PDF carries another file inside it. Attach that file by itself, and this one printed to a new PDF."
    ),
    "pdf_damaged": _("This PDF is damaged or not complete. Open it, print it to a new PDF, and attach that."),
    "other": _("This is no Word document. Save it as .docx, and choose that."),
    "unread": _("This file could not be looked at. The reason is in the log of this service."),
}


def sentence(reason: str) -> str:
    """The sentence for a word of the confined process; what stands behind a colon is the part that it is about."""
    word, _colon, part = reason.partition(":")
    return str(_SENTENCES.get(word, _SENTENCES["damaged"])) % {"part": part[:PART_SHOWN]}
