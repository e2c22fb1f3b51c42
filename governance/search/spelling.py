"""What may have been meant by words that nobody wrote: only words that the person may read anyway."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from governance.models import SearchCount
from governance.search.engine import engine
from governance.search.words import STOP_WORDS, Terms

if TYPE_CHECKING:
    from organisations.permissions import Person

SHORTEST = 4  # letters; in a shorter word each change makes another word
COMMON = 10**6  # entries with a word such as "with", which nobody counts


def better_words(person: Person, terms: Terms) -> dict[str, str]:
    """By word that stands nowhere the nearest that does. One query."""
    asked = [word for word in terms.words if len(word) >= SHORTEST and not word.isdigit()]
    if not asked:
        return {}
    known = dict(engine().near(SearchCount.objects.visible_to(person), asked))
    known |= dict.fromkeys(STOP_WORDS, COMMON)
    found = {word: _nearest(word, known) for word in asked if word not in known}
    return {word: better for word, better in found.items() if better}


def _nearest(word: str, known: Mapping[str, int]) -> str:
    """The fewest mistakes, then the same first letter, then what stands in most entries."""
    most = mistakes(word)
    places = []
    for other, entries in known.items():
        distance = OSA.distance(word, other, score_cutoff=most)
        if distance <= most:
            places.append((distance, other[0] != word[0], -entries, other))
    return min(places)[-1] if places else ""


def mistakes(word: str) -> int:
    """How many letters may be wrong, missing, too many or swapped."""
    return 1 if len(word) < 6 else 2 if len(word) < 10 else 3
