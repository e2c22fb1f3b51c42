from __future__ import annotations

from governance.rows import FieldChange
from protocols.presenting.changes import Difference, differences, sentences

CAME = [
    FieldChange("Parties", "Trust", "Organisation", "", "Trust"),
    FieldChange("Parties", "Trust", "Direction", "", "Receives"),
]
WENT = [FieldChange("Legal powers", "Act 1", "Power", "Act 1", "")]
CHANGED = [
    FieldChange("Parties", "Council", "Direction", "Receives", "Discloses"),
    FieldChange("Terms", "", "Ends", "", "1 May 2026"),
]


def test_a_row_that_came_or_went_is_one_change():
    assert sentences([*CAME, *WENT, *CHANGED]) == [
        "New under “Parties”: Trust (Receives).",
        "No longer under “Legal powers”: Act 1.",
        "Council: Direction changed from “Receives” to “Discloses”.",
        "Ends added: “1 May 2026”.",
    ]
    assert differences([*CAME, *WENT, *CHANGED]) == [
        Difference("Parties", "", "Trust (Receives)"),
        Difference("Legal powers", "Act 1", ""),
        Difference("Council: Direction", "Receives", "Discloses"),
        Difference("Ends", "", "1 May 2026"),
    ]


def test_of_a_long_text_only_what_differs_is_told():
    words = " ".join(f"w{number}" for number in range(100))
    change = FieldChange("Purpose", "", "Purpose", words, words.replace("w50", "other words"))

    assert sentences([change]) == [
        "Purpose changed from “… w46 w47 w48 w49 w50 w51 w52 w53 w54 …” "
        "to “… w46 w47 w48 w49 other words w51 w52 w53 w54 …”."
    ]


def test_a_long_text_that_is_wholly_new_is_cut():
    words = " ".join(f"w{number}" for number in range(100))

    told = sentences([FieldChange("Purpose", "", "Purpose", "", words)])[0]

    assert told.startswith("Purpose added: “w0 w1 ")
    assert told.endswith(" w38 w39…”.")


def test_words_that_were_taken_out_at_the_end_are_told():
    words = " ".join(f"w{number}" for number in range(50))
    change = FieldChange("Purpose", "", "Purpose", f"{words} and more", words)

    assert sentences([change]) == [
        "Purpose changed from “… w46 w47 w48 w49 and more” to “… w46 w47 w48 w49”."
    ]
