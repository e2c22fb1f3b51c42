"""Keys that rows keep while they move and are reworded: they stand in addresses, and in what is frozen."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.text import slugify

LENGTH = 50
TAKEN_BY_PAGES = frozenset({"add", "paste"})


def free_key(words: str, taken: Collection[str], otherwise: str) -> str:
    """A key made of words that no other row has; `otherwise` where the words give none."""
    stem = slugify(words)[:LENGTH].strip("-") or otherwise
    keys = (stem if n == 1 else f"{stem}-{n}" for n in range(1, 10_000))
    return next(key for key in keys if key not in taken and key not in TAKEN_BY_PAGES)
