"""Names of load data: places, bodies and people that do not exist."""

# ruff: noqa: SIM905 - words are easier to read as a text than as a list
from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product
from random import Random

from organisations.models import OrganisationKind

FIRST = (
    "Alder Ash Bram Cold Dun Elm Fern Glen Hart Holm Ivy Kel Lang Mar North Oak Penn Quin Raven Sand Thorn Under Vale "
    "Wath Winter Yarrow Beck Birch Crane Dray"
).split()
LAST = (
    "bury combe dale den field ford gate ham haven holme hurst lea ley mere mouth over port stead stoke stow thorpe "
    "ton wade well wick wold wood worth"
).split()
KINDS: tuple[tuple[OrganisationKind, str, int], ...] = (
    (OrganisationKind.COUNCIL, "{} Council", 5),
    (OrganisationKind.SCHOOL, "{} Academy Trust", 6),
    (OrganisationKind.NHS, "{} NHS Trust", 3),
    (OrganisationKind.CHARITY, "{} Family Support", 4),
    (OrganisationKind.POLICE, "{} Police", 1),
    (OrganisationKind.OTHER, "{} Homes", 1),
)
GIVEN = (
    "Aled Amina Beth Carys Chidi Dafydd Dora Ewan Farah Gita Hamid Iona Jamal Kim Lena Mair Noor Olu Petra Rafe Sara "
    "Tomos Uma Wanda Yusuf Zoe"
).split()
FAMILY = (
    "Abara Bowen Carter Dunn Ellis Frost Gray Hale Idris Jarvis Khan Lowe Mason Noble Owens Parry Quick Rees Shah "
    "Tanner Usher Vaughan Webb York"
).split()


@cache
def places() -> Sequence[str]:
    """Every place, in an order that is no order."""
    found = [first + last for first, last in product(FIRST, LAST)]
    Random(2).shuffle(found)  # noqa: S311  # not a secret: the same order each time
    return found


def body(number: int) -> tuple[OrganisationKind, str]:
    """Kind and name of the organisation of this number. No two have the same name."""
    kinds = [(kind, pattern) for kind, pattern, share in KINDS for _time in range(share)]
    kind, pattern = kinds[(number * 7) % len(kinds)]
    around, turn = number % len(places()), number // len(places())
    name = pattern.format(places()[around])
    return kind, f"{name} ({turn + 1})" if turn else name


def person(chance: Random) -> str:
    return f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
