"""bin/show may say `ok` only where every test named for a claim ran and passed."""

import textwrap

import pytest

from tests.show import proof
from tests.show.house import CLAIMS


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Runs tests written on the spot, and tells what a claim on them would say."""
    monkeypatch.setattr(proof, "ROOT", tmp_path)

    def written(text, ids=("test_it.py",)):
        (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -p no:django -p no:randomly\n")
        (tmp_path / "test_it.py").write_text(textwrap.dedent(text))
        return proof.show(proof.Claim(1, "It holds.", (proof.Tests(ids),)))

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


SPLIT = """
    import os, pytest

    @pytest.mark.skipif(os.environ.get("DATABASE_URL") != "x", reason="needs PostgreSQL: bin/test --postgres")
    def test_one(): pass

    def test_two(): pass
"""


def test_a_test_of_the_other_engine_must_have_passed_there(written, monkeypatch):
    alone = written(SPLIT)
    monkeypatch.setenv("DATABASE_URL", "x")
    there = written(SPLIT)

    assert alone.faults == ["skipped: test_it.test_one: needs PostgreSQL: bin/test --postgres"]
    assert alone.behind == ["test_it.py (1 of 1 tests on sqlite; 1 are of the other engine)"]
    assert there.holds
    assert alone.elsewhere.keys() <= there.passed


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
