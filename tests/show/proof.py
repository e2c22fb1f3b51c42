"""Runs what stands behind a claim, and says whether it holds.

A claim holds only if every test named for it was found, ran and passed: a test that was skipped, or that is
not there, leaves it short. A test that was skipped because it needs the other engine is excused only if the same
test passed on that engine in another part of the same claim; on which engine a part ran is read from what the
run itself tells at its end, not from what the part asked for. Figures come from the tests, through
`record_property("figure", "...")`.
"""

import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

ENDS = ("failure", "error", "skipped")
ENGINES = {
    "SQLite": "sqlite",
    "PostgreSQL": "postgres",
}  # as tests/conftest.py tells them, and as a part asks
NEEDS = re.compile(rf"needs ({'|'.join(ENGINES)})\b")
TOLD = re.compile(rf"^database: ({'|'.join(ENGINES)})\b", re.MULTILINE)
LONGEST = 200  # characters of what a test said
ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Tests:
    """Tests by node id or file; `engine` is sqlite or postgres."""

    ids: tuple[str, ...]
    engine: str = "sqlite"
    workers: int = 0


@dataclass(frozen=True)
class Command:
    """A command that exits 0 if what it shows holds; lines that begin with `figure:` are its figures."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    number: int
    sentence: str
    parts: tuple[Tests | Command, ...] = ()


@dataclass
class Result:
    holds: bool = False
    figures: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0
    passed: set[tuple[str, str]] = field(default_factory=set)  # name of a test, engine that it passed on
    elsewhere: dict[tuple[str, str], str] = field(default_factory=dict)  # must have passed; why skipped


def show(claim: Claim) -> Result:
    """Runs all parts of the claim, also after one that failed. A claim with no part is short."""
    result = Result(faults=[] if claim.parts else ["nothing shows it yet"])
    begun = time.monotonic()
    for part in claim.parts:
        run_tests(part, result) if isinstance(part, Tests) else run_command(part, result)
    for (name, engine), why in result.elsewhere.items():
        if (name, engine) not in result.passed:
            result.faults.append(f"skipped: {name}: {why}")
    result.seconds = time.monotonic() - begun
    result.holds = not result.faults
    return result


def run_tests(part: Tests, result: Result) -> None:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        pytest = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-m",
            "",
            "-n",
            str(part.workers),
            f"--junitxml={report}",
            "-o",
            "junit_family=xunit1",  # the one that keeps figures
        ]
        before = ["bin/with-postgres"] if part.engine == "postgres" else []
        done = subprocess.run(
            [*before, *pytest, *part.ids], cwd=ROOT, capture_output=True, text=True, check=False
        )
        cases = list(ElementTree.parse(report).iter("testcase")) if report.exists() else []
    ended = {name: [case for case in cases if case.find(name) is not None] for name in ENDS}
    good = [case for case in cases if not any(case in some for some in ended.values())]
    engines = {ENGINES[told] for told in TOLD.findall(done.stdout)}  # none if no test asked the database
    result.faults += [f"ran on {engine}, not on {part.engine}" for engine in sorted(engines - {part.engine})]
    result.passed |= {(named(case), engine) for case in good for engine in engines if len(engines) == 1}
    other = [case for case in ended["skipped"] if needs(case) not in (None, part.engine)]
    result.elsewhere |= {(named(case), str(needs(case))): why_skipped(case) for case in other}
    line = f"{' '.join(part.ids)} ({len(good)} of {len(cases) - len(other)} tests on {part.engine}"
    result.behind.append(f"{line}; {len(other)} are of the other engine)" if other else f"{line})")
    result.figures += [
        prop.get("value", "")
        for case in cases
        for prop in case.iter("property")
        if prop.get("name") == "figure"
    ]
    for name, some in ended.items():
        result.faults += [f"{name}: {named(case)}{why(case, name)}" for case in some if case not in other]
    if not cases or (done.returncode and not any(ended.values())):
        last = (done.stdout + done.stderr).strip().splitlines()[-1:]
        result.faults.append(f"pytest ended with {done.returncode}: {' '.join(last)}")


def named(case: ElementTree.Element) -> str:
    return f"{case.get('classname')}.{case.get('name')}"


def why(case: ElementTree.Element, ended: str) -> str:
    """What the test said when it failed, in one line."""
    found = case.find(ended)
    said = (found.get("message") or "").split("\n", 1)[0] if found is not None else ""
    return f": {said[:LONGEST]}" if said else ""


def why_skipped(case: ElementTree.Element) -> str:
    found = case.find("skipped")
    return found.get("message") or "" if found is not None else ""


def needs(case: ElementTree.Element) -> str | None:
    """The engine for the want of which the test was skipped."""
    found = NEEDS.match(why_skipped(case))
    return ENGINES[found[1]] if found else None


def run_command(part: Command, result: Result) -> None:
    done = subprocess.run(part.words, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    result.behind.append(" ".join(part.words))
    result.figures += [line.removeprefix("figure:").strip() for line in lines if line.startswith("figure:")]
    if done.returncode:
        last = (lines + done.stderr.splitlines())[-3:]
        result.faults.append(f"{' '.join(part.words)} ended with {done.returncode}: {' / '.join(last)}")


def tell(claim: Claim, result: Result) -> str:
    """The lines printed for a claim."""
    head = f"{'ok   ' if result.holds else 'short'} {claim.number}. {claim.sentence} [{result.seconds:.0f} s]"
    lines = [f"         figure: {figure}" for figure in result.figures]
    lines += [f"         shown by: {behind}" for behind in result.behind]
    lines += [f"         short: {fault}" for fault in result.faults]
    return "\n".join([head, *lines])
