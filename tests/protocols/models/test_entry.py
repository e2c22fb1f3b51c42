from __future__ import annotations

from datetime import date

import pytest

from audit.actors import job
from governance.kinds import PlainSection
from governance.models import Document
from governance.search import indexing
from protocols.agreement import PartyLine, TermsLine
from protocols.models import RegisterEntry
from protocols.models.entry import LONG_AGO
from protocols.models.party import Direction
from protocols.reading import register
from tests.factories.protocols import make_recorded

pytestmark = pytest.mark.django_db
BY = job("import_agreements")
TODAY = date(2026, 11, 24)


@pytest.fixture
def entry(people):
    sections = (PlainSection("purpose", "Purpose", "To bring **warmth** to Ynys Môn."),)
    parties = (
        PartyLine("Northshire County Council", Direction.DISCLOSER, people.organisation),
        PartyLine("The Almshouse Charity", Direction.RECIPIENT),
    )
    make_recorded(people.organisation, BY, title="Fuel & fire", sections=sections, parties=parties)
    return RegisterEntry.objects.get()


@pytest.mark.parametrize(
    "words",
    ["", "fuel", "FIRE fuel", "ynys mon", "Ynys Môn", "almshouse northshire", "ncc-dda-0001", "NCC"],
)
def test_every_word_is_found_in_text_parties_or_reference(entry, people, words):
    indexing.index_due()

    assert list(register(people.anonymous, {"q": words}, TODAY)) == [entry]


@pytest.mark.parametrize("words", ["fuel water", "%", "_", "xylophone"])
def test_what_is_nowhere_is_not_found(entry, people, words):
    indexing.index_due()

    assert list(register(people.anonymous, {"q": words}, TODAY)) == []


def test_an_agreement_that_was_closed_is_gone_at_once(entry, people):
    assert list(RegisterEntry.objects.visible_to(people.anonymous)) == [entry]

    Document.objects.update(audience="organisation")

    for person in (people.anonymous, people.officer, people.stranger):
        assert list(RegisterEntry.objects.visible_to(person)) == []


def test_an_agreement_without_a_start_stands_last_where_the_newest_come_first(entry, people):
    make_recorded(people.organisation, BY, title="Old", terms=TermsLine(date(1990, 1, 1)))
    make_recorded(people.organisation, BY, title="No date", terms=TermsLine())

    found = RegisterEntry.objects.order_by("-sort_start", "-reference")

    assert [row.title for row in found] == ["Fuel & fire", "Old", "No date"]
    assert found[2].sort_start == LONG_AGO
