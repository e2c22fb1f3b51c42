"""Many people save sections of different documents at the same time: how much faster than one, who waits?

`python -m benchmarks writers --writers 16 --saves 100` fills the database of DATABASE_URL: use one to throw
away. On PostgreSQL pg_locks is watched meanwhile.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from statistics import median
from uuid import UUID

from django.db import connection, connections

from audit.identifiers import new_id
from governance.models import Section
from governance.services.sections import save_section
from organisations.models import User
from organisations.permissions import Role
from tests.factories.governance import draft_of, make_document
from tests.factories.organisations import make_member, make_organisation, make_person

RELATION_LOCKS_OF_ROWS = {
    "AccessShareLock",
    "RowShareLock",
    "RowExclusiveLock",
}  # none shuts another of them out
WATCHED = """
    SELECT l.pid, l.locktype, l.mode, l.granted,
           concat_ws('/', l.relation::text, l.page::text, l.tuple::text, l.virtualxid, l.transactionid::text,
                     l.classid::text, l.objid::text)
    FROM pg_locks l JOIN pg_stat_activity a USING (pid)
    WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.backend_type = 'client backend'
"""


Work = Callable[
    ..., None
]  # the keys of a stage, how many acts, the barrier to start from, the queue of results


@dataclass
class Locks:
    """What pg_locks showed: how often it was looked at, and the locks that no two writers should meet at.

    `growing` stands apart: PostgreSQL makes a table's file longer, which lasts for the write of a page and
    not until the end of a transaction.
    """

    looks: int = 0
    most_held: int = 0
    waiting: dict[str, int] = field(default_factory=dict)
    advisory: dict[str, int] = field(default_factory=dict)
    whole_tables: dict[str, int] = field(default_factory=dict)
    shared: dict[str, int] = field(default_factory=dict)
    growing: dict[str, int] = field(default_factory=dict)

    def see(self, rows: list[tuple[int, str, str, bool, str]]) -> None:
        self.looks += 1
        self.most_held = max(self.most_held, len(rows))
        holders: dict[tuple[str, str], set[int]] = {}
        for pid, kind, mode, granted, thing in rows:
            if kind == "extend":
                _count(self.growing, thing)
                continue
            if not granted:
                _count(self.waiting, f"{kind} {mode} {thing}")
            if kind == "advisory":
                _count(self.advisory, thing)
            if kind == "relation" and mode in RELATION_LOCKS_OF_ROWS:
                continue
            if kind == "relation":
                _count(self.whole_tables, f"{mode} {thing}")
            holders.setdefault((kind, thing), set()).add(pid)
        for (kind, thing), pids in holders.items():
            if len(pids) > 1:
                _count(self.shared, f"{kind} {thing}")


def _count(counts: dict[str, int], name: str) -> None:
    counts[name] = counts.get(name, 0) + 1


@dataclass
class Run:
    """One measurement. `acts_a_second` counts saves, each an act with its event."""

    writers: int
    saves: int
    seconds: float
    acts_a_second: float
    raced: int
    locks: Locks | None


class Races(logging.Handler):
    """Counts the acts that lost a race and started again."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += "lost a race" in record.getMessage()


def measure(writers: int, saves: int) -> Run:
    """So many processes save a section of a document of their own so many times each."""
    return measured(_drafts(writers), _write, saves)


def measured(stages: Sequence[tuple[UUID, ...]], work: Work, each: int) -> Run:
    """One process for each stage does `work` at the same time, so many acts each.

    Raises RuntimeError when one of them fails."""
    writers, saves = len(stages), each
    is_postgres = connection.vendor == "postgresql"
    connections.close_all()  # no child may use the parent's
    context = multiprocessing.get_context("fork")
    start, results = context.Barrier(writers + 1), context.Queue()
    processes = [context.Process(target=work, args=(*stage, saves, start, results)) for stage in stages]
    for process in processes:
        process.start()
    locks, ended = Locks(), threading.Event()
    watcher = threading.Thread(target=_watch, args=(locks, ended))
    start.wait()
    began = time.monotonic()
    if is_postgres:
        watcher.start()
    races = [results.get() for _process in processes]
    seconds = time.monotonic() - began
    ended.set()
    for thing in (*processes, *([watcher] if is_postgres else [])):
        thing.join()
    if min(races) < 0:
        raise RuntimeError("a writer failed, as it says above")
    total = writers * saves
    return Run(
        writers,
        total,
        round(seconds, 2),
        round(total / seconds, 1),
        sum(races),
        locks if is_postgres else None,
    )


def _drafts(count: int) -> list[tuple[UUID, UUID]]:
    """Keys of an officer and a section in each of so many documents of one organisation: the hardest case."""
    name = new_id().hex[-10:]
    organisation = make_organisation(f"B-{name}".upper())
    officer = make_person(f"{name}@benchmark.example")
    make_member(officer, organisation, Role.INFORMATION_OFFICER)
    documents = [make_document(organisation, officer, title=f"Document {number}") for number in range(count)]
    return [(officer.pk, draft_of(document).sections.first().pk) for document in documents]


def _write(officer: UUID, section: UUID, saves: int, start: Barrier, results: Queue[int]) -> None:
    with counted(results):
        person, mine = User.objects.get(pk=officer), Section.objects.get(pk=section)
        start.wait()
        for number in range(saves):
            mine = save_section(mine, by=person, body=f"Text {number} of section {section}.", base=mine.lock)


@contextmanager
def counted(results: Queue[int]) -> Iterator[None]:
    """The work of one process. Puts how many races it lost, or -1 if it failed."""
    races, done = Races(), False
    logger = logging.getLogger("audit.acts")
    logger.setLevel(logging.INFO)
    logger.addHandler(races)
    try:
        yield
        done = True
    finally:
        results.put(races.count if done else -1)
        connection.close()


def _watch(locks: Locks, ended: threading.Event) -> None:
    with connection.cursor() as cursor:
        while not ended.wait(0.005):
            cursor.execute(WATCHED)
            locks.see(cursor.fetchall())
    connection.close()


def say(run: Run) -> str:
    line = (
        f"{run.writers:>3} writers: {run.acts_a_second:>7.1f} saves a second ({run.saves} in {run.seconds} s)"
    )
    if run.raced:
        line += f", {run.raced} started again"
    if run.locks is not None:
        names = ("waiting", "advisory", "whole_tables", "shared", "growing")
        found = ", ".join(f"{name} {sum(getattr(run.locks, name).values())}" for name in names)
        line += f"; pg_locks, looked at {run.locks.looks} times: {found}"
    return line


def main(words: Sequence[str]) -> None:
    compare(words, "writers", measure)


def compare(words: Sequence[str], name: str, measure: Callable[[int, int], Run]) -> None:
    """One and many by turns, told as lines or as JSON."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks {name}")
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--saves", type=int, default=100, help="by each writer")
    parser.add_argument(
        "--rounds", type=int, default=3, help="one writer and many by turns; the median counts"
    )
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(words)
    rounds = [
        (measure(1, chosen.saves * 4), measure(chosen.writers, chosen.saves))
        for _round in range(chosen.rounds)
    ]
    ratio = round(median(many.acts_a_second / one.acts_a_second for one, many in rounds), 2)
    if chosen.json:
        runs = [{"one": asdict(one), "many": asdict(many)} for one, many in rounds]
        print(json.dumps({"engine": connection.vendor, "ratio": ratio, "rounds": runs}))
        return
    for one, many in rounds:
        print(say(one))
        print(say(many))
    print(f"{ratio} times one writer on {connection.vendor}, the median of {chosen.rounds} rounds")
