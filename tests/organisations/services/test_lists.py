from __future__ import annotations

import pytest

from organisations.services.lists import LISTS, Fault, Listed, recognise


def test_codes_of_all_lists_are_apart():
    prefixes = [public_list.prefix for public_list in LISTS]

    assert len(set(prefixes)) == len(prefixes)
    assert not [(a, b) for a in prefixes for b in prefixes if a != b and b.startswith(f"{a}-")]


@pytest.mark.parametrize("columns", [["name"], ["local-authority-eng", "local-authority-sct"]])
def test_a_list_is_known_by_one_key_column(columns):
    with pytest.raises(LookupError):
        recognise(columns)


def test_a_fault_is_printed_with_its_place():
    assert str(Fault("list.csv", 7, "name", "the body has no name")) == "list.csv:7: the body has no name"
    assert str(Fault("list.csv", 0, "", "the file cannot be opened")) == "list.csv: the file cannot be opened"


def test_a_row_keeps_its_cells_in_its_fault():
    cells = {"government-organisation": "D1", "name": "First"}
    row = Listed("a.csv:12", LISTS[0], "D1", {"name": "First"}, cells=cells)

    assert row.fault("name", "it is taken") == Fault("a.csv", 12, "name", "it is taken", cells)
