"""Which signs a PDF can show: what its two typefaces have between them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

COMMON = re.compile(r"[\n\t -~\u00a0-\u017f\u2013\u2014\u2018-\u201d\u2022\u2026\u20ac]*")
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
UNKNOWN_SIGN = "\u25a0"  # stands for a sign that neither face has


def printable(text: str) -> tuple[str, frozenset[str]]:
    """The text in composed form, without invisible signs, with a square for each sign that no face has; and these."""
    if COMMON.fullmatch(text):
        return text, frozenset()
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    unknown = frozenset(sign for sign in text if sign not in "\n\t" and ord(sign) not in covered())
    return "".join(UNKNOWN_SIGN if sign in unknown else sign for sign in text), unknown


@cache
def covered() -> frozenset[int]:
    """Code points that one of the two faces can show. Raises PdfUnavailable where a face is not installed."""
    from fontTools.ttLib import TTFont  # slow import, needed for rare signs alone

    from governance.pdf.render import font_folders

    faces: list[Path] = [next((folder / "files").glob("*-Regular.ttf")) for folder in font_folders()]
    return frozenset(point for face in faces for point in TTFont(face).getBestCmap())
