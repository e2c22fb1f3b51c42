"""The national register of agreements, from its log and from its table, compared with what the product holds.

What the files say is read here without a line of the product's own code.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from audit.actors import job
from governance.models import Document, DocumentVersion
from organisations.models import Identifier
from organisations.services.imports import import_organisations
from organisations.services.reading import read_files
from protocols.models import RegisterEntry
from tests.real import data

pytestmark = pytest.mark.django_db
LOG, TABLE = data.FOLDER / "dea-agreements.rsf", data.FOLDER / "dea-agreements.csv"
KEY = "information-sharing-agreement-0001"
TEXTS = {
    "purpose": "purpose", "information-sharing-benefits": "benefits", "disclosed-information": "information",
    "information-sharing-method": "method",
}  # fmt: skip
POWERS = {"2": "dea_fuel_poverty", "6": "dea_debt", "7": "dea_fraud", "1": "dea_multiple_disadvantages"}


@pytest.fixture
def bodies():
    """The bodies of the seven lists that the agreements name."""
    data.need_data()
    listed = read_files([Path(name) for name in data.files()]).bodies
    import_organisations([body for body in listed if body.identifier in codes()], by=job("tests"))


@pytest.fixture
def imported(bodies, capsys):
    call_command("import_agreements", str(LOG))
    return capsys.readouterr().out


def entries():
    """Key, time and fields of each entry of the log, in its order."""
    items = {}
    for line in LOG.read_text(encoding="utf-8").split("\n"):
        parts = line.split("\t")
        if parts[0] == "add-item":
            items["sha-256:" + hashlib.sha256(parts[1].encode()).hexdigest()] = json.loads(parts[1])
        elif parts[:2] == ["append-entry", "user"]:
            yield parts[2], parts[3], items[parts[4]]


def codes():
    """Every code of a body that an agreement names."""
    named = (
        item.get(column, []) for _key, _time, item in entries() for column in ("controllers", "processors")
    )
    return {code for some in named for code in some}


def words(text):
    """The words alone: no signs of lists, no spacing."""
    return re.findall(r"[^\W_]+", text)


def test_every_field_of_every_entry_of_the_log_is_held(imported, record_property):
    owners = {str(row): row.organisation.name for row in Identifier.objects.select_related("organisation")}
    compared, versions = Counter(), Counter()
    for key, moment, item in entries():
        number = f"1.{versions[key]}"
        versions[key] += 1
        version = DocumentVersion.objects.get(
            document__reference=f"DEA-{int(key):04d}", major=1, minor=number[2:]
        )
        terms = version.terms
        sections = {section.key: section.body for section in version.sections.all()}
        assert version.published_at.strftime("%Y-%m-%dT%H:%M:%SZ") == moment
        assert words(version.title) == words(item["name"])
        for field, section in TEXTS.items():
            assert words(sections[section]) == words(item.get(field, ""))
            compared[field] += field in item
        for field, held in (
            ("start-date", terms.starts_on), ("end-date", terms.ends_on), ("review-date", terms.review_on),
            ("retention-period", terms.retention),
        ):  # fmt: skip
            assert str(held or "") == item.get(field, "")
            compared[field] += field in item
        assert words(terms.contact) == words(item["contact"])
        assert terms.areas.splitlines() == item.get("area-names", [])
        power = POWERS[item["legal-power-disclosure"].rpartition(":")[2]]
        assert [row.key for row in version.legal_powers.all()] == [power]
        gives = [owners[code] for code in item["controllers"]] + item.get("controller-names", [])
        takes = [owners[code] for code in item.get("processors", [])] + item.get("processor-names", [])
        held = {(party.name, party.direction) for party in version.parties.all()}
        assert {name for name, way in held if way in ("discloser", "both")} == set(gives)
        assert {name for name, way in held if way in ("recipient", "both")} == set(takes)
        compared.update(
            field for field in ("name", "contact", "area-names", "legal-power-disclosure") if field in item
        )
        compared.update(field for field in ("controllers", "processors") if field in item)
        compared.update(field for field in ("controller-names", "processor-names") if field in item)
        assert {*item} - {KEY} <= {*compared}
    assert sorted(versions) == sorted(map(str, range(1, 39)))
    assert {key: count for key, count in versions.items() if count > 1} == {"2": 2, "4": 2}
    assert DocumentVersion.objects.count() == 40
    record_property(
        "figure", f"40 entries, 38 agreements, {sum(compared.values())} values compared, 0 differ"
    )


def test_codes_resolve_who_names_no_recipient_stays_so_and_every_oddity_is_told(imported):
    assert len(codes()) == 40
    assert {str(row) for row in Identifier.objects.all()} == codes()
    silent = [
        entry.reference
        for entry in RegisterEntry.objects.filter(shown_to=None).order_by("reference")
        if not any(party["direction"] in ("recipient", "both") for party in entry.parties)
    ]
    assert silent == ["DEA-0001", "DEA-0002", "DEA-0006", "DEA-0007"]
    odd = [line for line in imported.splitlines() if line.startswith("Odd: ")]

    assert "Odd: DEA-0005: is kept for the uneven period P3Y9M27D." in odd
    assert "Odd: DEA-0007: has no review date." in odd
    assert sum("reviewed on the day on which it ends" in line for line in odd) == 31
    assert any(line.startswith("Odd: 29 agreements are nearly the same") for line in odd)
    assert sum("names no recipient" in line for line in odd) == 4
    assert "38 agreements recorded, 2 amended, 0 unchanged" in imported


def test_a_second_run_changes_nothing_also_from_the_table(imported, capsys):
    before = list(DocumentVersion.objects.order_by("pk").values())

    for file in (LOG, TABLE):
        call_command("import_agreements", str(file))
        assert "Nothing to change" in capsys.readouterr().out

    assert list(DocumentVersion.objects.order_by("pk").values()) == before


def test_the_table_alone_brings_the_same_38(bodies):
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
def test_a_broken_row_of_the_log_is_named_and_nothing_is_written(bodies, tmp_path, was, becomes, place):
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
def test_a_broken_row_of_the_table_is_named_and_nothing_is_written(bodies, tmp_path, change, place):
    changed = change(TABLE.read_text(encoding="utf-8-sig"))
    broken = tmp_path / "broken.csv"
    broken.write_bytes(changed if isinstance(changed, bytes) else changed.encode())

    with pytest.raises(CommandError) as refused:
        call_command("import_agreements", str(broken))

    assert place in str(refused.value)
    assert "Nothing was imported" in str(refused.value)
    assert not Document.objects.exists()
