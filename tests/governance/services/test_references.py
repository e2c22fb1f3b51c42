import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.errors import InvalidMove
from audit.models import Event
from governance.kinds import Meant
from governance.models import MeantReference
from governance.presenting.outdated import pointing
from governance.services import documents, references, sections
from tests.factories.governance import draft_of, make_document, published, submitted
from tests.once import made_once
from tests.people import make_people

pytestmark = pytest.mark.django_db
TEXT = "The Clinical Commissioning Group (CCG) followed the Data Protection Act 1998."


def make_world():
    people = make_people()
    draft = draft_of(make_document(people.organisation, people.officer))
    people.section = draft.sections.get(key="commitment")
    return people


people = made_once(make_world)


@pytest.fixture
def section(people):
    return people.section


def pointed(section, text=TEXT):
    return [each.key for each in pointing(section, text).found]


def mark(people, section, reference="ccg", words=("Clinical Commissioning Group", "CCG"), by=None):
    references.mark_meant(section, by=by or people.officer, reference=reference, words=words)


def test_what_is_meant_is_not_pointed_out_again_but_counted(people, section):
    assert pointed(section) == ["dpa1998", "ccg"]

    mark(people, section)

    found = pointing(section, TEXT)
    assert [each.key for each in found.found] == ["dpa1998"]
    assert [(each.key, each.words) for each in found.meant] == [
        ("ccg", "“Clinical Commissioning Group” and “CCG”")
    ]
    event = Event.objects.for_target(section.version).get(verb="section.reference_meant")
    assert event.facts == {"section": "commitment", "reference": "ccg"}


def test_other_words_for_the_same_body_are_still_pointed_out(people, section):
    mark(people, section, words=["CCG"])

    [found] = [each for each in pointing(section, TEXT).found if each.key == "ccg"]
    assert found.words == "“Clinical Commissioning Group”"


def test_it_is_meant_in_that_section_alone(people, section):
    mark(people, section)

    assert "ccg" in pointed(section.version.sections.get(key="advice"))


def test_it_is_meant_in_later_versions_too(people, section):
    mark(people, section)
    document = section.version.document
    published(section.version, people.officer, people.approver)

    later = documents.start_draft(document, by=people.officer).sections.get(key="commitment")

    assert pointed(later) == ["dpa1998"]


def test_it_can_be_pointed_out_again(people, section):
    mark(people, section)

    references.question_again(section, by=people.officer, reference="ccg")

    assert pointed(section) == ["dpa1998", "ccg"]
    assert MeantReference.history.filter(history_type="-").count() == 2


def test_marking_twice_and_questioning_nothing_write_no_line(people, section):
    mark(people, section)
    before = Event.objects.count()

    mark(people, section, words=["ccg"])
    references.question_again(section, by=people.officer, reference="pct")

    assert Event.objects.count() == before
    assert MeantReference.objects.all().as_meant() == {
        Meant("commitment", "ccg", "clinical commissioning group"),
        Meant("commitment", "ccg", "ccg"),
    }


def test_a_reference_that_the_table_has_not_is_refused(people, section):
    with pytest.raises(ValidationError):
        mark(people, section, reference="unheard-of")


@pytest.mark.parametrize("name", ["manager", "practitioner", "stranger"])
def test_only_who_may_draft_marks(people, section, name):
    with pytest.raises(PermissionDenied):
        mark(people, section, by=getattr(people, name))

    assert not MeantReference.objects.exists()


def test_what_left_draft_is_not_marked(people, section):
    submitted(section.version, people.officer)

    with pytest.raises(InvalidMove):
        mark(people, section)


def test_saving_is_never_blocked_by_what_is_pointed_out(people, section):
    saved = sections.save_section(section, by=people.officer, body=TEXT, base=section.lock)

    assert saved.body == TEXT
    assert submitted(saved.version, people.officer).state == "in_review"
