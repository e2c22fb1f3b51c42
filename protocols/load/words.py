"""Words and texts of load data: a few that every agreement uses, and many that are made up.

A word's rank says how often it stands in a text: about once in rank times twelve words (Zipf's law). Made-up words are
composed by rule and mean nothing; they read like English, so that stemming and misspelling have something to do.
"""

# ruff: noqa: SIM905 - words are easier to read as a text than as a list
from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, product
from random import Random

SIZE = 20_000
GRAMMAR = 24  # so many of the commonest mean nothing alone
KNOWN = (
    "the of to and a in is for that information with by on it we be are which who from this share people shared "
    "when need they not or as each only service council children health care support person data school police "
    "record team family home safe help family's agreement purpose risk worker referral address access day secure "
    "names needs name housing adult child hospital nurse teacher officer system file report months week years kept "
    "before after without same partner plan visit call consent reason decision harm early young older carer mental "
    "education social local public protect learn letter list post mailbox meeting month year place time work"
)
ONSETS = "b bl br cl cr d dr f fl fr g gl gr h l m n p pl pr r s sl sp st str t th tr v w".split()
VOWELS = "a e i o u ai ou".split()
CODAS = "nd ld rn rm lv mb st ll rth lk ft rk sk".split()
ENDINGS = "- er ing ed ly ment ness al ive ance ful ish".split()
RARE = (
    "quernstone", "zephyrine", "yarrowmere", "kestrelling", "umberwick", "jessamy", "oxbowling", "ivorisage",
    "questral", "wychanger",
)  # fmt: skip  # each stands in one agreement of a thousand, whatever their number


@cache
def vocabulary() -> Sequence[str]:
    """All words, the commonest first."""
    known = list(dict.fromkeys(KNOWN.split()))
    made = sorted({"".join(parts).rstrip("-") for parts in product(ONSETS, VOWELS, CODAS, ENDINGS)})
    Random(1).shuffle(made)  # noqa: S311  # not a secret: the same order each time
    return [*known, *(word for word in made if word not in known)][:SIZE]


@cache
def _weights() -> Sequence[float]:
    return list(accumulate(1 / rank for rank in range(1, SIZE + 1)))


def words(chance: Random, count: int) -> list[str]:
    """So many words, the common ones often."""
    return chance.choices(vocabulary(), cum_weights=_weights(), k=count)


def heading(chance: Random, count: int) -> str:
    """A few words that mean something, so none of the very commonest."""
    text = " ".join(chance.choices(_telling(), cum_weights=_heading_weights(), k=count))
    return text[:1].upper() + text[1:]


@cache
def _telling() -> Sequence[str]:
    return vocabulary()[GRAMMAR:]


@cache
def _heading_weights() -> Sequence[float]:
    return list(accumulate(1 / rank for rank in range(GRAMMAR + 1, SIZE + 1)))


def prose(chance: Random, count: int) -> str:
    """Sentences of so many words, as one paragraph of Markdown."""
    return " ".join(_sentences(words(chance, count), chance))


def bullets(chance: Random, lines: int) -> str:
    """A list in Markdown."""
    return "\n".join(f"- {heading(chance, chance.randint(3, 6))}" for _line in range(lines))


def _sentences(found: list[str], chance: Random) -> Iterator[str]:
    at = 0
    while at < len(found):
        length = chance.randint(8, 15)
        text = " ".join(found[at : at + length])
        yield text[:1].upper() + text[1:] + "."
        at += length


def rare_word(number: int) -> str:
    """The rare word that stands in the agreement of this number, if any."""
    turn, rest = divmod(number % 1000, 100)
    return RARE[turn] if rest == 50 else ""
