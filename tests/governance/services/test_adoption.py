import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.errors import InvalidMove
from audit.models import Event
from governance.errors import Conflict
from governance.kinds import PlainSection
from governance.models import Document
from governance.services import adoption, sections
from tests.factories.governance import (
    TEXT,
    draft_of,
    make_document,
    make_template,
    reworded,
    submitted,
)
from tests.once import made_once
from tests.people import make_people

pytestmark = pytest.mark.django_db
NEW = PlainSection("tools", "Tools that write", "Read what the tool wrote.")
NEWER = [
    *reworded("advice", "Ask the desk.", reworded("commitment", "We share when it helps.")),
    NEW,
]


def make_world():
    """A draft that follows version 1; one of its sections was changed; version 2 changes both and has one more."""
    people = make_people()
    document = make_document(people.organisation, people.officer, adopted=make_template())
    people.document, people.draft = document, draft_of(document)
    own = people.draft.sections.get(key="advice")
    sections.save_section(own, by=people.officer, body="Ask Sam.", base=own.lock)
    people.offered = make_template(NEWER)
    return people


world = made_once(make_world)


def texts(version):
    return {section.key: section.body for section in version.sections.all()}


def take(w, key, base=1, by=None):
    return adoption.take_section(w.draft, by=by or w.officer, offered=w.offered, key=key, base=base)


def test_taking_all_leaves_own_words_alone(world):
    taken = adoption.take_untouched(world.draft, by=world.officer, offered=world.offered)

    assert [section.key for section in taken] == ["commitment"]
    assert texts(world.draft) == {"commitment": "We share when it helps.", "advice": "Ask Sam."}
    event = Event.objects.for_target(world.draft).get(verb="version.template_taken")
    assert event.facts == {"template": 2, "sections": ["commitment"]}


def test_taking_all_again_changes_nothing_and_writes_no_line(world):
    adoption.take_untouched(world.draft, by=world.officer, offered=world.offered)
    before = Event.objects.count()

    assert adoption.take_untouched(world.draft, by=world.officer, offered=world.offered) == []
    assert Event.objects.count() == before


def test_taking_one_section_replaces_own_words_that_stay_in_the_history(world):
    taken = take(world, "advice", base=2)

    assert texts(world.draft)["advice"] == "Ask the desk."
    assert taken.history.count() == 3


def test_a_new_section_is_added_where_the_template_has_it(world):
    take(world, "tools", base=None)

    added = world.draft.sections.get(key="tools")
    assert (added.heading, added.body, added.position) == (NEW.heading, NEW.body, 3)


def test_a_section_that_somebody_saved_since_is_not_replaced(world):
    with pytest.raises(Conflict):
        take(world, "advice", base=1)

    assert texts(world.draft)["advice"] == "Ask Sam."


def test_what_left_draft_takes_nothing(world):
    submitted(world.draft, world.officer)

    with pytest.raises(InvalidMove, match="frozen"):
        take(world, "commitment")
    with pytest.raises(InvalidMove, match="frozen"):
        adoption.take_untouched(world.draft, by=world.officer, offered=world.offered)


@pytest.mark.parametrize("name", ["manager", "practitioner", "administrator", "stranger"])
def test_only_who_may_draft_takes_or_follows(world, name):
    person = getattr(world, name)

    with pytest.raises(PermissionDenied):
        take(world, "commitment", by=person)
    with pytest.raises(PermissionDenied):
        adoption.follow_template(world.document, by=person, template=world.offered)

    assert texts(world.draft)["commitment"] == TEXT[0].body


def test_a_section_that_the_template_has_not_is_refused(world):
    with pytest.raises(ValidationError, match="no such section"):
        take(world, "unheard-of")


def test_following_a_newer_version_ends_the_news(world):
    assert list(Document.objects.behind_template()) == [world.document]

    document = adoption.follow_template(world.document, by=world.officer, template=world.offered)

    assert document.adopted == world.offered
    assert list(Document.objects.behind_template()) == []
    event = Event.objects.for_target(document).get(verb="document.template_followed")
    assert event.facts == {"template": 2}


def test_following_the_same_again_writes_no_line(world):
    adoption.follow_template(world.document, by=world.officer, template=world.offered)
    before = Event.objects.count()

    adoption.follow_template(world.document, by=world.officer, template=world.offered)

    assert Event.objects.count() == before


def test_nobody_goes_back_to_an_older_version(world):
    first = world.document.adopted
    adoption.follow_template(world.document, by=world.officer, template=world.offered)

    with pytest.raises(InvalidMove, match="newer"):
        adoption.follow_template(world.document, by=world.officer, template=first)


def test_a_template_in_another_language_is_refused(world):
    welsh = make_document(world.organisation, world.officer, language="cy")

    with pytest.raises(ValidationError, match="another language"):
        adoption.follow_template(welsh, by=world.officer, template=world.offered)
