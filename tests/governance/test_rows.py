from __future__ import annotations

from governance.rows import Column, FieldChange, RowSet, row_changes

PARTIES = RowSet(
    "parties", "Parties", frozenset(), (Column("name", "Name"), Column("way", "Direction", str.title)),
    read=lambda version: {}, copy=lambda source, target: None, identity=("name",),
)  # fmt: skip
TERMS = RowSet(
    "terms", "Terms", frozenset(), (Column("end", "Ends"),),
    read=lambda version: {}, copy=lambda source, target: None,
)  # fmt: skip


def test_rows_are_compared_field_by_field_and_found_again_by_their_identity():
    before = {
        "parties": [{"name": "A", "way": "gives"}, {"name": "B", "way": "takes"}],
        "terms": [{"end": "May"}],
    }
    after = {
        "parties": [{"name": "C", "way": "takes"}, {"name": "A", "way": "both"}],
        "terms": [{"end": "June"}],
    }

    assert row_changes([PARTIES, TERMS], before, after) == [
        FieldChange("Parties", "C", "Name", "", "C"),
        FieldChange("Parties", "C", "Direction", "", "Takes"),
        FieldChange("Parties", "A", "Direction", "Gives", "Both"),
        FieldChange("Parties", "B", "Name", "B", ""),
        FieldChange("Parties", "B", "Direction", "Takes", ""),
        FieldChange("Terms", "", "Ends", "May", "June"),
    ]


def test_the_same_rows_in_another_order_are_no_change():
    one, two = {"name": "A", "way": "gives"}, {"name": "B", "way": "takes"}

    assert row_changes([PARTIES], {"parties": [one, two]}, {"parties": [two, one]}) == []


def test_a_change_is_told_in_one_sentence():
    assert FieldChange("T", "", "Ends", "May", "June").sentence == "Ends changed from “May” to “June”."
    assert FieldChange("P", "C", "Direction", "", "Takes").sentence == "C: Direction added: “Takes”."
    assert FieldChange("P", "B", "Direction", "Takes", "").sentence == "B: Direction taken away: “Takes”."
