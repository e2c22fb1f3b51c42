"""The steps of a procedure: their order, their keys, two people at once, and what freezing and copying keep."""

import json
from random import Random

import pytest

from audit.errors import InvalidMove
from audit.models import Event
from governance.content.procedure import starting_steps
from governance.models import Body, ProcedureStep
from governance.services import steps
from governance.services.documents import start_draft
from governance.services.steps import StaleStep
from governance.steps import FIELDS, FIRST
from tests.factories.governance import draft_of, make_document, make_procedure, published, submitted
from tests.once import made_once
from tests.people import make_people

pytestmark = pytest.mark.django_db
NOTHING = {"what": "Do it", "who": "", "by_when": "", "record": "", "guidance": ""}


def make_world():
    people = make_people()
    people.version = draft_of(make_procedure(people.organisation, people.officer))
    return people


world = made_once(make_world)


def keys(version):
    return list(version.steps.order_by("position").values_list("key", flat=True))


def positions(version):
    return list(version.steps.order_by("position").values_list("position", flat=True))


def step(world, key):
    return ProcedureStep.objects.select_related("version__document__organisation").get(
        version=world.version, key=key
    )


def add(world, what="Do it", **more):
    return steps.add_step(world.version, by=world.officer, fields={**NOTHING, "what": what}, **more)


def test_a_new_procedure_begins_with_the_fourteen_steps(world):
    assert keys(world.version) == [
        "confirm", "verify-identity", "minimum", "tell", "mark", "channel", "authorise", "send", "conditions",
        "record", "pattern", "follow-up", "incident", "retention",
    ]  # fmt: skip
    assert positions(world.version) == list(range(1, 15))


def test_add_places_a_step_at_the_start_behind_another_or_at_the_end(world):
    first = add(world, "First", after=FIRST)
    behind = add(world, "Behind", after="confirm")
    last = add(world, "Last")
    lost = add(world, "Lost", after="not-there")

    assert keys(world.version)[:4] == [first.key, "confirm", behind.key, "verify-identity"]
    assert keys(world.version)[-2:] == [last.key, lost.key]
    assert positions(world.version) == list(range(1, 19))


def test_the_same_form_sent_twice_adds_one_step(world):
    one = add(world, "Once")
    again = add(world, "Once", pk=one.pk)

    assert (again.pk, keys(world.version).count("once")) == (one.pk, 1)
    assert Event.objects.filter(verb="step.added").count() == 1


def test_steps_of_the_same_name_have_different_keys_and_none_is_called_add(world):
    assert [add(world, "Add").key, add(world, "Add").key, add(world, "!!").key] == ["add-2", "add-3", "step"]


def test_change_keeps_key_and_place_and_tells_which_fields(world):
    fields = {**NOTHING, "what": "Check  who asks", "guidance": "One\r\nTwo\n"}

    changed = steps.change_step(step(world, "verify-identity"), by=world.officer, fields=fields, base=1)

    assert (changed.key, changed.position, changed.lock) == ("verify-identity", 2, 2)
    assert (changed.what, changed.guidance) == ("Check who asks", "One\nTwo")
    event = Event.objects.filter(verb="step.changed").get()
    assert event.facts["fields"] == list(FIELDS)


def test_saying_the_same_again_writes_no_line(world):
    same = step(world, "tell")

    steps.change_step(same, by=world.officer, fields={name: getattr(same, name) for name in FIELDS}, base=99)

    assert not Event.objects.filter(verb="step.changed").exists()


def test_a_change_on_top_of_somebody_elses_is_refused_with_theirs(world):
    mine, theirs = step(world, "send"), step(world, "send")
    steps.change_step(theirs, by=world.approver, fields={**NOTHING, "what": "Theirs"}, base=1)

    with pytest.raises(StaleStep) as refused:
        steps.change_step(mine, by=world.officer, fields={**NOTHING, "what": "Mine"}, base=1)

    assert (refused.value.theirs.what, step(world, "send").what) == ("Theirs", "Theirs")


def test_two_people_who_move_at_once_move_one_step_once(world):
    one, other = step(world, "tell"), step(world, "tell")
    steps.move_step(one, by=world.officer, to="down", seen=4)

    with pytest.raises(StaleStep, match="The order was changed meanwhile"):
        steps.move_step(other, by=world.approver, to="down", seen=4)

    assert keys(world.version)[3:5] == ["mark", "tell"]


def test_at_the_end_of_the_line_nothing_moves_and_nothing_is_told(world):
    steps.move_step(step(world, "confirm"), by=world.officer, to="up", seen=1)
    steps.move_step(step(world, "retention"), by=world.officer, to="down", seen=14)

    assert keys(world.version)[0::13] == ["confirm", "retention"]
    assert not Event.objects.filter(verb="step.moved").exists()


def test_remove_closes_the_gap_and_a_second_removal_is_told(world):
    gone = step(world, "confirm")
    steps.remove_step(gone, by=world.officer)

    assert (keys(world.version)[0], positions(world.version)) == ("verify-identity", list(range(1, 14)))
    with pytest.raises(StaleStep, match="removed this step meanwhile"):
        steps.remove_step(gone, by=world.approver)
    assert ProcedureStep.history.filter(id=gone.pk, history_type="-").get().what == gone.what


def test_a_kind_without_steps_takes_none(world):
    code = draft_of(make_document(world.organisation, world.officer))

    with pytest.raises(InvalidMove, match="has no steps"):
        steps.add_step(code, by=world.officer, fields=NOTHING)


@pytest.mark.parametrize("size", [pytest.param(3, id="small"), pytest.param(40, marks=pytest.mark.long)])
def test_any_sequence_of_acts_keeps_positions_in_a_row_and_loses_no_step(world, size):
    for seed in range(size):
        random, people = Random(seed), [world.officer, world.approver]
        wanted = keys(world.version)
        for number in range(12):
            by, here = random.choice(people), random.randrange(len(wanted))
            chosen = step(world, wanted[here])
            match random.choice(["add", "up", "down", "remove", "change"]):
                case "add":
                    new = add(world, f"Step {seed} {number}", after=chosen.key)
                    wanted.insert(here + 1, new.key)
                case "remove" if len(wanted) > 2:
                    steps.remove_step(chosen, by=by)
                    wanted.remove(chosen.key)
                case "up" | "down" as to:
                    steps.move_step(chosen, by=by, to=to, seen=chosen.position)
                    there = min(max(here + (-1 if to == "up" else 1), 0), len(wanted) - 1)
                    wanted[here], wanted[there] = wanted[there], wanted[here]
                case _:
                    fields = {**NOTHING, "what": f"Now {number}"}
                    steps.change_step(chosen, by=by, fields=fields, base=chosen.lock)
            assert positions(world.version) == list(range(1, len(wanted) + 1))
            assert keys(world.version) == wanted


def test_steps_are_frozen_in_order_and_copied_into_the_next_draft(world):
    steps.move_step(step(world, "record"), by=world.officer, to="up", seen=10)
    version = published(world.version, world.officer, world.approver)

    frozen = json.loads(Body.objects.get(pk=version.content_sha256).unpacked())["rows"]["steps"]
    draft = start_draft(version.document, by=world.officer)

    assert [row["key"] for row in frozen] == keys(version) == keys(draft)
    assert frozen[0] == starting_steps()[0]
    assert positions(draft) == list(range(1, 15))
    assert not set(draft.steps.values_list("pk")) & set(version.steps.values_list("pk"))


def test_the_steps_of_what_left_draft_stay(world):
    there = step(world, "confirm")
    submitted(world.version, world.officer)

    for act in (
        lambda: steps.remove_step(there, by=world.officer),
        lambda: steps.move_step(there, by=world.officer, to="down", seen=1),
        lambda: steps.change_step(there, by=world.officer, fields=NOTHING, base=1),
        lambda: add(world),
    ):
        with pytest.raises(InvalidMove, match="is frozen"):
            act()
