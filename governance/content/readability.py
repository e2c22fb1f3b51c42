"""A rough estimate of how old a reader must be. A hint for authors, never a verdict."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[A-Za-z\u2019']+")
_SENTENCE_END = re.compile(r"[.!?:;]+(?=\s|$)|\n")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^dtaeiouy]ed|[^laeiouy]e)$")


def syllables(word: str) -> int:
    bare = word.lower().strip("\u2019'")
    return max(1, len(_VOWELS.findall(_SILENT.sub(lambda m: m[0][0], bare))))


@dataclass(frozen=True)
class Counts:
    words: int = 0
    sentences: int = 0
    syllables: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.words + other.words, self.sentences + other.sentences, self.syllables + other.syllables
        )

    @property
    def reading_age(self) -> float:
        """Years, by the Flesch-Kincaid grade plus five; 0 for no words."""
        if not self.words:
            return 0.0
        grade = 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59
        return max(5.0, grade + 5)


def counts(plain: str) -> Counts:
    """Of a text without formatting. Lines, such as those of a list, count as sentences."""
    words = _WORD.findall(plain)
    sentences = sum(1 for part in _SENTENCE_END.split(plain) if _WORD.search(part))
    return Counts(len(words), sentences, sum(map(syllables, words)))


def reading_age(plain: str) -> float:
    return counts(plain).reading_age
