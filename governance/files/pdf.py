"""Looks into a PDF before anybody opens it. Runs in the confined process.

A PDF can run JavaScript, start a program, send a form's contents away and carry other files. None of that belongs
to a document that people keep, so all of it is refused (ISO 32000-1: 12.6.4 kinds of actions, 7.11.4 embedded files).
"""

from __future__ import annotations

from io import BytesIO

import pikepdf

from governance.confined import Refused

OBJECTS = 200_000  # of one file
DEPTH = 100  # containers within containers that are one object
_ACTIONS = {
    "/JavaScript": "pdf_scripts",
    "/Launch": "pdf_starts",
    "/SubmitForm": "pdf_sends",
    "/ImportData": "pdf_sends",
    "/GoToE": "pdf_inside",
    "/Rendition": "pdf_plays",
    "/Movie": "pdf_plays",
    "/Sound": "pdf_plays",
}
_KEYS = {
    "/JS": "pdf_scripts",
    "/JavaScript": "pdf_scripts",
    "/XFA": "pdf_scripts",
    "/EmbeddedFiles": "pdf_inside",
    "/EF": "pdf_inside",
    "/RichMediaContent": "pdf_plays",
}


def look(content: bytes) -> str:
    """`pdf`, for a file with a page in which nothing was found that we do not take.

    Raises Refused with a word of `governance.files.refusals`. A file that is not whole is not mended: what one
    reader makes of it says nothing of what the next one will.
    """
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as opened:
            _look_through(opened)
            if opened.is_encrypted:
                raise Refused("encrypted")
            if not len(opened.pages):
                raise Refused("pdf_damaged")
    except pikepdf.PasswordError:
        raise Refused("encrypted") from None
    except (pikepdf.PdfError, ValueError, TypeError):
        raise Refused("pdf_damaged") from None
    return "pdf"


def _look_through(opened: pikepdf.Pdf) -> None:
    for number, found in enumerate(opened.objects):
        if number >= OBJECTS:
            raise Refused("too_complex")
        _look_at(found, DEPTH)


def _look_at(found: object, depth: int) -> None:
    if not isinstance(found, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream):
        return
    if depth == 0:
        raise Refused("too_deep")
    parts: list[object]
    if isinstance(found, pikepdf.Array):
        parts = list(found)
    else:
        for key in found.keys():  # noqa: SIM118 - a stream has keys, and no way to go through it
            if key in _KEYS:
                raise Refused(_KEYS[key])
        action = found.get("/S")
        if isinstance(action, pikepdf.Name) and str(action) in _ACTIONS:
            raise Refused(_ACTIONS[str(action)])
        parts = [found.get(key) for key in found.keys()]  # noqa: SIM118
    for part in parts:
        if isinstance(part, pikepdf.Object) and not part.is_indirect:  # those are met by themselves
            _look_at(part, depth - 1)
