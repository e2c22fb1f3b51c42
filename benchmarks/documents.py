"""What the pages of a long document with many versions cost: queries, and CPU of a comparison.

`python -m benchmarks documents --versions 3 100` fills the database of DATABASE_URL with a document of 50 pages for
each number of versions, always the same ones: use one to throw away.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from html import escape
from random import Random
from statistics import median

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from benchmarks.meter import Meter
from governance import events
from governance.blocks import remembered
from governance.content.code_of_practice import CODE_OF_PRACTICE
from governance.kinds import PlainSection
from governance.models import Document, DocumentVersion
from governance.presenting.comparison import comparison
from governance.withheld import WHOLE
from organisations.models import User
from organisations.permissions import Role
from protocols.load.numbers import Numbers
from protocols.load.policies import Entered, Fate, approve, publish, submit
from protocols.load.words import heading, prose
from protocols.load.world import Desk, World
from protocols.load.writing import new_document, new_sections, new_version
from tests.factories.organisations import make_member, make_organisation, make_person

PAGES, WORDS = 50, 500  # words on a page
SECTIONS, PARAGRAPHS = 25, 12
CHANGED = 3  # paragraphs that each version changes
SEED = 20261125
LIMIT = 12  # queries of a page, session and rights included
MILLISECONDS = 100  # CPU of a whole page that compares, where the yardstick costs as much
YARDSTICK = 100  # passes of a fixed piece of work; so many cost 100 ms where the limit was set


@dataclass
class Long:
    """The document, its open draft, and who writes it."""

    document: Document
    draft: DocumentVersion
    officer: User
    versions: int

    @property
    def pages(self) -> dict[str, str]:
        """Addresses by what they are. A comparison of neighbours, and of the first with the draft."""
        reference, number = self.document.reference, self.draft.number
        first_section = self.draft.sections.order_by("position").values_list("key", flat=True)[0]
        compare = reverse("governance:compare", args=[reference])
        day = (timezone.localdate() - timedelta(days=15)).isoformat()
        framework = reverse("governance:framework", args=[self.document.organisation.code])
        return {
            "editor": reverse("governance:draft", args=[reference, number]),
            "editor of a section": reverse(
                "governance:section-edit", args=[reference, number, first_section]
            ),
            "history": reverse("governance:history", args=[reference]),
            "as at": f"{framework}?as_at={day}",
            "compare neighbours": f"{compare}?from=1.{self.versions - 1}&to={number}",
            "compare first and last": f"{compare}?from=1.0&to={number}",
            "compare side by side": f"{compare}?from=1.0&to={number}&view=side",
        }


@dataclass
class Measured:
    """`queries` and `cpu` (milliseconds, the median of several) by page; `first_view`: of a page that compares, with
    nothing remembered of its texts; `comparison`: without the page around it; `yardstick`: see there."""

    versions: int
    words: int
    queries: dict[str, int] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)
    first_view: dict[str, float] = field(default_factory=dict)
    comparison: dict[str, float] = field(default_factory=dict)
    yardstick: float = 0

    @property
    def slowest(self) -> float:
        """CPU of the dearest page that compares, in milliseconds of the machine where the limit was set; never more
        than was measured."""
        return max(self.first_view.values()) * min(1, MILLISECONDS / self.yardstick)


def build(versions: int, code: str = "LONG") -> Long:
    """In bulk, as if each act had run by itself. The same for the same numbers, but for keys of people."""
    organisation = make_organisation(code=code, name=f"Council of {versions} versions")
    people = [make_person(f"{name}-{code.lower()}@long.example") for name in ("officer", "manager")]
    for person, role in zip(people, (Role.INFORMATION_OFFICER, Role.MANAGER), strict=True):
        make_member(person, organisation, role)
    officer, manager = people
    with transaction.atomic():
        world = World(Numbers(0, versions, 0, 0, 0, SEED + versions, timezone.localdate()))
        document, draft = _written(world, Desk(organisation, officer, manager), versions)
        world.write_counters()
    return Long(document, DocumentVersion.objects.for_page().get(pk=draft.pk), officer, versions)


def _written(world: World, desk: Desk, versions: int) -> tuple[Document, DocumentVersion]:
    chance, today = world.chance("long document"), world.numbers.today
    texts = first_texts(chance)
    document = new_document(world, desk, CODE_OF_PRACTICE, "A long code", CODE_OF_PRACTICE.audience)
    before: DocumentVersion | None = None
    for number in range(versions + 1):
        author = (desk.officer, Role.INFORMATION_OFFICER)
        with world.operation(desk.officer):
            version = new_version(world, document, document.title, author, before)
            sections = new_sections(world, version, texts)
            world.ledger.add(*([document] if before is None else []), version, *sections)
            verb, target = (events.DRAFT_STARTED, version) if before else (events.DOCUMENT_CREATED, document)
            world.ledger.record(verb, target, audience=[desk.organisation], facts={"version": version.number})
        if number < versions:
            one = Entered(desk, document, Fate.IN_FORCE, chance, version)
            submit(world, one, sections)
            approve(world, one)
            publish(world, one, today - timedelta(days=10 * (versions - number)), before)
            texts, before = changed(texts, chance), version
        world.write()
    return document, version


def first_texts(chance: Random) -> list[PlainSection]:
    words = PAGES * WORDS // SECTIONS // PARAGRAPHS
    return [
        PlainSection(
            f"section-{number}",
            heading(chance, 3),
            "\n\n".join([*(prose(chance, words) for _ in range(PARAGRAPHS - 1)), _table(chance, words)]),
        )
        for number in range(1, SECTIONS + 1)
    ]


def _table(chance: Random, words: int) -> str:
    rows = "".join(f"| {prose(chance, 3)} | {prose(chance, 9)} |\n" for _ in range(words // 12))
    return f"| What | Why |\n| --- | --- |\n{rows}"


def changed(texts: Sequence[PlainSection], chance: Random) -> list[PlainSection]:
    """A word here and there, and one paragraph that moves to another section."""
    bodies = [section.body.split("\n\n") for section in texts]
    for _time in range(CHANGED):
        paragraphs = chance.choice(bodies)
        place = chance.randrange(len(paragraphs) - 1)
        words = paragraphs[place].split(" ")
        words[chance.randrange(len(words))] = prose(chance, 2)
        paragraphs[place] = " ".join(words)
    source, goal = chance.sample([body for body in bodies if len(body) > 3], 2)
    goal.insert(0, source.pop(0))
    return [
        PlainSection(section.key, section.heading, "\n\n".join(paragraphs))
        for section, paragraphs in zip(texts, bodies, strict=True)
    ]


def measure(long: Long, repeats: int) -> Measured:
    """Each page as the officer opens it; the first time is not counted."""
    client, meter = Client(), Meter()
    client.force_login(long.officer)
    found = Measured(long.versions, sum(len(s.body.split()) for s in long.draft.sections.all()))
    for name, address in long.pages.items():
        _opened(client, address)
        with CaptureQueriesContext(connection) as captured:
            _opened(client, address)
        found.queries[name] = len([q for q in captured if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))])
        costs = [meter.cost(_opener(client, address)) for _ in range(repeats)]
        found.cpu[name] = round(median(costs), 1)
        if name.startswith("compare"):
            costs = [meter.cost(_opener(client, address, anew=True)) for _ in range(repeats)]
            found.first_view[name] = round(median(costs), 1)
    found.yardstick = round(median(meter.cost(yardstick) for _ in range(repeats)), 1)
    drafted = DocumentVersion.objects.for_page().get(pk=long.draft.pk)
    for name, minor in (("neighbours", long.versions - 1), ("first and last", 0)):
        older = DocumentVersion.objects.for_page().get(document=long.document, minor=minor)
        costs = [meter.cost(lambda older=older: _compared(older, drafted)) for _ in range(repeats)]
        found.comparison[name] = round(median(costs), 1)
    return found


def _compared(older: DocumentVersion, newer: DocumentVersion) -> None:
    """Both texts read, compared, and every change in words."""
    if not comparison(older, newer, (WHOLE, WHOLE), everything=False).texts.entries:
        raise RuntimeError("nothing differs")


def yardstick() -> None:
    """What such a page does, with nothing of ours: words looked up, objects made, strings joined and escaped."""
    words = [f"<word {number}>" for number in range(997)]
    for turn in range(YARDSTICK):
        counted: dict[str, int] = {}
        pairs = [PlainSection(word, word[turn % 5 :], word) for word in words]
        for pair in pairs:
            counted[pair.heading] = counted.get(pair.heading, 0) + 1
        "".join(f"<p>{escape(pair.body)}{counted[pair.heading]}</p>" for pair in pairs)


def _opener(client: Client, address: str, *, anew: bool = False) -> Callable[[], None]:
    return lambda: _opened(client, address, anew=anew)


def _opened(client: Client, address: str, *, anew: bool = False) -> None:
    if anew:
        remembered.cache_clear()
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")


def say(found: Measured) -> str:
    def told(numbers: Mapping[str, float]) -> str:
        return ", ".join(f"{name} {number:.0f}" for name, number in numbers.items())

    return (
        f"{found.words:,} words in {found.versions} versions on {connection.vendor}: queries: {told(found.queries)}; "
        f"ms of CPU for a comparison: {told(found.comparison)}; for a whole page: {told(found.cpu)}; "
        f"seen for the first time: {told(found.first_view)}; the yardstick: {found.yardstick:.0f}"
    )


def main(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks documents")
    parser.add_argument("--versions", type=int, nargs="+", default=[3, 100])
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(words)
    for versions in chosen.versions:
        found = measure(build(versions, f"LONG{versions}"), chosen.repeats)
        print(json.dumps(asdict(found)) if chosen.json else say(found), flush=True)
