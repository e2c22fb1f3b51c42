"""The first real register: seven public lists, and a real text from a file to a published Code of Practice.

Everything happens as it would for an officer: commands and a worker in processes of their own, on a database
that keeps what they commit.
"""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections import Counter
from types import SimpleNamespace

import pytest

from tests.faults.databases import ROOT, command, environment
from tests.governance.pdf.helpers import assert_sound, words_of
from tests.real import data

OFFICER, APPROVER = "officer@bathnes.example", "manager@bathnes.example"
KEEPER = "keeper@northshire.example"
COUNCIL, COUNCILS = "ENG-BAS", "local-authorities-england.csv"
FORUM = "Information governance board, minute 7"
IN_THE_HISTORY = ("Taken from our statement", OFFICER, APPROVER, "approved", "In force from", "1.0")


@pytest.fixture
def machine(database_url):
    data.need_data()
    return Machine(database_url)


class Machine:
    """Runs commands on one database, and keeps how long each took."""

    def __init__(self, url):
        self.environment = environment(url)
        self.seconds = {}

    def run(self, *words, name=""):
        began = time.monotonic()
        done = subprocess.run(
            command(*words), env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stdout + done.stderr
        self.seconds[name or words[1]] = time.monotonic() - began
        return done.stdout

    def manage(self, *words, name=""):
        return self.run("manage.py", *words, name=name)

    def desk(self, *words):
        return json.loads(self.run("-m", "tests.real.launch", "desk", *words, name=words[0]))


@pytest.mark.long
def test_every_cell_of_the_seven_lists_is_in_the_register(machine, record_property):
    first = machine.manage("import_organisations", *data.files(), name="first")
    found = machine.desk("register")
    second = machine.manage("import_organisations", *reversed(data.files()), name="second")

    listed = list(data.rows())
    owners = owners_of(found)
    by_code = {body["code"]: body for body in found["organisations"]}
    compared, filled = compare(found, listed)

    names = Counter(code for code in owners.values())
    merged = sorted(code for code, count in names.items() if count > 1)
    lines = [line for line in first.splitlines() if line.startswith("One body: ")]
    assert len(lines) == len(listed) - len(by_code)
    assert all(any(f"({code})" in line for line in lines) for code in merged)
    assert len(by_code) == 1761
    assert "Nothing to change: the register agrees with these lists." in second
    assert machine.desk("register") == found
    machine.manage("verify_audit")
    record_property(
        "figure",
        f"{len(by_code)} bodies of {len(listed)} rows in seven lists, {len(lines)} merged "
        f"({'; '.join(line.removeprefix('One body: ') for line in lines)})",
    )
    record_property(
        "figure",
        f"{len(owners)} identifiers, {filled['starts_on']} start and {filled['ends_on']} end dates, "
        f"{sum(compared.values())} cells in all compared with the lists: 0 differ",
    )
    record_property(
        "figure",
        f"imported in {machine.seconds['first']:.1f} s; the second run changed nothing, "
        f"in {machine.seconds['second']:.1f} s",
    )


def owners_of(found):
    """The code of the organisation that has each key of each list."""
    return {(scheme, key): code for scheme, key, code in found["identifiers"]}


def compare(found, listed):
    """Holds every cell of the lists beside the register; how many of each field were compared, and filled."""
    owners = owners_of(found)
    assert owners.keys() == {(scheme, key) for scheme, key, _cells in listed}
    assert len(owners) == len(listed)
    by_code = {body["code"]: body for body in found["organisations"]}
    compared, filled, wrong = Counter(), Counter(), []
    for scheme, key, cells in listed:
        for field, cell in cells.items():
            compared[field] += 1
            filled[field] += cell != ""
            held = by_code[owners[scheme, key]][field] or ""
            if held != str(cell):
                wrong.append((scheme, key, field, held, str(cell)))
    assert wrong == []
    return compared, filled


@pytest.mark.long
def test_the_seven_lists_come_in_on_screen(machine, tmp_path, record_property):
    machine.desk("keep_register", "NCC", "Northshire County Council")
    machine.manage("add_person", KEEPER, "--organisation", "NCC", "--role", "administrator")
    machine.manage("add_person", OFFICER, "--organisation", "NCC", "--role", "information_officer")
    broken = tmp_path / "local-authorities-england.csv"
    rows = (data.FOLDER / broken.name).read_text(encoding="utf-8-sig").splitlines(keepends=True)
    broken.write_text("".join([rows[0], rows[1].replace(",", ",,", 1), *rows[2:]]), encoding="utf-8")

    faulty = machine.desk(
        "upload_lists", KEEPER, *[file for file in data.files() if broken.name not in file], str(broken)
    )
    machine.manage("work", "--until-idle", name="check of broken lists")
    refused = machine.desk("read", KEEPER, faulty)[faulty]["text"]
    assert machine.desk("register")["identifiers"] == []

    path = machine.desk("upload_lists", KEEPER, *data.files())
    machine.manage("work", "--until-idle", name="check")
    ready = machine.desk("read", KEEPER, path)[path]["text"]
    machine.desk("bring_in", KEEPER, path)
    waiting = machine.desk("read", KEEPER, path)[path]["text"]
    ran = machine.manage("work", "--until-idle", name="import").splitlines()[-1]
    pages = machine.desk("read", KEEPER, path, "/organisations/import/")
    others = machine.desk("read", OFFICER, path)[path]["status"]
    found = machine.desk("register")
    machine.manage("verify_audit")

    assert "1 row cannot be used" in refused
    assert "local-authorities-england.csv , line 2" in refused
    assert "Error: The row has more or fewer columns than the heading" in refused
    assert "Rows 1,762 New 1,761 Changed 0 Unchanged 0 In several lists 1" in ready
    assert "Dates without a day 66" in ready
    assert "Bring in 1,761 organisations" in ready
    assert "The organisations are being brought in" in waiting
    assert ran == "jobs run: 2"  # and the search
    assert "1,761 organisations were written" in pages[path]["text"]
    assert "Brought in" in pages["/organisations/import/"]["text"]
    assert others == 403
    listed = list(data.rows())
    compared, _filled = compare(found, listed)
    assert len(found["organisations"]) == 1762  # the keeper beside them
    record_property(
        "figure",
        f"{len(listed)} rows uploaded, checked in {machine.seconds['check']:.1f} s, agreed to and brought in in "
        f"{machine.seconds['import']:.1f} s on screen; {sum(compared.values())} cells compared: 0 differ",
    )


@pytest.mark.long
def test_a_real_text_becomes_a_published_code_of_practice(machine, tmp_path, record_property):
    began = time.monotonic()
    machine.manage("import_organisations", str(data.FOLDER / COUNCILS))
    for email, role in ((OFFICER, "information_officer"), (APPROVER, "manager")):
        machine.manage("add_person", email, "--organisation", COUNCIL, "--role", role)

    imported = machine.manage(
        "import_document", str(data.STATEMENT), "--organisation", COUNCIL, "--kind", "code_of_practice"
    )
    reference = re.search(rf"\b{COUNCIL}-COP-\d+\b", imported)[0]
    machine.desk("submit", OFFICER, reference)
    machine.desk("approve_and_publish", APPROVER, reference)
    assert machine.manage("work", "--until-idle").splitlines()[-1] == "jobs run: 2"  # the PDF and the search
    kept, fresh = tmp_path / "kept.pdf", tmp_path / "fresh.pdf"
    machine.manage("export_pdf", reference, "-o", str(kept), name="kept")
    machine.manage("export_pdf", reference, "--fresh", "-o", str(fresh), name="fresh")
    machine.manage("verify_audit")

    standing = SimpleNamespace(**machine.desk("standing", reference))
    pdf = f"/documents/{reference}/versions/1.0.pdf"
    page, history = f"/documents/{reference}/", f"/documents/{reference}/history/"
    read = machine.desk("read", "-", page, pdf)
    officers = machine.desk("read", OFFICER, page, history)
    took = time.monotonic() - began

    assert standing.state == "published"
    assert kept.read_bytes() == fresh.read_bytes()
    assert (read[pdf]["status"], bytes.fromhex(read[pdf]["text"])) == (200, kept.read_bytes())
    assert_sound(kept.read_bytes(), tmp_path)
    words = check_words(data.paragraphs(), page=read[page], printed=words_of(kept.read_bytes()))
    assert officers[page]["status"] == officers[history]["status"] == 200
    assert [part for part in IN_THE_HISTORY if part not in officers[history]["text"]] == []
    assert "".join(FORUM.split()) in words_of(kept.read_bytes())
    record_property(
        "figure",
        f"{words} words of {data.STATEMENT.name} in {standing.sections} sections; all, in order, on the page and in "
        f"the PDF ({standing.pages} pages, {standing.size / 1024:.0f} kB, the same bytes when made again)",
    )
    seconds = {name: f"{value:.1f}" for name, value in machine.seconds.items()}
    record_property(
        "figure",
        f"seconds: import {seconds['import_document']}, submit {seconds['submit']}, approve and publish "
        f"{seconds['approve_and_publish']}, worker with PDF {seconds['work']}, "
        f"from an empty register to the published page {took:.0f}; each with the start of a process",
    )


def check_words(paragraphs, *, page, printed):
    """How many words there are. Every paragraph stands whole on the page and in the PDF, in the same order."""
    assert page["status"] == 200
    for place, text in (("page", "".join(page["text"].split())), ("PDF", printed)):
        at = 0
        for paragraph in paragraphs:
            found = text.find("".join(paragraph.split()), at)
            assert found >= 0, f"not on the {place} in its order: {paragraph}"
            at = found + 1
    return sum(len(paragraph.split()) for paragraph in paragraphs)
