"""Who signs is part of what was signed."""

from __future__ import annotations

import pytest

from governance.kinds import VersionText
from protocols.opening_rules import why_material


def text(*parties):
    rows = [{"name": name, "code": code, "direction": way, "role": ""} for name, code, way in parties]
    return VersionText("Title", "en", (), rows={"parties": rows})


NCC, NPT = ("Council", "NCC", "both"), ("Trust", "NPT", "both")
BODY = ("A body in no list", "", "both")


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ((NCC, NPT, BODY), ""),
        ((BODY, NPT, NCC), ""),
        ((("The Council", "NCC", "both"), NPT, BODY), ""),
        ((NCC, NPT, BODY, ("Police", "POL", "both")), "New as a party: Police."),
        ((NCC,), "No longer a party: Trust and A body in no list."),
        ((NCC, ("Trust", "NPT", "recipient"), BODY), "Gives or receives other than before: Trust."),
        (
            (NCC, NPT, ("Another body", "", "both")),
            "New as a party: Another body. No longer a party: A body in no list.",
        ),
    ],
)
def test_a_version_is_material_where_its_parties_differ(after, said):
    assert why_material(text(NCC, NPT, BODY), text(*after)) == said
