"""The national register of agreements, from its log, compared with what the product holds."""

from __future__ import annotations

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from governance.models import DocumentVersion
from organisations.models import Identifier
from protocols.models import RegisterEntry
from tests.once import made_once
from tests.real.agreements import KEY, LOG, TABLE, TEXTS, bring_in_bodies, codes, entries, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("imported")]
POWERS = {"2": "dea_fuel_poverty", "6": "dea_debt", "7": "dea_fraud", "1": "dea_multiple_disadvantages"}


def import_the_log():
    """All agreements of the log; what the command said."""
    bring_in_bodies()
    out = StringIO()
    call_command("import_agreements", str(LOG), stdout=out)
    return out.getvalue()


imported = made_once(import_the_log)


def test_every_field_of_every_entry_of_the_log_is_held(record_property):
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


def test_a_second_run_changes_nothing_also_from_the_table(capsys):
    before = list(DocumentVersion.objects.order_by("pk").values())

    for file in (LOG, TABLE):
        call_command("import_agreements", str(file))
        assert "Nothing to change" in capsys.readouterr().out

    assert list(DocumentVersion.objects.order_by("pk").values()) == before
