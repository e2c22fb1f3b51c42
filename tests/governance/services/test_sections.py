import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.errors import InvalidMove
from audit.models import Event
from governance.errors import Conflict
from governance.markdown import SECTION_LIMIT
from governance.models import Body, SectionDraft
from governance.services import sections
from tests.factories.governance import draft_of, make_document, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(people):
    return draft_of(make_document(people.organisation, people.officer)).sections.first()


def test_save_section_keeps_the_text_once(people, section):
    saved = sections.save_section(section, by=people.officer, body="New text.\r\n", base=section.lock)

    section.refresh_from_db()
    assert (section.body, section.lock) == ("New text.", 2)
    assert Body.objects.get(pk=saved.body_sha256).unpacked() == b"New text."
    assert next(row.body_sha256 for row in section.history.all()) == saved.body_sha256
    assert not hasattr(section.history.first(), "body")
    assert Event.objects.for_target(section.version).latest("at").verb == "section.saved"


def test_save_section_with_the_same_text_writes_no_line(people, section):
    before = Event.objects.count()

    sections.save_section(section, by=people.officer, body=section.body, base=section.lock)

    assert Event.objects.count() == before


def test_stale_save_raises_with_both_texts(people, section):
    sections.save_section(section, by=people.approver, body="Theirs", base=section.lock)

    with pytest.raises(Conflict) as caught:
        sections.save_section(section, by=people.officer, body="Mine", base=section.lock)

    section.refresh_from_db()
    assert (caught.value.theirs.body, caught.value.mine, section.body) == ("Theirs", "Mine", "Theirs")


def test_frozen_section_cannot_be_saved(people, section):
    submitted(section.version, people.officer)

    with pytest.raises(InvalidMove, match="frozen"):
        sections.save_section(section, by=people.officer, body="Late", base=section.lock)

    section.refresh_from_db()
    assert section.body != "Late"


def test_too_long_a_text_is_refused_with_the_figures(people, section):
    with pytest.raises(ValidationError, match="200,000"):
        sections.save_section(section, by=people.officer, body="x" * (SECTION_LIMIT + 1), base=section.lock)


def test_save_section_is_for_officers(people, section):
    with pytest.raises(PermissionDenied):
        sections.save_section(section, by=people.manager, body="No", base=section.lock)


def test_add_move_and_remove_sections_keep_one_row_of_places(people, section):
    version = section.version
    added = sections.add_section(version, by=people.officer, heading="Our commitment!", after=section)
    assert added.key == "our-commitment"

    sections.move_section(added, by=people.officer, to="up")
    assert list(version.sections.values_list("position", "key")) == [
        (1, "our-commitment"),
        (2, "commitment"),
        (3, "advice"),
    ]

    sections.remove_section(section, by=people.officer)
    assert list(version.sections.values_list("position", "key")) == [(1, "our-commitment"), (2, "advice")]


def test_the_last_section_stays(people, section):
    version = section.version
    sections.remove_section(section, by=people.officer)

    with pytest.raises(ValidationError, match="at least one section"):
        sections.remove_section(version.sections.get(), by=people.officer)


def test_keep_draft_is_no_act(people, section):
    before = Event.objects.count()

    sections.keep_draft(section, people.officer, "Half a sen", section.lock)
    sections.keep_draft(section, people.officer, "Half a sentence", section.lock)

    assert [d.text for d in SectionDraft.objects.all()] == ["Half a sentence"]
    assert Event.objects.count() == before


def test_saving_clears_the_unsaved_text(people, section):
    sections.keep_draft(section, people.officer, "Whole", section.lock)

    sections.save_section(section, by=people.officer, body="Whole", base=section.lock)

    assert SectionDraft.objects.count() == 0
