"""The table of the national register brings what its log brings; a broken row of either is named, nothing written."""

from __future__ import annotations

import csv
import hashlib
import re

import pytest
from django.core.management import CommandError, call_command

from governance.models import Document, DocumentVersion
from tests.once import made_once
from tests.real.agreements import KEY, LOG, TABLE, bring_in_bodies, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bodies")]
bodies = made_once(bring_in_bodies)


def test_the_table_alone_brings_the_same_38():
    call_command("import_agreements", str(TABLE), verbosity=0)

    with TABLE.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted(Document.objects.values_list("reference", flat=True)) == [
        f"DEA-{n:04d}" for n in range(1, 39)
    ]
    for row in rows:
        version = DocumentVersion.objects.get(document__reference=f"DEA-{int(row[KEY]):04d}")
        assert str(version.terms.ends_on) == row["end-date"]
        assert words(version.title) == words(row["name"])


@pytest.mark.parametrize(
    ("was", "becomes", "place"),
    [
        ('"2018-09-06"', '"2018-13-06"', ": start-date: "),
        ('"government-organisation:D25"]', '"government-organisation:NONE"]', ": controllers: "),
    ],
)
def test_a_broken_row_of_the_log_is_named_and_nothing_is_written(tmp_path, was, becomes, place):
    lines, digests = [], {}
    for line in LOG.read_text(encoding="utf-8").split("\n"):
        if line.startswith("add-item"):
            old, new = line.split("\t")[1], line.split("\t")[1].replace(was, becomes)
            digests[hashlib.sha256(old.encode()).hexdigest()] = hashlib.sha256(new.encode()).hexdigest()
            line = f"add-item\t{new}"
        for old, new in digests.items():
            line = line.replace(old, new)
        lines.append(line)
    broken = tmp_path / "broken.rsf"
    broken.write_text("\n".join(lines), encoding="utf-8")

    with pytest.raises(CommandError) as refused:
        call_command("import_agreements", str(broken))

    first = str(refused.value).splitlines()[0]
    assert re.match(r"broken\.rsf:\d+: ", first)
    assert place in first
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda t: t.replace("purpose,retention", "porpoise,retention", 1), "broken.csv:1: purpose: the column"),
        (lambda t: t.replace("2019-03-31,1,", "31/03/2019,1,", 1), "broken.csv:2: end-date: “31/03/2019”"),
        (lambda t: t + t.split("\n", 1)[1].split("\n", 1)[0] + "\n", f"{KEY}: the key 1 stands already in line 2"),
        (lambda t: t.replace("Companies", "Compañies", 1).encode("latin-1", "replace"), "broken.csv:2: the file is"),
    ],
    ids=["column", "day", "twice", "encoding"],
)  # fmt: skip
def test_a_broken_row_of_the_table_is_named_and_nothing_is_written(tmp_path, change, place):
    changed = change(TABLE.read_text(encoding="utf-8-sig"))
    broken = tmp_path / "broken.csv"
    broken.write_bytes(changed if isinstance(changed, bytes) else changed.encode())

    with pytest.raises(CommandError) as refused:
        call_command("import_agreements", str(broken))

    assert place in str(refused.value)
    assert "Nothing was imported" in str(refused.value)
    assert not Document.objects.exists()
