"""A rough estimate of how old a reader must be. A hint for authors, never a verdict."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z\u2019']+")
_SENTENCE_END = re.compile(r"[.!?:;]+(?=\s|$)|\n")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^dtaeiouy]ed|[^laeiouy]e)$")


def syllables(word: str) -> int:
    bare = word.lower().strip("\u2019'")
    return max(1, len(_VOWELS.findall(_SILENT.sub(lambda m: m[0][0], bare))))


def reading_age(plain: str) -> float:
    """Years, by the Flesch-Kincaid grade plus five. Lines of a list count as sentences. 0 for no words."""
    sentences = [part for part in _SENTENCE_END.split(plain) if _WORD.search(part)]
    words = _WORD.findall(plain)
    if not words:
        return 0.0
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return max(5.0, grade + 5)
