"""bin/show may say `ok` only where every test named for a claim ran and passed."""

import textwrap

import pytest

from tests.show import proof
from tests.show.house import CLAIMS

TOLD = """
    import os

    def pytest_terminal_summary(terminalreporter):
        terminalreporter.write_line(f"database: {os.environ.get('ENGINE', 'SQLite')} 15.18 through a driver")
"""


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Runs tests written on the spot, and tells what a claim on them would say."""
    monkeypatch.setattr(proof, "ROOT", tmp_path)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # quick to start
    monkeypatch.setenv("PYTEST_PLUGINS", "xdist.plugin")

    def written(text, ids=("test_it.py",), engines=("sqlite",)):
        (tmp_path / "pytest.ini").write_text("[pytest]\n")
        (tmp_path / "conftest.py").write_text(textwrap.dedent(TOLD))
        with_postgres = tmp_path / "bin" / "with-postgres"
        with_postgres.parent.mkdir(exist_ok=True)
        with_postgres.write_text('#!/bin/sh\nENGINE="${ENGINE:-PostgreSQL}" exec "$@"\n')
        with_postgres.chmod(0o755)
        (tmp_path / "test_it.py").write_text(textwrap.dedent(text))
        return proof.show(
            proof.Claim(1, "It holds.", tuple(proof.Tests(ids, engine=engine) for engine in engines))
        )

    return written


def test_a_claim_holds_when_its_tests_pass(written):
    result = written("""
        def test_one(record_property):
            record_property("figure", "7 of 7")
    """)

    assert result.holds
    assert result.figures == ["7 of 7"]
    assert result.behind == ["test_it.py (1 of 1 tests on sqlite)"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("def test_one(): assert False", ("test_it.py",)),
        ("import pytest\ndef test_one(): pytest.skip('later')\ndef test_two(): pass", ("test_it.py",)),
        ("def test_one(): pass", ("test_it.py::test_two",)),
        ("def test_one(): pass", ("test_it.py", "test_that.py")),
        ("def test_one(x): pass", ("test_it.py",)),
        ("", ("test_it.py",)),
    ],
    ids=["fails", "skips", "is not there", "file is not there", "cannot start", "is empty"],
)
def test_a_claim_is_short_when_a_test(written, text, ids):
    result = written(text, ids)

    assert not result.holds
    assert result.faults != []


def test_a_fault_says_why_in_one_line(written):
    failed = written("def test_one(): raise ValueError('the\\nwhole story')")
    broken = written("def test_one(x): pass")

    assert failed.faults == ["failure: test_it.test_one: ValueError: the"]
    [fault] = broken.faults
    assert fault.startswith("error: test_it.test_one: failed on setup with ")


SPLIT = """
    import os, pytest
    engine = os.environ.get("ENGINE", "SQLite")

    @pytest.mark.skipif(engine != "PostgreSQL", reason="needs PostgreSQL: bin/test --postgres")
    def test_one(): pass

    @pytest.mark.skipif(engine != "SQLite", reason="needs SQLite: only it can")
    def test_two(): pass

    def test_three(): pass
"""
ONE = "skipped: test_it.test_one: needs PostgreSQL: bin/test --postgres"
TWO = "skipped: test_it.test_two: needs SQLite: only it can"


def test_a_skip_is_excused_where_the_same_test_passed_on_the_engine_that_it_needs(written):
    result = written(SPLIT, engines=("sqlite", "postgres"))

    assert result.holds
    assert result.behind == [
        "test_it.py (2 of 2 tests on sqlite; 1 are of the other engine)",
        "test_it.py (2 of 2 tests on postgres; 1 are of the other engine)",
    ]


@pytest.mark.parametrize(("engine", "fault"), [("sqlite", ONE), ("postgres", TWO)])
def test_a_skip_is_not_excused_where_the_claim_never_ran_on_the_other_engine(written, engine, fault):
    assert written(SPLIT, engines=(engine, engine)).faults == [fault]


def test_a_skip_is_not_excused_by_a_namesake_in_another_file(written, tmp_path):
    (tmp_path / "test_that.py").write_text(textwrap.dedent(SPLIT))

    here = proof.Tests(("test_it.py",))
    written(SPLIT)
    there = proof.Tests(("test_that.py::test_one",), engine="postgres")

    assert proof.show(proof.Claim(1, "It holds.", (here, there))).faults == [ONE]


def test_a_skip_is_not_excused_by_a_failure_there(written):
    result = written(
        SPLIT.replace("test_one(): pass", "test_one(): assert False"), engines=("sqlite", "postgres")
    )

    assert result.faults == ["failure: test_it.test_one: assert False", ONE]


def test_what_ran_on_another_engine_than_was_asked_for_shows_nothing_of_that_engine(written, monkeypatch):
    monkeypatch.setenv("ENGINE", "SQLite")

    result = written("def test_one(): pass", engines=("postgres",))

    assert result.faults == ["ran on sqlite, not on postgres"]
    assert result.passed == {("test_it.test_one", "sqlite")}


def test_a_skip_that_needs_the_very_engine_it_ran_on_is_a_fault(written):
    text = 'import pytest\n\n@pytest.mark.skip(reason="needs SQLite")\ndef test_one(): pass\n'

    assert written(text).faults == ["skipped: test_it.test_one: needs SQLite"]


def test_a_claim_without_proof_is_short():
    assert proof.show(proof.Claim(1, "It holds.")).faults == ["nothing shows it yet"]


@pytest.mark.parametrize(
    ("script", "holds"), [("echo figure: 3 s", True), ("echo figure: 3 s; exit 1", False)]
)
def test_a_command_holds_when_it_exits_with_0(script, holds):
    result = proof.show(proof.Claim(1, "It holds.", (proof.Command(("sh", "-c", script)),)))

    assert result.holds is holds
    assert result.figures == ["3 s"]


def test_the_claims_are_numbered():
    assert [claim.number for claim in CLAIMS] == [1, 2, 3, 4, 5, 6, 7, 8]
