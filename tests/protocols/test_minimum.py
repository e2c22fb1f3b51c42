"""What the law requires before signature: a whole agreement lacks nothing, and each omission is told by itself."""

from __future__ import annotations

import re
from datetime import date

import pytest

from protocols.kinds import ACCORD, DISCLOSURE, JOINT_CONTROLLERS, KINDS, PROTOCOL
from protocols.minimum import Facts, missing, missing_by_requirement, requirements


def party(name, direction="both", role="controller"):
    return {"name": name, "code": "", "direction": direction, "role": role}


def item(what="Name", special="", criminal=""):
    return {
        "key": what.lower(),
        "what": what,
        "about": "",
        "special": special,
        "criminal": criminal,
        "why": "",
    }


def basis(key, covers="all"):
    return {"key": key, "covers": covers, "explanation": ""}


def flow(giver="A", taker="B"):
    return {
        "key": "f", "route": {"from": {"name": giver, "code": ""}, "to": {"name": taker, "code": ""}},
        "items": [{"key": "name", "what": "Name"}], "method": "", "often": "", "format": "", "onward": "",
    }  # fmt: skip


def facts(kind=PROTOCOL.key, purpose="To help.", responsibilities="", **rows):
    whole = {
        "parties": [party("A"), party("B")],
        "data_items": [item()],
        "flows": [flow()],
        "bases": [basis("a6_public_task")],
        "terms": [{"retention": "P2Y"}],
        "conditions": [{"assessment": "done"}],
    }
    return Facts(kind, {**whole, **rows}, {"purpose": purpose, "responsibilities": responsibilities})


JOINT = [party("A", role="joint_controller"), party("B", role="joint_controller")]


def test_a_whole_agreement_lacks_nothing():
    assert missing(facts()) == ()
    assert missing(facts(kind=DISCLOSURE.key)) == ()
    joint = facts(kind=JOINT_CONTROLLERS.key, parties=JOINT, responsibilities="A tells people.")
    assert missing(joint) == ()


def test_an_accord_shares_nothing_itself():
    rows = {key: [] for key in ("data_items", "flows", "bases", "terms", "conditions")}

    assert missing(facts(kind=ACCORD.key, **rows)) == ()
    assert missing(facts(kind=ACCORD.key, parties=[], purpose="", **rows)) == (
        "Name at least two parties.",
        "Say what the sharing is for.",
    )


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"parties": [party("A"), party("B")][:1], "flows": [flow("A", "A")]}, "Name at least two parties."),
        ({"parties": [party("A", "recipient"), party("B", "recipient")]},
         "Say which party discloses: all of them only receive."),
        ({"parties": [party("A", "discloser"), party("B", "discloser")]},
         "Say which party receives: all of them only disclose."),
        ({"purpose": " \n"}, "Say what the sharing is for."),
        ({"data_items": []}, "List what is shared, item by item."),
        ({"flows": []}, "Say who gives what to whom: there is no flow yet."),
        ({"flows": [flow("A", "C")]}, "A flow names “C”, who is no party."),
        ({"bases": []}, "Choose a lawful basis: one of Article 6, or one of Part 3 where the police share."),
        ({"bases": [basis("art9_g"), basis("sch1_18")]},
         "Choose a lawful basis: one of Article 6, or one of Part 3 where the police share."),
        ({"bases": [basis("a6_recognised_legitimate_interest")]},
         "Choose the condition of Annex 1 that makes the legitimate interest a recognised one."),
        ({"data_items": [item(special="health")]},
         "There is special category data: choose a condition of Article 9, or of Schedule 8 for the police."),
        ({"data_items": [item(special="health")], "bases": [basis("a6_public_task"), basis("art9_g")]},
         "The condition of Article 9 needs one of Schedule 1 beside it: choose that, too."),
        ({"data_items": [item(special="health")],
          "bases": [basis("a6_public_task"), basis("art9_h"), basis("sch1_2", "criminal")]},
         "The condition of Article 9 needs one of Schedule 1 beside it: choose that, too."),
        ({"data_items": [item(special="health")],
          "bases": [basis("a6_public_task"), basis("art9_h"), basis("sch1_33")]},
         "The condition of Article 9 needs one of Schedule 1 beside it: choose that, too."),
        ({"data_items": [item(criminal="yes")]},
         "There is criminal offence data: choose a condition of Schedule 1, or Part 3 for the police."),
        ({"data_items": [item(criminal="yes")], "bases": [basis("a6_public_task"), basis("sch1_18", "special")]},
         "There is criminal offence data: choose a condition of Schedule 1, or Part 3 for the police."),
        ({"terms": [{"retention": ""}]}, "Say how long the recipients keep the information."),
        ({"terms": []}, "Say how long the recipients keep the information."),
        ({"conditions": []}, "Say whether an impact assessment was done, or why none is needed."),
    ],
)  # fmt: skip
def test_each_omission_is_told_by_itself(changed, told):
    assert missing(facts(**changed)) == (told,)


@pytest.mark.parametrize(
    "changed",
    [
        {"bases": [basis("le_task")]},
        {"bases": [basis("a6_recognised_legitimate_interest"), basis("rli_safeguarding")]},
        {"data_items": [item(special="health")], "bases": [basis("a6_consent"), basis("art9_a")]},
        {"data_items": [item(special="health")], "bases": [basis("le_task"), basis("sch8_safeguarding")]},
        {"data_items": [item(special="health")],
         "bases": [basis("a6_public_task"), basis("art9_g", "special"), basis("sch1_18", "special")]},
        {"data_items": [item(criminal="yes")], "bases": [basis("a6_public_task"), basis("sch1_36", "criminal")]},
        {"data_items": [item(criminal="yes")], "bases": [basis("le_task")]},
        {"conditions": [{"assessment": "not_needed"}]},
    ],
)  # fmt: skip
def test_other_ways_that_the_law_allows(changed):
    assert missing(facts(**changed)) == ()


def test_joint_controllers_say_who_does_what():
    assert missing(facts(kind=JOINT_CONTROLLERS.key)) == (
        "Say which parties are joint controllers: at least two.",
        "Say which joint controller does what, above all for people's rights and for informing them.",
    )


def test_every_requirement_cites_its_source_and_leads_to_a_task():
    for kind in KINDS:
        for each in requirements(kind):
            assert re.search(r"Art \d+|s\.\d+|code", each.source)
            assert each.read_on == date(2026, 11, 22)
            assert each.task in {"parties", "purpose", "items", "flows", "basis", "retention", "assessment"}
    empty = Facts(PROTOCOL.key, {}, {})
    assert {each.task for each, _fault in missing_by_requirement(empty)} == {
        "parties", "purpose", "items", "basis", "retention", "assessment",
    }  # fmt: skip
