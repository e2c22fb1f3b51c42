from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit import verification
from audit.errors import InvalidMove
from audit.models import Event
from governance.models import Participant
from governance.models.document import Part
from governance.services.review import give_up
from organisations.models import Organisation
from protocols.kinds import ACCORD, DISCLOSURE, JOINT_CONTROLLERS, PROTOCOL
from protocols.models import DataItem, Flow, LegalBasis, LegalPower, Party, Protocol, Terms
from protocols.services.beginning import begin_protocol
from protocols.services.drafting import StaleRow
from protocols.services.row_kinds import BASES, FLOWS, ITEMS, PARTIES, POWERS, ROW_KINDS, kind_of
from protocols.services.rows import (
    add_row,
    change_row,
    move_row,
    paste_rows,
    remove_row,
    stamp_of,
)
from tests.factories.governance import draft_of, make_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(people):
    return begin_protocol(people.organisation, kind=PROTOCOL, title="Missing children", by=people.officer)


@pytest.fixture
def rows(people, draft):
    """A party more, an item, a flow, a power and a basis, by the key of their kind."""
    return furnish(draft, people)


def furnish(draft, people):
    def add(kind, **fields):
        return add_row(draft, by=people.officer, kind=kind, fields=fields)

    lead = draft.parties.get()
    trust = add(PARTIES, organisation=people.other, direction="both", role="controller")
    item = add(ITEMS, what="Date of birth", about="The child", why="To tell children apart.")
    flow = add(FLOWS, giver=lead, taker=trust, items=[item.key], method="Portal", often="Daily")
    power, basis = add(POWERS, key="ca2004_s10"), add(BASES, key="a6_public_task", covers="all")
    return {"parties": trust, "data_items": item, "flows": flow, "powers": power, "bases": basis}


NEW = {
    "parties": {"name": "The Almshouse Charity", "direction": "recipient", "role": ""},
    "data_items": {"what": "Photograph", "about": "The child"},
    "powers": {"key": "ca1989_s47"},
    "bases": {"key": "art9_g", "covers": "special"},
}
OTHER = {
    "parties": {"role": "joint_controller"},
    "data_items": {"why": "To be sure."},
    "flows": {"often": "Weekly"},
    "powers": {"key": "ca1989_s47"},
    "bases": {"explanation": "A task of the council."},
}


def new(kind, rows):
    if kind is FLOWS:
        party, item = rows["parties"], rows["data_items"]
        return {"giver": party, "taker": party.version.parties.get(position=1), "items": [item.key]}
    return NEW[kind.key]


def last_event():
    return Event.objects.order_by("id").last()


@pytest.mark.parametrize(
    ("kind", "direction", "role"),
    [
        (PROTOCOL, "both", "controller"),
        (DISCLOSURE, "discloser", "controller"),
        (JOINT_CONTROLLERS, "both", "joint_controller"),
        (ACCORD, "both", ""),
    ],
)
def test_a_protocol_begins_with_its_lead_as_a_party(people, kind, direction, role):
    version = begin_protocol(people.organisation, kind=kind, title="A", by=people.officer)

    party = version.parties.get()
    assert (party.organisation, party.direction, party.role) == (people.organisation, direction, role)
    assert (Protocol.objects.get().is_from_outside, Terms.objects.filter(version=version).count()) == (
        False,
        1,
    )
    assert (last_event().verb, last_event().facts) == (
        "protocol.begun", {"version": "1.0", "kind": kind.key},
    )  # fmt: skip


@pytest.mark.parametrize("kind", ROW_KINDS.values(), ids=lambda kind: kind.key)
class TestEveryKindOfRow:
    def test_one_is_added_at_the_end_with_one_line_in_the_log(self, people, draft, rows, kind):
        before = len(kind.in_order(draft))

        row = add_row(draft, by=people.officer, kind=kind, fields=new(kind, rows))

        assert (row.position, len(kind.in_order(draft))) == (before + 1, before + 1)
        assert kind_of(row) is kind
        assert (last_event().verb, last_event().facts) == (
            kind.added.name, {"version": "1.0", "row": str(row), "position": before + 1},
        )  # fmt: skip

    def test_sent_twice_it_is_added_once(self, people, draft, rows, kind):
        first = add_row(draft, by=people.officer, kind=kind, fields=new(kind, rows))
        count = Event.objects.count()

        again = add_row(draft, by=people.officer, kind=kind, fields=new(kind, rows), pk=first.pk)

        assert (again, Event.objects.count()) == (first, count)

    def test_one_stands_once(self, people, draft, rows, kind):
        add_row(draft, by=people.officer, kind=kind, fields=new(kind, rows))

        with pytest.raises(ValidationError, match="already"):
            add_row(draft, by=people.officer, kind=kind, fields=new(kind, rows))

    def test_a_change_says_which_fields(self, people, draft, rows, kind):
        row, fields = rows[kind.key], OTHER[kind.key]

        changed = change_row(row, by=people.officer, fields=fields, seen=stamp_of(row))

        name, value = next(iter(fields.items()))
        assert getattr(kind.model.objects.get(pk=row.pk), name) == value
        assert (last_event().verb, last_event().facts) == (
            kind.changed.name, {"version": "1.0", "row": str(changed), "fields": [name]},
        )  # fmt: skip

    def test_to_say_the_same_again_writes_no_line(self, people, draft, rows, kind):
        row = rows[kind.key]
        count = Event.objects.count()

        change_row(row, by=people.officer, fields={n: getattr(row, n) for n in kind.fields}, seen="whatever")

        assert Event.objects.count() == count

    def test_a_change_on_top_of_another_one_is_refused(self, people, draft, rows, kind):
        row, fields = rows[kind.key], OTHER[kind.key]
        name, value = next(iter(fields.items()))

        with pytest.raises(StaleRow) as refused:
            change_row(row, by=people.officer, fields=fields, seen="0" * 64)

        assert refused.value.theirs == row
        assert getattr(kind.model.objects.get(pk=row.pk), name) != value

    def test_one_changes_places_as_the_person_saw_it(self, people, draft, rows, kind):
        first, last = rows[kind.key], add_row(draft, by=people.officer, kind=kind, fields=new(kind, rows))

        moved = move_row(last, by=people.officer, to="up", seen=last.position)

        assert kind.in_order(draft)[-1] == first
        assert last_event().verb == kind.moved.name
        with pytest.raises(StaleRow):
            move_row(moved, by=people.officer, to="up", seen=last.position)
        top = kind.in_order(draft)[0]
        count = Event.objects.count()
        assert move_row(top, by=people.officer, to="up", seen=1) == top
        assert Event.objects.count() == count

    def test_one_that_is_removed_is_gone_and_the_rest_close_up(self, people, draft, rows, kind):
        row = add_row(draft, by=people.officer, kind=kind, fields=new(kind, rows))
        move_row(row, by=people.officer, to="up", seen=row.position)
        named = str(row)

        remove_row(row, by=people.officer)

        assert [each.position for each in kind.in_order(draft)] == list(
            range(1, len(kind.in_order(draft)) + 1)
        )
        assert (last_event().verb, last_event().facts) == (
            kind.removed.name, {"version": "1.0", "row": named},
        )  # fmt: skip
        with pytest.raises(StaleRow):
            remove_row(row, by=people.officer)

    @pytest.mark.parametrize("who", ["practitioner", "auditor", "stranger"])
    def test_only_who_may_write_changes_rows(self, people, draft, rows, kind, who):
        by, row = getattr(people, who), rows[kind.key]

        with pytest.raises(PermissionDenied):
            add_row(draft, by=by, kind=kind, fields=new(kind, rows))
        with pytest.raises(PermissionDenied):
            change_row(row, by=by, fields=OTHER[kind.key], seen=stamp_of(row))
        with pytest.raises(PermissionDenied):
            move_row(row, by=by, to="up", seen=1)
        with pytest.raises(PermissionDenied):
            remove_row(row, by=by)
        with pytest.raises(PermissionDenied):
            paste_rows(draft, by=by, kind=kind, rows=[(2, new(kind, rows))])

    def test_what_left_draft_is_frozen(self, people, draft, rows, kind):
        give_up(draft, by=people.officer, reason="No need")

        with pytest.raises(InvalidMove, match="frozen"):
            add_row(draft, by=people.officer, kind=kind, fields=new(kind, rows))
        with pytest.raises(InvalidMove, match="frozen"):
            remove_row(rows[kind.key], by=people.officer)

    def test_no_other_kind_of_document_has_rows(self, people, kind):
        code = draft_of(make_document(people.organisation, people.officer))

        with pytest.raises(InvalidMove, match="not an agreement"):
            add_row(code, by=people.officer, kind=kind, fields=NEW.get(kind.key, {}))


@pytest.mark.parametrize(
    ("kind", "fields", "name"),
    [
        (PARTIES, {"name": "X", "direction": "sideways"}, "direction"),
        (PARTIES, {"direction": "both"}, "name"),
        (ITEMS, {"what": ""}, "what"),
        (ITEMS, {"what": "Height", "special": "length"}, "special"),
        (POWERS, {"key": "magic"}, "key"),
        (BASES, {"key": "magic"}, "key"),
        (BASES, {"key": "a6_public_task_2018"}, "key"),  # not in force today
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(people, draft, kind, fields, name):
    with pytest.raises(ValidationError) as refused:
        add_row(draft, by=people.officer, kind=kind, fields=fields)

    assert list(refused.value.message_dict) == [name]


def test_flows_go_between_parties_that_may_give_and_receive(people, draft, rows):
    lead, trust, item = draft.parties.get(position=1), rows["parties"], rows["data_items"]
    elsewhere = begin_protocol(people.organisation, kind=PROTOCOL, title="Another", by=people.officer)
    charity = add_row(draft, by=people.officer, kind=PARTIES, fields=NEW["parties"])

    def fault(**fields):
        whole = {"giver": lead, "taker": trust, "items": [item.key], "method": "Post", **fields}
        with pytest.raises(ValidationError) as refused:
            add_row(draft, by=people.officer, kind=FLOWS, fields=whole)
        return {name: messages[0] for name, messages in refused.value.message_dict.items()}

    assert fault(giver=elsewhere.parties.get()) == {
        "giver": "Choose a party of this agreement: nothing flows from anybody else."
    }
    assert fault(taker=elsewhere.parties.get()) == {
        "taker": "Choose a party of this agreement: nothing flows to anybody else."
    }
    assert "itself" in str(fault(taker=lead))
    assert fault(giver=charity) == {"giver": "The Almshouse Charity only receives, by the list of parties."}
    assert fault(items=[]) == {"items": "Choose at least one data item."}
    assert fault(items=["shoe-size"]) == {"items": "Choose data items of this agreement."}
    assert Flow.objects.count() == 1


def test_what_a_flow_needs_stays_while_it_does(people, draft, rows):
    with pytest.raises(ValidationError, match="Remove that flow first"):
        remove_row(rows["parties"], by=people.officer)
    with pytest.raises(ValidationError, match="Take it out there first"):
        remove_row(rows["data_items"], by=people.officer)
    with pytest.raises(ValidationError) as refused:
        change_row(
            rows["parties"],
            by=people.officer,
            fields={"direction": "discloser"},
            seen=stamp_of(rows["parties"]),
        )
    assert list(refused.value.message_dict) == ["direction"]

    remove_row(rows["flows"], by=people.officer)
    remove_row(rows["parties"], by=people.officer)
    remove_row(rows["data_items"], by=people.officer)

    assert (Party.objects.count(), DataItem.objects.count()) == (1, 0)


def test_the_key_of_an_item_stays_while_it_is_reworded(people, draft, rows):
    item = rows["data_items"]

    item = change_row(item, by=people.officer, fields={"what": "Birthday"}, seen=stamp_of(item))

    assert (item.key, item.what) == ("date-of-birth", "Birthday")


def test_the_people_of_a_party_take_part_as_long_as_a_version_names_it(people, draft, rows):
    def taking_part():
        return {each.organisation: each.standing for each in Participant.objects.all()}

    assert taking_part() == {people.other: Part.PARTY}

    remove_row(rows["flows"], by=people.officer)
    remove_row(rows["parties"], by=people.officer)

    assert taking_part() == {}


def test_rows_are_pasted_all_of_them_or_none(people, draft, rows):
    good = [(2, {"what": "Name"}), (3, {"what": "Address", "special": "health"})]
    bad = [*good, (4, {"what": "Height", "special": "length"}), (5, {"what": "Name"}), (6, {"what": ""})]

    with pytest.raises(ValidationError) as refused:
        paste_rows(draft, by=people.officer, kind=ITEMS, rows=bad)

    assert refused.value.messages == [
        "Row 4, “special category”: Choose a special category from the list.",
        "Row 5: This item, about the same people, stands here already.",
        "Row 6, “what is shared”: This field cannot be blank.",
    ]
    assert DataItem.objects.count() == 1

    added = paste_rows(draft, by=people.officer, kind=ITEMS, rows=good)

    assert [(each.key, each.position) for each in added] == [("name", 2), ("address", 3)]
    assert (last_event().verb, last_event().facts) == (
        "rows.pasted", {"version": "1.0", "rows": "data_items", "count": 2},
    )  # fmt: skip


def test_nothing_pasted_is_said_and_there_is_an_end(people, draft):
    with pytest.raises(ValidationError, match="no row below"):
        paste_rows(draft, by=people.officer, kind=ITEMS, rows=[])
    many = [(number, {"what": f"Item {number}"}) for number in range(501)]
    with pytest.raises(ValidationError, match="500 rows already"):
        paste_rows(draft, by=people.officer, kind=ITEMS, rows=many)


def test_the_check_of_the_log_vouches_for_all_of_it(people, draft, rows):
    move_row(draft.parties.get(position=2), by=people.officer, to="up", seen=2)
    paste_rows(draft, by=people.officer, kind=PARTIES, rows=[(2, NEW["parties"])])

    assert list(verification.faults()) == []
    assert LegalPower.objects.count() == LegalBasis.objects.count() == 1
    assert Organisation.objects.count() == 2
