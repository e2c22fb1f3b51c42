from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from governance.kinds import PlainSection
from governance.services.disclosure import decide_disclosure
from governance.services.documents import change_control
from governance.services.publication import withdraw
from governance.withheld import Withheld
from organisations.permissions import Role
from organisations.services.organisations import change_organisation
from protocols.agreement import FlowLine, ItemLine, PartyLine, TermsLine
from protocols.kinds import ACCORD, PROTOCOL
from protocols.models import EntryArrow, EntryContent
from protocols.models.party import Direction
from protocols.services.recording import record_existing
from tests.factories.organisations import make_member, make_person
from tests.factories.protocols import amend, make_detailed, make_recorded

pytestmark = pytest.mark.django_db


def told(arrows=None):
    found = EntryArrow.objects.all() if arrows is None else arrows
    return [(arrow.giver_name, arrow.taker_name, arrow.what) for arrow in found.for_list()]


def in_force():
    return EntryArrow.objects.in_force(AnonymousUser(), timezone.localdate())


def three(people, *directions, **fields):
    """An agreement of three parties, the last of which no list has."""
    names = (people.organisation.name, people.other.name, "The Almshouse")
    bodies = (people.organisation, people.other, None)
    parties = tuple(map(PartyLine, names, directions, bodies))
    return make_recorded(people.organisation, people.officer, parties=parties, **fields)


def test_without_flows_everybody_who_gives_gives_to_everybody_who_receives(people):
    three(people, Direction.DISCLOSER, Direction.BOTH, Direction.RECIPIENT)

    assert told() == [
        ("Northport Trust", "The Almshouse", "Names and addresses."),
        ("Northshire County Council", "Northport Trust", "Names and addresses."),
        ("Northshire County Council", "The Almshouse", "Names and addresses."),
    ]


def test_flows_say_which_way_what_goes(people):
    here, other = people.organisation, people.other
    items = (ItemLine("Name"), ItemLine("Income"), ItemLine("Illness"))
    flows = (
        FlowLine(here.name, other.name, ("Name", "Income")),
        FlowLine(other.name, here.name, ("Illness",)),
    )
    parties = tuple(PartyLine(body.name, Direction.BOTH, body) for body in (here, other))
    agreement = make_detailed(here, other, items=items, flows=flows, parties=parties, kind=PROTOCOL)
    record_existing(here, agreement=agreement, by=people.officer)

    assert told() == [
        ("Northport Trust", "Northshire County Council", "Illness"),
        ("Northshire County Council", "Northport Trust", "Name, Income"),
    ]


def test_items_that_no_flow_places_go_all_ways(people):
    items = (ItemLine("Name"), ItemLine("Income"))
    make_recorded(people.organisation, people.officer, people.other, items=items)

    assert told() == [("Northshire County Council", "Northport Trust", "Name, Income")]


def test_an_accord_shares_nothing_by_itself(people):
    three(people, Direction.BOTH, Direction.BOTH, Direction.BOTH, kind=ACCORD)

    assert told() == []


def test_points_of_a_list_stay_apart(people):
    text = PlainSection("information", "Information", "- Name\n- Date of birth\n\nNothing else.")
    make_recorded(people.organisation, people.officer, people.other, sections=[text])

    assert [what for _giver, _taker, what in told()] == ["Name; Date of birth; Nothing else."]


@pytest.mark.parametrize("directions", [[Direction.DISCLOSER] * 3, [Direction.RECIPIENT] * 3])
def test_one_side_alone_has_no_arrow(people, directions):
    three(people, *directions)

    assert told() == []
    assert EntryContent.objects.count() == 1


@pytest.mark.parametrize(
    ("parts", "left"),
    [
        (["rows:parties"], []),
        (["rows:flows"], [("Northshire County Council", "Northport Trust", "Secret item")]),
        (["rows:data_items"], [("Northshire County Council", "Northport Trust", "Names and addresses.")]),
        (
            ["rows:data_items", "section:information"],
            [("Northshire County Council", "Northport Trust", "")],
        ),
    ],
)
def test_what_is_withheld_leaves_no_arrow_no_item_and_no_word(people, parts, left):
    here, other = people.organisation, people.other
    items = (ItemLine("Secret item"),)
    flows = (FlowLine(here.name, other.name, ("Secret item",)),)
    agreement = make_detailed(here, other, items=items, flows=flows)
    version = record_existing(here, agreement=agreement, by=people.officer)

    withheld = [Withheld(part, "Section 31") for part in parts]
    decide_disclosure(version, by=people.approver, publication="redacted", reason="S", withheld=withheld)

    assert told() == left
    words = str(list(EntryContent.objects.values()) + list(EntryArrow.objects.values())).lower()
    assert ("secret" in words) is ("rows:data_items" not in parts)


def test_of_what_is_only_metadata_nothing_is_left(people):
    version = make_recorded(people.organisation, people.officer, people.other)

    decide_disclosure(version, by=people.approver, publication="metadata", reason="S", withheld=[])

    assert told() == []
    content = EntryContent.objects.get()
    assert (content.items, content.told, content.purpose_words, content.shared_words) == ([], "", "", "")


def test_only_what_is_open_and_in_force_is_on_the_map(people):
    here, today = people.organisation, timezone.localdate()
    soon, past = today + timedelta(days=1), today - timedelta(days=1)
    make_recorded(here, people.officer, people.other, title="In force")
    make_recorded(here, people.officer, people.other, title="To come", terms=TermsLine(soon))
    make_recorded(here, people.officer, people.other, title="Ended", terms=TermsLine(None, past))
    shut = make_recorded(here, people.officer, people.other, title="Closed")
    change_control(shut.document, by=people.officer, audience="organisation")
    gone = make_recorded(here, people.officer, people.other, title="Withdrawn", terms=TermsLine())
    withdraw(gone, by=people.officer, reason="Not needed")

    titles = in_force().values_list("entry__title", flat=True)

    assert EntryArrow.objects.count() == 5
    assert list(titles) == ["In force"]


def test_only_the_version_that_stands_has_arrows(people):
    version = make_recorded(people.organisation, people.officer, people.other)
    three_ways = (
        PartyLine("A", Direction.DISCLOSER),
        PartyLine("B", Direction.RECIPIENT),
        PartyLine("C", Direction.RECIPIENT),
    )

    amend(version, people.officer, parties=three_ways)

    assert [arrow[:2] for arrow in told()] == [("A", "B"), ("A", "C")]


def test_places_stay_the_same_when_the_entry_is_written_again(people):
    version = three(people, Direction.BOTH, Direction.BOTH, Direction.RECIPIENT, reference="DEA-0009")
    before = list(EntryArrow.objects.values_list("place", "giver_name", "taker_name"))

    change_control(version.document, by=people.officer, audience="organisation")

    assert before[0][0] == "DEA-0009.00003"
    assert list(EntryArrow.objects.values_list("place", "giver_name", "taker_name")) == before


def test_an_organisation_of_another_kind_takes_its_arrows_along(people):
    administrator = make_person("administrator@northport.example")
    make_member(administrator, people.other, Role.ADMINISTRATOR)
    make_recorded(people.organisation, people.officer, people.other)

    change_organisation(people.other, by=administrator, kind="charity")

    assert list(EntryArrow.objects.values_list("giver_kind", "taker_kind")) == [("council", "charity")]


@pytest.mark.parametrize(
    ("words", "found"), [("homes heat", 1), ("HOME", 1), ("homes moon", 0), ("addresses", 0), ("%", 0)]
)
def test_a_purpose_is_found_by_all_its_words(people, words, found):
    make_recorded(people.organisation, people.officer, people.other)

    assert in_force().for_purpose(words).count() == found


def test_an_item_is_found_where_it_goes(people):
    here, other = people.organisation, people.other
    items = (ItemLine("Name"), ItemLine("Income"))
    flows = (FlowLine(here.name, other.name, ("Name",)), FlowLine(other.name, here.name, ("Income",)))
    parties = tuple(PartyLine(body.name, Direction.BOTH, body) for body in (here, other))
    detailed = make_detailed(here, other, items=items, flows=flows, parties=parties, kind=PROTOCOL)
    record_existing(here, agreement=detailed, by=people.officer)
    make_recorded(here, people.officer, other, terms=TermsLine(date(2025, 1, 1)))

    assert told(in_force().carrying("income")) == [(other.name, here.name, "Income")]
    assert told(in_force().carrying("addresses")) == [(here.name, other.name, "Names and addresses.")]


def test_ends_are_told_apart_by_organisation_and_by_name(people):
    three(people, Direction.DISCLOSER, Direction.BOTH, Direction.RECIPIENT)

    assert in_force().touching([people.other]).count() == 2
    assert in_force().touching(["the almshouse"]).count() == 2
    assert in_force().between([people.other, "The Almshouse"]).count() == 1
    assert in_force().from_body(people.organisation).to_body("THE ALMSHOUSE").count() == 1
    assert in_force().from_body("Northport Trust").count() == 0
