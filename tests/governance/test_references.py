"""Tokens that name rows: numbers are counted when a text is shown."""

from governance.kinds import PlainSection, VersionText
from governance.references import Dangling, dangling, resolved
from governance.rows import FieldChange, row_changes
from governance.steps import STEPS


def row(key, **fields):
    return {"key": key, "what": key.title(), "who": "", "by_when": "", "record": "", "guidance": "", **fields}


def text(body, *rows):
    return VersionText("T", "en-gb", (PlainSection("a", "A", body),), rows={"steps": rows})


def shown(body, *rows, linked=False):
    return resolved(text(body, *rows), linked=linked).sections[0].body


def test_a_token_is_the_number_of_its_step_wherever_that_stands():
    one, two = row("one"), row("two")

    assert shown("As in {step:two}.", one, two) == "As in step 2."
    assert shown("As in {step:two}.", two, one) == "As in step 1."


def test_a_token_leads_to_its_step_on_the_page_but_not_within_a_link():
    assert shown("See {step:one}.", row("one"), linked=True) == "See [step 1](#step-one)."
    assert shown("[as in {step:one}](https://a.example)", row("one"), linked=True) == (
        "[as in step 1](https://a.example)"
    )


def test_steps_name_each_other_with_links_in_markdown_alone():
    rows = [row("one", record="{step:two}", guidance="{step:two}"), row("two")]

    first = resolved(text("", *rows), linked=True).rows["steps"][0]

    assert (first["record"], first["guidance"]) == ("step 2", "[step 2](#step-two)")


def test_a_step_that_is_gone_is_said_to_be_and_found():
    whole = text("As in {step:gone} and {else:x}.", row("one", guidance="{step:lost}"))

    assert resolved(whole).sections[0].body == "As in (a step that is not here any more) and {else:x}."
    assert list(dangling(whole)) == [
        Dangling("{step:gone}", section="a"),
        Dangling("{step:lost}", rows="steps"),
    ]


def test_a_text_without_steps_keeps_its_words():
    whole = VersionText("T", "en-gb", (PlainSection("a", "A", "{step:x}"),))

    assert resolved(whole) is whole
    assert list(dangling(whole)) == []


def test_the_fewest_moves_explain_a_new_order():
    one, two, three = row("one"), row("two"), row("three")

    changes = row_changes([STEPS], {"steps": [one, two, three]}, {"steps": [three, one, two]})

    assert changes == [FieldChange("Steps", "Three", "Place", "after “Two”", "at the start")]


def test_what_moves_along_with_the_step_before_it_is_told_once():
    one, two, three, four = (row(name) for name in ("one", "two", "three", "four"))

    changes = row_changes([STEPS], {"steps": [one, two, three, four]}, {"steps": [three, four, one, two]})

    assert [(change.row, change.after) for change in changes] in (
        [("Three", "at the start")],
        [("One", "after “Four”")],
    )


def test_a_step_that_came_moves_no_other():
    one, two, new = row("one"), row("two"), row("new")

    changes = row_changes([STEPS], {"steps": [one, two]}, {"steps": [new, one, two]})

    assert changes == [FieldChange("Steps", "New", "What to do", "", "New")]
