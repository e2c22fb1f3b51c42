"""What a page of the search costs, against the least work that any search must do here, and for whom.

`python -m benchmarks search --sizes 1000 100000` fills the database of DATABASE_URL (PostgreSQL): use one to throw
away. CPU of this process and of its backend, by the scheduler's own count; ratios inside one run.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from functools import lru_cache, partial
from pathlib import Path
from random import Random
from statistics import median
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from governance.models import Document, Participant, SearchDue, SearchEntry, SearchName
from governance.search import counting, indexing
from governance.search.engine import engine
from governance.search.kept import Kept
from organisations.models import Organisation, User
from organisations.permissions import Role
from tests.factories.organisations import make_member, make_organisation, make_person

BODIES = 200
VOCABULARY = 30_000
WORDS_OF_A_TEXT = 100
PARTIES = 4
OPEN = 0.6  # of the agreements anyone may find
ROLES = (Role.PRACTITIONER, Role.INFORMATION_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)
LETTERS = "etaoinshrdlcumwfgypbvkjxqz"
FREQUENCIES = [
    int(count)
    for count in [
        "127",
        "91",
        "82",
        "75",
        "70",
        "67",
        "63",
        "61",
        "60",
        "43",
        "40",
        "28",
        "28",
        "24",
        "24",
        "22",
        "20",
        "20",
        "19",
        "15",
        "10",
        "8",
        "2",
        "2",
        "1",
        "1",
    ]
]
AT_ONCE = 2000


@dataclass
class Cost:
    """CPU of one search in milliseconds, median of the repeats; `floor` is the least work for the same words."""

    query: str
    page: float
    floor: float
    queries: int
    hits: int

    @property
    def ratio(self) -> float:
        return self.page / self.floor


@dataclass
class Measured:
    """One size. `roles`: CPU of all searches together by role."""

    agreements: int
    costs: list[Cost] = field(default_factory=list)
    roles: dict[str, float] = field(default_factory=dict)
    queries: dict[str, list[int]] = field(default_factory=dict)

    @property
    def median(self) -> float:
        return median(cost.ratio for cost in self.costs)

    @property
    def worst(self) -> float:
        return max(cost.ratio for cost in self.costs)


# ---- a register of so many agreements -------------------------------------------------------------


@lru_cache(VOCABULARY * 2)
def word(number: int) -> str:
    """A made-up word, the same each time; small numbers are common words."""
    chance = Random(number)  # noqa: S311  # the same each time
    return "".join(chance.choices(LETTERS, FREQUENCIES, k=chance.randint(4, 10)))


class Register:
    """Bodies, people and agreements, which can grow."""

    def __init__(self) -> None:
        self.chance = Random(7)  # noqa: S311  # the same each time
        self.bodies: list[Organisation] = []
        self.people: dict[str, User] = {}
        self.count = 0
        weights = [1 / (rank + 1) for rank in range(VOCABULARY)]
        total, self._steps = 0.0, []
        for weight in weights:
            total += weight
            self._steps.append(total)
        self._words = [word(number) for number in range(VOCABULARY)]

    def found(self) -> None:
        self.bodies = [
            make_organisation(f"ORG{number}", name=f"{word(number * 97)} body") for number in range(BODIES)
        ]
        for role in ROLES:
            person = make_person(f"{role.value}@org0.example")
            make_member(person, self.bodies[0], role)
            self.people[role.value] = person
        indexing.index_due()

    def grow(self, count: int) -> None:
        """Agreements up to so many, each with its one entry."""
        while self.count < count:
            self._add(min(AT_ONCE, count - self.count))
        SearchDue.objects.all().delete()
        counting.recount()
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('words_of_entries')")
            cursor.execute(
                "ANALYZE governance_searchentry, governance_searchname, governance_searchcount, "
                "governance_searchword"
            )

    def _add(self, count: int) -> None:
        author, today = next(iter(self.people.values())), timezone.localdate()
        documents = Document.objects.bulk_create(
            Document(
                organisation=self.chance.choice(self.bodies),
                kind="code_of_practice",
                reference=f"DEA-{self.count + number:06d}",
                title=" ".join(self._text(4)).title(),
                audience="anyone" if self.chance.random() < OPEN else "organisation",
                created_by=author,
                created_at=timezone.now(),
            )
            for number in range(count)
        )
        self.count += count
        Participant.objects.bulk_create(
            Participant(document=document, organisation=body)
            for document in documents
            for body in self.chance.sample(self.bodies, PARTIES)
        )
        rows = SearchEntry.objects.bulk_create(
            SearchEntry(
                source="section",
                key=str(document.pk),
                target=document.pk,
                kind=document.kind,
                document=document,
                organisation=document.organisation,
                title=document.title,
                context=f"{document.organisation.name} {document.organisation.code} {document.reference}",
                text=" ".join(self._text(WORDS_OF_A_TEXT)),
                size=WORDS_OF_A_TEXT,
                address=document.get_absolute_url(),
                language="en-gb",
                is_open=document.audience == "anyone",
                valid_from=today - timedelta(days=self.chance.randint(0, 2000)),
                updated_at=timezone.now(),
            )
            for document in documents
        )
        SearchName.objects.bulk_create(
            SearchName(entry=row, name=f"dea {row.document.reference[4:]}") for row in rows if row.document
        )
        engine().keep([Kept.of(row) for row in rows])

    def _text(self, length: int) -> list[str]:
        return self.chance.choices(self._words, cum_weights=self._steps, k=length)


def searches() -> dict[str, str]:
    """What is searched for, by what kind of search it is."""
    common, middling, rare = (0, 1), (150, 220, 310, 430), (2000, 2900, 4100, 5300, 7000)
    found = {f"one rare word {number}": word(number) for number in rare}
    found |= {f"one middling word {number}": word(number) for number in middling}
    found |= {f"middling and rare {a}": f"{word(a)} {word(b)}" for a, b in zip(middling, rare, strict=False)}
    found |= {"common and middling": f"{word(common[0])} {word(middling[0])}"}
    found |= {"two commonest words": f"{word(common[0])} {word(common[1])}"}
    found |= {"commonest word": word(common[0])}
    found |= {"a code": "ORG7", "a reference": "DEA-000123"}
    wrong = word(middling[1])
    found |= {"misspelt": f"{wrong[:-2]}{wrong[-1]}{wrong[-2]} {word(middling[2])}"}
    found |= {"nothing like it": "xqxqxqxqx"}
    return found


# ---- measuring ------------------------------------------------------------------------------------


class Meter:
    """CPU of this process and of the backend that serves it, in milliseconds."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.path = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def cost(self, run: Callable[[], object], repeats: int) -> float:
        run()
        return median(self._costs(run, repeats))

    def _costs(self, run: Callable[[], object], repeats: int) -> Iterator[float]:
        for _time in range(repeats):
            here, there = time.process_time_ns(), self._backend()
            run()
            yield (time.process_time_ns() - here + self._backend() - there) / 1e6

    def _backend(self) -> int:
        return int(self.path.read_text().split()[0])


def floor(query: str, client: Client) -> None:
    """The least that any search must do: match, write twenty rows that anyone may see, and answer."""
    found = " & ".join(query.lower().replace("-", " ").split())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, title, address, left(text, 240) FROM governance_searchentry "
            "WHERE words @@ to_tsquery('english', %s) AND is_open LIMIT 20",
            [found],
        )
        rows = cursor.fetchall()
    "".join(
        f"<li><a href='{escape(row[2])}'>{escape(row[1])}</a><p>{escape(row[3])}</p></li>" for row in rows
    )
    client.get("/healthz")


def measure(register: Register, repeats: int) -> Measured:
    meter, anybody = Meter(), Client()
    measured = Measured(register.count)
    for name, query in searches().items():
        address = f"/search/?{urlencode({'q': query})}"
        answer = anybody.get(address)
        with CaptureQueriesContext(connection) as asked:
            anybody.get(address)
        counted = re.search(rb"(\d[\d,]*) results?\b", answer.content)
        measured.costs.append(
            Cost(
                name,
                meter.cost(partial(anybody.get, address), repeats),
                meter.cost(partial(floor, query, anybody), repeats),
                len(asked),
                int(counted[1].replace(b",", b"")) if counted else 0,
            )
        )
    for role, person in register.people.items():
        client = Client()
        client.force_login(person)
        total, counts = 0.0, []
        for query in searches().values():
            address = f"/search/?{urlencode({'q': query})}"
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts.append(len(asked))
            total += meter.cost(partial(client.get, address), repeats)
        measured.roles[role] = total
        measured.queries[role] = counts
    return measured


def run(sizes: Sequence[int], repeats: int) -> list[Measured]:
    register, found = Register(), []
    register.found()
    for size in sizes:
        register.grow(size)
        found.append(measure(register, repeats))
    return found


def say(measured: Measured) -> str:
    roles = measured.roles
    return (
        f"{measured.agreements} agreements: CPU of a page against its floor {measured.median:.1f} at the median, "
        f"{measured.worst:.1f} at the worst; practitioner {roles['practitioner'] / roles['administrator']:.2f} of the "
        "administrator"
    )


def main(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks search")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 100_000])
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(words)
    for measured in run(options.sizes, options.repeats):
        if options.json:
            print(json.dumps(asdict(measured)))
            continue
        print(say(measured))
        for cost in measured.costs:
            print(
                f"  {cost.query:24} {cost.page:7.1f} ms, floor {cost.floor:5.1f} ms, {cost.ratio:5.1f} times; "
                f"{cost.queries} queries, {cost.hits} hits"
            )
        for role, total in measured.roles.items():
            print(f"  {role:24} {total:7.1f} ms for all; queries {measured.queries[role]}")
