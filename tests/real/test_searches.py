"""Sixty searches in people's own words over the demo and the real bodies: is the page meant among the first three?"""

from __future__ import annotations

import csv
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.utils import timezone

from governance.search import indexing
from governance.search.finding import search
from tests.real import data

SEARCHES = Path(__file__).with_name("searches.csv")
FIRST, ENOUGH = 3, 0.95


def searches():
    """Query, patterns of the addresses meant, and whether it is misspelt."""
    with SEARCHES.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            yield row["query"], row["expected"].split(), row["misspelt"] == "yes"


@pytest.mark.long
@pytest.mark.django_db
def test_the_page_meant_is_among_the_first_three(record_property, capsys):
    data.need_data()
    call_command("seed_demo", verbosity=0)
    call_command("import_organisations", *data.files(), verbosity=0)
    call_command("import_agreements", data.file("dea-agreements.rsf"), verbosity=0)
    indexing.index_due()

    asked, missed, misspelt = 0, [], 0
    for query, expected, is_misspelt in searches():
        found = search(AnonymousUser(), query, on=timezone.localdate()).entries
        first = [entry.address for entry in found[:FIRST]]
        asked += 1
        misspelt += is_misspelt
        if not any(fnmatchcase(address, pattern) for address in first for pattern in expected):
            missed.append((query, first))
    share = 1 - len(missed) / asked

    assert asked >= 60
    assert misspelt >= asked / 3
    assert share >= ENOUGH, missed
    record_property(
        "figure",
        f"{asked} searches, {misspelt} misspelt: the page meant among the first {FIRST} in {share:.1%}; "
        f"missed: {', '.join(query for query, _first in missed) or 'none'}",
    )
