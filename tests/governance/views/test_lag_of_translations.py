"""A translation tells which of its sections its original has left behind."""

from datetime import date

import pytest

from governance.kinds import Audience
from governance.services import documents, links, sections
from tests.factories.governance import make_published, next_version

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
NOTE = "This translation is out of date in places"


@pytest.fixture
def english(people):
    return make_published(people.organisation, people.officer, people.approver, FIRST).document


@pytest.fixture
def welsh(people, english):
    version = make_published(
        people.organisation, people.officer, people.approver, SECOND, title="Cod Ymarfer", language="cy"
    )
    links.state_translation(version.document, of=english, by=people.officer)
    return version


@pytest.fixture
def changed(people, english, welsh):
    return next_version(english, people.officer, people.approver, THIRD)


def behind(client, version):
    lag = client.get(version.get_absolute_url()).context["page"].lag
    return set(lag.keys) if lag else set()


def first_key(version):
    return version.sections.order_by("position").first().key


def test_a_translation_of_what_is_in_force_is_up_to_date(client, english, welsh):
    assert NOTE not in client.get(welsh.document.get_absolute_url()).content.decode()


def test_the_section_that_changed_is_told_and_no_other(client, welsh, changed):
    page = client.get(welsh.document.get_absolute_url()).content.decode()

    assert behind(client, welsh) == {first_key(welsh)}
    assert NOTE in page
    assert page.count("Out of date") == 1
    assert f"/documents/{changed.document.reference}/versions/1.1/changes/?from=1.0" in page


def test_the_original_is_never_behind(client, changed):
    assert NOTE not in client.get(changed.document.get_absolute_url()).content.decode()


def test_a_section_done_in_a_draft_counts_as_done(client, people, welsh, changed):
    client.force_login(people.officer)
    draft = documents.start_draft(welsh.document, by=people.officer)
    assert behind(client, draft) == {first_key(draft)}

    section = draft.sections.order_by("position").first()
    sections.save_section(section, by=people.officer, body="Newidiwyd.", base=section.lock)

    assert behind(client, draft) == set()
    assert behind(client, welsh) == {first_key(welsh)}


def test_a_new_edition_of_the_translation_is_up_to_date(client, people, welsh, changed):
    newer = next_version(welsh.document, people.officer, people.approver, date(2026, 4, 1), "Newidiwyd.")

    assert behind(client, newer) == set()
    assert behind(client, welsh) == set()  # an old version is told to be old, which says more


def test_nothing_is_told_of_an_original_that_one_may_not_read(client, english, welsh, changed):
    type(english).objects.filter(pk=english.pk).update(audience=Audience.ORGANISATION)

    assert behind(client, welsh) == set()
