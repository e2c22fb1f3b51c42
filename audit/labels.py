"""Names as the log keeps them."""

from __future__ import annotations

import unicodedata

LENGTH = 300


def one_line(text: str, length: int = LENGTH) -> str:
    """On one line, without control characters, in normal form C, cut at a number of characters."""
    clean = "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in text)
    return unicodedata.normalize("NFC", " ".join(clean.split()))[:length]
