"""Which section of a kind's content model a heading of an older text is most like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from governance.kinds import SectionModel

ENOUGH = 75  # of 100; below it nobody would call two headings the same
_NUMBER = re.compile(
    r"^\s*(?:(?:section|part|chapter|appendix|annex)\s+)?(?:\d{1,2}(?:\.\d{1,2})*|[A-Z](?=[.)]))[.):]?\s+",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_SAY_NOTHING = {
    "a",
    "an",
    "and",
    "for",
    "how",
    "in",
    "of",
    "on",
    "our",
    "the",
    "this",
    "to",
    "we",
    "with",
    "your",
}


def without_number(heading: str) -> str:
    """“3.2 Security” is “Security”: the register numbers sections by itself."""
    return _NUMBER.sub("", heading).strip() or heading.strip()


def likeness(heading: str, other: str) -> float:
    """0 to 100; the same words in another order are the same, and a few words among more nearly so."""
    one, two = _plain(heading), _plain(other)
    return max(float(fuzz.token_sort_ratio(one, two)), 0.95 * float(fuzz.token_set_ratio(one, two)))


def _to(model: SectionModel, heading: str) -> float:
    """Its key is a short name for it: “Information security” is the section with the key “security”."""
    return max(likeness(heading, model.heading), likeness(heading, model.key.replace("-", " ")))


def _plain(heading: str) -> str:
    words = _WORD.findall(without_number(heading).casefold())
    return " ".join([word for word in words if word not in _SAY_NOTHING] or words)


def places(headings: Sequence[str], models: Sequence[SectionModel]) -> list[str]:
    """For each heading the key of a section, each once at most, the best pairs first; empty where none is like it."""
    pairs = [
        (_to(model, heading), -at, -order, model.key)
        for at, heading in enumerate(headings)
        for order, model in enumerate(models)
    ]
    found: dict[int, str] = {}
    for score, at, _order, key in sorted(pairs, reverse=True):
        if score >= ENOUGH and -at not in found and key not in found.values():
            found[-at] = key
    return [found.get(at, "") for at in range(len(headings))]
