"""Which pages of the register and of the search are measured, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from organisations.models import Organisation
from protocols.load.bodies import FIRST
from protocols.load.people import ADMINISTRATOR, PRACTITIONER
from protocols.load.words import RARE, vocabulary
from protocols.models import RegisterEntry

PEOPLE = {"anonymous": "", "practitioner": PRACTITIONER, "administrator": ADMINISTRATOR}
FAR = 0.6  # of the way through the list


@dataclass(frozen=True)
class Page:
    """`what` names it in the table; `floor` is the address of the least that it must do."""

    part: str
    what: str
    address: str
    floor: str


def pages() -> list[Page]:
    return [*_register(), *_search()]


def _register() -> list[Page]:
    common, rare = vocabulary()[40], RARE[0]
    asked: dict[str, dict[str, str]] = {
        "first page": {},
        "far page": {"after": _far()},
        "newest start first": {"sort": "start"},
        "soonest review first": {"sort": "review"},
        "by reference": {"sort": "reference"},
        "letter K": {"letter": "K"},
        "in force": {"status": "in_force"},
        "ended, newest start first": {"status": "ended", "sort": "start"},
        "not started": {"status": "not_started"},
        "review overdue": {"review": "overdue", "sort": "review"},
        "a party in many": {"party": FIRST},
        "a party in few": {"party": _last_body()},
        "a common kind of party": {"kind": "school"},
        "a rare kind of party": {"kind": "police", "status": "not_started"},
        "a legal power": {"power": "ca2004_s10"},
        "four filters": {"kind": "nhs", "status": "in_force", "review": "overdue", "power": "dea_debt"},
        "a common word": {"q": common},
        "a rare word": {"q": rare},
        "no such word": {"q": "xqxqxq"},
    }
    return [
        Page("register", what, f"/register/?{urlencode(words)}".rstrip("?"), "/floor/register/")
        for what, words in asked.items()
    ]


def _far() -> str:
    """A reference that stands far down the list."""
    shown = RegisterEntry.objects.filter(is_open=True, shown_to=None).order_by("sort_title", "reference")
    references = shown.values_list("reference", flat=True)
    return str(references[int(shown.count() * FAR)])


def _last_body() -> str:
    """The organisation that takes part least often."""
    codes = Organisation.objects.filter(code__startswith=FIRST[:2]).order_by("-code")
    return codes.values_list("code", flat=True)[0]


def _search() -> list[Page]:
    words = vocabulary()
    middling = words[400]
    asked = {
        "a common word": words[40],
        "two common words": f"{words[33]} {words[38]}",
        "the commonest words": "information that people share with",
        "a middling word": middling,
        "common and middling": f"{words[40]} {words[500]}",
        "two middling words": f"{words[350]} {words[450]}",
        "a rare word": RARE[1],
        "a word of the tail": words[15_000],
        "common and rare": f"{words[40]} {RARE[2]}",
        "misspelt": middling[:-2] + middling[-1] + middling[-2],
        "misspelt and rare": f"{RARE[3][:-1]}",
        "an organisation": "LD00007",
        "a reference": "LD00001-DDA-0001",
        "nothing like it": "xqxqxqxqx",
    }
    return [
        Page("search", what, f"/search/?{urlencode({'q': q})}", f"/floor/search/?{urlencode({'q': q})}")
        for what, q in asked.items()
    ]
