"""Words as the index and the search take them: folded, without marks, the same on every engine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TypeAlias

from organisations.models.organisation import fold

Choices: TypeAlias = Sequence[tuple[str, ...]]  # each of words that must all stand in an entry

MOST_WORDS = 8  # of a search; more are not looked at
SHORTEST, LONGEST = 3, 40  # letters of a word that may be suggested
_WORD = re.compile(r"[^\W_]+")
_GENITIVE = re.compile(r"'s\b|'")
_E_MAIL = re.compile(r"\be-(?=[^\W\d_])")

# Words that say nothing about what is meant: those that the English dictionary of PostgreSQL leaves out, so that both
# engines answer alike, without apostrophes.
STOP_WORDS = frozenset(
    """
    a about above after again against all am an and any are as at be because been before being below between both but
    by can did do does doing don down during each few for from further had has have having he her here hers herself him
    himself his how i if in into is it its itself just me more most my myself no nor not now of off on once only or
    other our ours ourselves out over own s same she should so some such t than that the their theirs them themselves
    then there these they this those through to too under until up very was we were what when where which while who
    whom why will with you your yours yourself yourselves
    dont doesnt didnt cant im ive id isnt wont
    """.split()  # noqa: SIM905  # easier to read than 140 quotation marks
)


def tokens(text: str) -> list[str]:
    """All words and numbers in their order, in small letters, without accents; an e-mail is one word."""
    return _WORD.findall(_E_MAIL.sub("e", _GENITIVE.sub("", fold(text))))


def plain(text: str) -> str:
    """The tokens with single spaces: what the index keeps, and what makes two names the same."""
    return " ".join(tokens(text))


def vocabulary(text: str) -> set[str]:
    """The words of a text that may be suggested."""
    return {
        word
        for word in tokens(text)
        if SHORTEST <= len(word) <= LONGEST and word not in STOP_WORDS and not word.isdigit()
    }


@dataclass(frozen=True)
class Terms:
    """The words of a search that mean something, each once, in their order.

    `typed` are all of them, also those that mean nothing by themselves: who types "will not share" means it so.
    """

    words: tuple[str, ...]
    typed: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: str) -> Terms:
        typed = tokens(query)
        found = dict.fromkeys(word for word in typed if word not in STOP_WORDS)
        return cls(tuple(found)[:MOST_WORDS], tuple(typed))

    def at_least(self, count: int) -> list[tuple[str, ...]]:
        """The choices of so many words: an entry that holds all words of one choice holds at least so many."""
        return list(combinations(self.words, count))

    def instead(self, better: dict[str, str]) -> Terms:
        """The same search with some words replaced."""
        replaced = dict.fromkeys(better.get(word, word) for word in self.words)
        return Terms(
            tuple(word for word in replaced if word not in STOP_WORDS),
            tuple(better.get(word, word) for word in self.typed),
        )

    def phrases(self) -> list[tuple[str, ...]]:
        """Each two neighbouring words that mean something, with what was typed between them."""
        places = [place for place, word in enumerate(self.typed) if word in self.words]
        return [self.typed[one : other + 1] for one, other in pairwise(places)]
