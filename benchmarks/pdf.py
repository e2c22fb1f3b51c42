"""What a PDF costs: CPU seconds and peak memory of the process that makes it, for texts of so many pages.

`python -m benchmarks pdf --pages 1 10 50` needs no database. Each size is measured in a process of its own,
because the system keeps one peak for all children of a process.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from governance.kinds import PlainSection
from governance.pdf.body import printed
from governance.pdf.facts import Facts, HistoryLine
from governance.pdf.html import compose
from governance.pdf.render import ROOT, Printable, to_pdf

SENTENCE = (
    "Before you share, ask what the other person needs to know to keep the child safe, and share that much. "
    "Write down what you shared, with whom and why, on the same day. "
)
TABLE = "| Step | Who | By when |\n| --- | --- | --- |\n" + "".join(
    f"| Check the name and the date of birth, line {n} | Duty officer | Same day |\n" for n in range(1, 5)
)


@dataclass(frozen=True)
class Cost:
    """One measurement. `pages` with cover, control block and contents.

    `memory`: bytes at the peak of the process that made it; never less than `floor`, the peak of the process that
    started it, as the system counts a child from the copy of its parent on.
    """

    wanted: int
    pages: int
    size: int
    cpu_seconds: float
    wall_seconds: float
    memory: int
    floor: int
    sha256: str


def text_of(pages: int) -> Printable:
    """A Code with headings, prose, a list and a table on each page, the same each time."""
    sections = [
        PlainSection(
            f"section-{number}",
            f"How we share, part {number}",
            "\n\n".join(
                [
                    SENTENCE * 6,
                    "- Say who you are.\n- Say what you ask for.\n- Say **why** you ask.",
                    TABLE,
                    "### What to write down",
                    SENTENCE * 6,
                ]
            ),
        )
        for number in range(1, pages + 1)
    ]
    return compose(FACTS, printed(sections))


FACTS = Facts(
    organisation="Northshire County Council",
    kind="Code of Practice",
    reference="NCC-COP-0001",
    title="Sharing to protect",
    number="1.0",
    language="en-gb",
    marking="OFFICIAL",
    draft_word="",
    cover=(("Version", "1.0"), ("In force from", "1 December 2026")),
    control=(("Reference", "NCC-COP-0001"), ("Protective marking", "OFFICIAL")),
    versions=(HistoryLine("1.0", "1 December 2026", "First edition", "Joy Okoro"),),
    address="https://register.example/documents/NCC-COP-0001/",
    author="Northshire County Council",
    stamp="2026-11-24T09:00:00Z",
)


def measure_here(pages: int) -> Cost:
    """Makes one PDF. Right only in a process that has had no other child."""
    what = text_of(pages)
    began = time.monotonic()
    pdf = to_pdf(what)
    wall = time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(
        wanted=pages,
        pages=pdf.pages,
        size=len(pdf.content),
        cpu_seconds=round(used.ru_utime + used.ru_stime, 2),
        wall_seconds=round(wall, 2),
        memory=used.ru_maxrss * 1024,
        floor=own_peak() * 1024,
        sha256=pdf.sha256,
    )


def own_peak() -> int:
    """Kilobytes at the peak of this program; getrusage would count what stood here before it, such as pytest."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


def measure(pages: int, *, environment: dict[str, str] | None = None) -> Cost:
    """Makes one PDF in a new process. Raises CalledProcessError when that fails."""
    done = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-m", "benchmarks", "pdf", "--alone", "--pages", str(pages)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Cost(**json.loads(done.stdout))


def say(cost: Cost) -> str:
    megabytes = f"{'at most ' if cost.memory <= cost.floor else ''}{cost.memory / 2**20:.0f} MB"
    return (
        f"PDF of {cost.wanted} {'page' if cost.wanted == 1 else 'pages'} of text ({cost.pages} in all, "
        f"{cost.size / 1024:.0f} kB): {cost.cpu_seconds} CPU seconds, {megabytes} at the peak, "
        f"{cost.wall_seconds} s on the clock"
    )


def main(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks pdf")
    parser.add_argument("--pages", type=int, nargs="+", default=[1, 10, 50], help="of text")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--alone", action="store_true", help="one size, in this very process, as JSON")
    chosen = parser.parse_args(words)
    if chosen.alone:
        print(json.dumps(asdict(measure_here(chosen.pages[0]))))
        return
    costs = [measure(pages) for pages in chosen.pages]
    for cost in costs:
        print(json.dumps(asdict(cost)) if chosen.json else say(cost))
