"""What pages of the register and of the search cost, against the least that such pages must do, as the register grows.

`python -m benchmarks register --agreements 1000 100000` makes a database for each size beside that of DATABASE_URL and
fills it with `seed_load`, unless it is there. CPU of this process and of its backend; all ratios inside one run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from statistics import median
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import Resolver404, resolve

from benchmarks.databases import beside, fill
from benchmarks.meter import Meter
from benchmarks.pages import PEOPLE, Page, pages
from organisations.models import User
from protocols.models import RegisterEntry

LIST_FLOOR, LIST_GROWTH = 2.5, 1.2
SEARCH_MEDIAN, SEARCH_WORST = 3.0, 10.0
ROLES = 1.3


@dataclass
class Cost:
    """One page for one person. CPU in milliseconds, medians but for `worst`; `bare` answers without a query."""

    part: str
    what: str
    person: str
    page: float
    worst: float
    bare: float
    floor: float
    queries: int

    @property
    def ratio(self) -> float:
        return self.page / self.floor


@dataclass
class Measured:
    """One size on one engine. `skipped`: why a page was not measured, by part."""

    agreements: int
    engine: str
    costs: list[Cost] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)

    def of(self, part: str, person: str = "") -> list[Cost]:
        return [cost for cost in self.costs if cost.part == part and person in ("", cost.person)]


# ---- measuring one size, in a process of its own ----------------------------------------------------


def measure(repeats: int) -> Measured:
    """What stands in the database of this process."""
    found = Measured(RegisterEntry.objects.filter(shown_to=None).count(), connection.vendor)
    with override_settings(ROOT_URLCONF="benchmarks.floors"):
        clients = {person: _client(address) for person, address in PEOPLE.items()}
        meter = Meter()
        for page in pages():
            why = _missing(page, clients["anonymous"])
            if why:
                found.skipped[page.part] = why
                continue
            for person, client in clients.items():
                found.costs.append(_cost(page, person, client, meter, repeats))
    return found


def _client(address: str) -> Client:
    client = Client()
    if address:
        client.force_login(User.objects.get(email=address))
    return client


def _missing(page: Page, client: Client) -> str:
    try:
        resolve(page.address.partition("?")[0])
    except Resolver404:
        return f"there is no page at {page.address.partition('?')[0]}"
    status = client.get(page.address).status_code
    return "" if status == 200 else f"{page.address} answers {status}"


def _cost(page: Page, person: str, client: Client, meter: Meter, repeats: int) -> Cost:
    """The three by turns, so that whatever else the machine does falls on all of them; each just after itself, so that
    none pays for what the one before has driven out of the processor's memory."""
    for address in (page.address, page.floor, "/floor/bare/"):
        client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(page.address)
    queries = len(asked)  # now: the next request empties what was captured
    spent: dict[str, list[float]] = defaultdict(list)
    for _time in range(repeats):
        for address in ("/floor/bare/", page.floor, page.address):
            client.get(address)
            spent[address].append(meter.cost(partial(client.get, address)))
    here = spent[page.address]
    bare, floor = median(spent["/floor/bare/"]), median(spent[page.floor])
    return Cost(page.part, page.what, person, median(here), max(here), bare, floor, queries)


# ---- all sizes ------------------------------------------------------------------------------------


def measured(agreements: int, asked: argparse.Namespace) -> Measured:
    """Fills a database of that size and measures it in a new process. Raises ValueError where it has another size."""
    url = beside(f"register_{agreements}")
    fill(
        url,
        organisations=asked.organisations,
        documents=asked.documents,
        agreements=agreements,
        users=asked.users,
        seed=asked.seed,
    )
    done = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-m", "benchmarks", "register", "--alone", "--repeats", str(asked.repeats)],
        cwd=settings.ROOT,
        env=os.environ | {"DATABASE_URL": url},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found = _read(json.loads(done.stdout))
    if found.agreements != agreements:
        raise ValueError(
            f"register_{agreements} holds {found.agreements} agreements: drop it and start again"
        )
    return found


def _read(told: dict[str, Any]) -> Measured:
    return Measured(**{**told, "costs": [Cost(**cost) for cost in told["costs"]]})


# ---- telling --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Goal:
    """`reached` says whether `figure` is within `limit`."""

    what: str
    figure: float
    limit: float

    @property
    def reached(self) -> bool:
        return self.figure <= self.limit

    def __str__(self) -> str:
        return (
            f"{'reached' if self.reached else 'MISSED '}  {self.what}: {self.figure:.2f}, goal {self.limit:g}"
        )


def goals(sizes: Sequence[Measured]) -> list[Goal]:
    """Of what was measured; growth from the first size to the last."""
    found: list[Goal] = []
    for one in sizes:
        size = f"{one.agreements} agreements"
        lists, searches = one.of("register"), one.of("search")
        if lists:
            found.append(Goal(f"list against its floor, median, {size}", _median(lists), LIST_FLOOR))
            found.append(Goal(f"list against its floor, worst page, {size}", _worst(lists), LIST_FLOOR))
        if searches:
            found.append(Goal(f"search against its floor, median, {size}", _median(searches), SEARCH_MEDIAN))
            found.append(Goal(f"search against its floor, worst, {size}", _worst(searches), SEARCH_WORST))
        for part in ("register", "search"):
            if one.of(part):
                figure = _in_all(one, part, "practitioner") / _in_all(one, part, "administrator")
                found.append(Goal(f"{part}: practitioner against administrator, {size}", figure, ROLES))
    if len(sizes) > 1 and sizes[0].of("register") and sizes[-1].of("register"):
        rates = growth(sizes[0], sizes[-1], "register")
        found.append(Goal("list: growth, median", median(rates.values()), LIST_GROWTH))
        worst = max(rates, key=lambda case: rates[case])
        found.append(Goal(f"list: growth, worst ({', '.join(worst)})", rates[worst], LIST_GROWTH))
    return found


def growth(small: Measured, large: Measured, part: str) -> dict[tuple[str, str], float]:
    """How much more each page costs, each against the bare view of its own run."""
    before = {(cost.what, cost.person): cost.page / cost.bare for cost in small.of(part)}
    after = {(cost.what, cost.person): cost.page / cost.bare for cost in large.of(part)}
    return {case: after[case] / before[case] for case in after if case in before}


def _median(costs: Iterable[Cost]) -> float:
    return median(cost.ratio for cost in costs)


def _worst(costs: Iterable[Cost]) -> float:
    return max(cost.ratio for cost in costs)


def _in_all(one: Measured, part: str, person: str) -> float:
    """All pages of a part for one person, against the bare view for the same."""
    costs = one.of(part, person)
    return sum(cost.page for cost in costs) / sum(cost.bare for cost in costs)


def query_counts(sizes: Sequence[Measured]) -> list[str]:
    """Pages that ask the database more or less often as the register grows."""
    counts: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for one in sizes:
        for cost in one.costs:
            counts[cost.part, cost.what, cost.person].append(cost.queries)
    return [f"{', '.join(case)}: {found}" for case, found in counts.items() if len(set(found)) > 1]


def say(one: Measured, write: Callable[[str], object] = print) -> None:
    write(f"\n{one.agreements} agreements on {one.engine}; CPU in milliseconds, medians")
    for part, why in one.skipped.items():
        write(f"  skipped: the {part}, for {why}")
    if one.costs:
        write(f"  {'':46} {'page':>7} {'worst':>7} {'bare':>6} {'floor':>6} {'ratio':>6} {'queries':>8}")
    for cost in one.costs:
        write(
            f"  {cost.part + ': ' + cost.what:32} {cost.person:13} {cost.page:7.2f} {cost.worst:7.2f} {cost.bare:6.2f} "
            f"{cost.floor:6.2f} {cost.ratio:6.2f} {cost.queries:8}"
        )


def main(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks register")
    parser.add_argument("--agreements", type=int, nargs="+", default=[1000, 100_000], metavar="N")
    parser.add_argument("--organisations", type=int, default=2000, metavar="N")
    parser.add_argument("--documents", type=int, default=1000, metavar="N")
    parser.add_argument("--users", type=int, default=5000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--repeats", type=int, default=11, metavar="N")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--alone", action="store_true", help="what is in this very database, as JSON")
    asked = parser.parse_args(words)
    if asked.alone:
        print(json.dumps(asdict(measure(asked.repeats))))
        return
    sizes = [measured(agreements, asked) for agreements in asked.agreements]
    reached, uneven = goals(sizes), query_counts(sizes)
    if asked.json:
        told = [{**asdict(goal), "reached": goal.reached} for goal in reached]
        print(json.dumps({"sizes": [asdict(one) for one in sizes], "goals": told, "uneven": uneven}))
        return
    for one in sizes:
        say(one)
    print()
    for goal in reached:
        print(goal)
    if len(sizes) > 1:
        print("queries: as many at every size" if not uneven else "queries differ:")
        for line in uneven:
            print(f"  {line}")
