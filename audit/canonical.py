"""Canonical JSON: one byte sequence for one value. UTF-8, NFC, sorted keys, no floats (a subset of RFC 8785)."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import partial

KINDS = "text, whole number, true, false, null, list or object with text keys"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_normal = partial(unicodedata.normalize, "NFC")
LARGEST = 2**53 - 1  # whole numbers beyond this differ between readers (RFC 8785, section 3.2.2.3)

Value = str | int | bool | None | Sequence["Value"] | Mapping[str, "Value"]


def canonical(value: Value) -> bytes:
    """The bytes of a value, its text in normal form C.

    Raises TypeError for a float or any other type; ValueError for too large a number, for text that is not Unicode
    (a lone surrogate), or for two keys that are the same after normalisation."""
    return _bytes(_ordered(value, _normal))


def exact(value: Value) -> bytes:
    """As `canonical`, with text as it stands: two texts that only look the same give different bytes."""
    return _bytes(_ordered(value, str))


def _bytes(value: Value) -> bytes:
    return _encode(value).encode()


def _ordered(value: Value, text: Callable[[str], str]) -> Value:
    if isinstance(value, str):
        return text(str(value))
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise ValueError(f"{value} is beyond what every reader can hold")
        return int(value)
    if isinstance(value, dict):
        return _object(value, text)
    if isinstance(value, list | tuple):
        return [_ordered(inner, text) for inner in value]
    if isinstance(value, Mapping):  # slow to ask, so last
        return _object(value, text)
    raise TypeError(f"a value is {KINDS}, not {type(value).__name__}")


def _object(value: Mapping[str, Value], text: Callable[[str], str]) -> Value:
    found: dict[str, Value] = {}
    for key, inner in value.items():
        if not isinstance(key, str):
            raise TypeError(f"keys are text, not {type(key).__name__}")
        name = text(str(key))
        if name in found:
            raise ValueError(f"the key {name!r} stands twice")
        found[name] = _ordered(inner, text)
    if all(map(str.isascii, found)):  # then both orders are one
        return {name: found[name] for name in sorted(found)}
    return dict(sorted(found.items(), key=lambda item: item[0].encode("utf-16-be")))
