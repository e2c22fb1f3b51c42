"""The short code of a text: the first 80 bits of its fingerprint, in letters that are easy to read out and to type.

It is no secret and no promise: it finds the text, and the whole fingerprint says whether it is the same.
"""

from __future__ import annotations

import re

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
ALIKE = str.maketrans("ILO", "110")
BITS = 80
LENGTH = BITS // 5
IN_HEX = BITS // 4


def code_of(sha256: str) -> str:
    """Such as “3F7K-9QXM-0A1B-ZT5C”."""
    number = int(sha256[:IN_HEX], 16)
    signs = "".join(SIGNS[number >> shift & 31] for shift in range(BITS - 5, -1, -5))
    return "-".join(signs[start : start + 4] for start in range(0, LENGTH, 4))


def beginning_of(code: str) -> str:
    """The beginning of the fingerprint that a code names, in hexadecimal; empty for what is no code."""
    signs = re.sub(r"[\s\-]", "", code).upper().translate(ALIKE)
    if len(signs) != LENGTH or any(sign not in SIGNS for sign in signs):
        return ""
    number = 0
    for sign in signs:
        number = number << 5 | SIGNS.index(sign)
    return f"{number:0{IN_HEX}x}"


def in_groups(sha256: str) -> str:
    """A fingerprint in groups of four, for people who compare two."""
    return " ".join(sha256[start : start + 4] for start in range(0, len(sha256), 4))
