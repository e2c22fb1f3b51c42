import json
from dataclasses import replace

import pytest

from audit.models import Event
from governance import registry, template_text
from governance.kinds import VersionText
from governance.presenting.templates import Fate, adoption
from governance.services import documents, steps, templates
from governance.services.adoption import take_step, take_untouched
from governance.services.steps import StaleStep, steps_of
from tests.factories.governance import TEXT, draft_of
from tests.once import made_once
from tests.people import make_people

pytestmark = pytest.mark.django_db


TOKENS = [*TEXT[:-1], replace(TEXT[-1], body="Go on with {step:send}.")]


def row(key, what, guidance=""):
    return {"key": key, "what": what, "who": "You", "by_when": "", "record": "", "guidance": guidance}


FIRST = [
    row("confirm", "Confirm"),
    row("ask", "Ask"),
    row("send", "Send"),
    row("old", "Write it in the book"),
]
SECOND = [
    row("confirm", "Confirm who asks"),
    row("weigh", "Weigh it up"),
    row("ask", "Ask them"),
    row("send", "Send"),
]


def publish(rows):
    text = VersionText("Procedure", "en-gb", tuple(TOKENS), rows={"steps": rows} if rows else {})
    return templates.publish_template(registry.kind("procedure"), by=templates.FILL, text=text)


def make_world():
    """A draft from the first version, in which one step has other words; the second changes it and others."""
    people = make_people()
    people.first = publish(FIRST)
    document = documents.create_document(
        people.organisation, kind=registry.kind("procedure"), title="Ours", by=people.officer
    )
    people.document, people.draft = document, draft_of(document)
    own = people.draft.steps.get(key="ask")
    fields = {**row("ask", "Ask Sam")}
    fields.pop("key")
    steps.change_step(own, by=people.officer, fields=fields, base=own.lock)
    people.offered = publish(SECOND)
    return people


world = made_once(make_world)


def said(version):
    return [(step.key, step.what) for step in steps_of(version)]


def fates(w):
    found = adoption(w.first, w.offered, w.draft, steps_of(w.draft))
    return {step.key: step.fate for step in found.steps}


def test_a_new_document_begins_with_the_steps_of_its_template(world):
    assert said(world.draft) == [
        ("confirm", "Confirm"),
        ("ask", "Ask Sam"),
        ("send", "Send"),
        ("old", "Write it in the book"),
    ]


def test_a_new_document_of_a_template_without_steps_begins_with_those_of_the_kind(world):
    publish([])

    made = documents.create_document(
        world.organisation, kind=registry.kind("procedure"), title="Next", by=world.officer
    )

    assert [step.key for step in steps_of(draft_of(made))] == [
        each["key"] for each in template_text.starting_rows(made.kind_model)["steps"]
    ]


def test_each_changed_step_says_how_the_own_one_stands(world):
    assert fates(world) == {
        "confirm": Fate.UNTOUCHED,
        "weigh": Fate.NEW,
        "ask": Fate.ADAPTED,
        "old": Fate.GONE,
    }


def test_a_step_that_has_another_number_now_is_no_change_of_the_sections_that_name_it(world):
    assert adoption(world.first, world.offered, world.draft, steps_of(world.draft)).wordings == ()


def test_taking_all_leaves_own_words_alone(world):
    taken = take_untouched(world.draft, by=world.officer, offered=world.offered)

    assert [step.key for step in taken] == ["confirm"]
    assert said(world.draft)[:2] == [("confirm", "Confirm who asks"), ("ask", "Ask Sam")]
    event = Event.objects.for_target(world.draft).get(verb="version.template_taken")
    assert event.facts == {"template": 2, "sections": [], "steps": ["confirm"]}
    assert fates(world)["confirm"] is Fate.TAKEN
    assert take_untouched(world.draft, by=world.officer, offered=world.offered) == []


def test_a_new_step_comes_with_its_key_to_its_place(world):
    take_step(world.draft, by=world.officer, offered=world.offered, key="weigh", base=None)

    assert [key for key, _what in said(world.draft)] == ["confirm", "weigh", "ask", "send", "old"]


def test_own_words_give_way_only_to_who_saw_them(world):
    with pytest.raises(StaleStep):
        take_step(world.draft, by=world.officer, offered=world.offered, key="ask", base=1)

    take_step(world.draft, by=world.officer, offered=world.offered, key="ask", base=2)

    assert dict(said(world.draft))["ask"] == "Ask them"


def test_a_version_is_told_by_its_steps(world):
    assert world.offered.summary == "Changed: Steps."
    assert publish(SECOND[:1]).summary == "Changed: Steps."
    assert publish([]).summary == "Taken out: Steps."
    assert publish(FIRST).summary == "New: Steps."


def test_only_texts_with_rows_have_the_later_format():
    text = VersionText("T", "en-gb", tuple(TEXT))
    with_rows = VersionText("T", "en-gb", tuple(TEXT), rows={"steps": FIRST})

    bare, full = (template_text.written(each, "procedure") for each in (text, with_rows))

    assert json.loads(bare)["format"] == "sharing-register.template/1"
    assert "rows" not in json.loads(bare)
    assert template_text.read(full, "T").rows == {"steps": FIRST}
    assert template_text.read(bare, "T") == text
