from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from audit.models import Event
from governance import registry, template_text
from governance.content.code_of_practice import CODE_OF_PRACTICE
from governance.models import Body, Document, TemplateVersion
from governance.services import documents, templates
from tests.audit.helpers import acting
from tests.factories.governance import CODE, TEXT, draft_of, make_template, reworded

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered(monkeypatch):
    """Registers another Code than the product's, as a later release of it would."""

    def take(**changes):
        kind = replace(CODE_OF_PRACTICE, **changes)
        monkeypatch.setitem(registry._kinds, CODE, kind)
        return kind

    return take


def later(sections, key, text):
    return tuple(replace(s, starting_text=text) if s.key == key else s for s in sections)


def numbers():
    found = TemplateVersion.objects.filter(template__kind=CODE).order_by("number")
    return list(found.values_list("number", flat=True))


def test_every_kind_with_a_text_is_in_the_library_as_it_says_it():
    templates.fill_templates()

    kinds = {kind.key: kind for kind in registry.kinds() if template_text.has_text(kind)}
    found = {version.template.kind: version for version in TemplateVersion.objects.newest()}
    assert CODE in found
    assert set(found) == set(kinds)
    for key, version in found.items():
        says = [(s.key, s.heading, s.body) for s in template_text.text_of(version).sections]
        assert says == [(m.key, m.heading, m.starting_text) for m in kinds[key].sections]


def test_filling_again_brings_nothing_new():
    templates.fill_templates()
    events = Event.objects.count()

    assert templates.fill_templates() == []
    assert (numbers(), Event.objects.count()) == ([1], events)


def test_a_text_that_changed_brings_the_next_version_with_a_summary(registered):
    templates.fill_templates()
    sections = later(CODE_OF_PRACTICE.sections, "training", "We train everyone.")
    registered(sections=tuple(s for s in sections if s.key != "glossary"))

    [new] = templates.fill_templates()

    assert (new.number, new.summary) == (2, "Changed: Training. Taken out: Words we use.")
    assert Event.objects.for_target(new).get().facts == {
        "kind": CODE, "version": 2, "sha256": new.content_sha256,
    }  # fmt: skip
    assert Body.objects.filter(pk=new.content_sha256).exists()


def test_a_version_of_another_job_is_not_undone_by_filling_again():
    templates.fill_templates()
    other = templates.actors.job("another")
    text = template_text.read(template_text.written(version_text(), CODE), "Code")
    templates.publish_template(CODE_OF_PRACTICE, by=other, text=text)

    assert templates.fill_templates() == []
    assert numbers() == [1, 2]


def version_text():
    return template_text.VersionText("Code", "en-gb", tuple(TEXT))


def test_no_person_changes_a_template(people):
    with pytest.raises(PermissionDenied, match="come with the register"):
        templates.publish_template(CODE_OF_PRACTICE, by=people.administrator, text=version_text())

    assert numbers() == []


@pytest.mark.parametrize("statement", ["UPDATE {} SET number = 9", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_take_away_a_version(statement):
    make_template()

    with (
        pytest.raises(DatabaseError, match="only be added to"),
        transaction.atomic(),
        connection.cursor() as c,
    ):
        c.execute(statement.format("governance_templateversion"))

    assert numbers() == [1]


def test_a_document_begins_with_the_newest_version_and_remembers_it(people):
    make_template()
    newest = make_template(reworded("advice", "Ask the desk."))

    document = documents.create_document(
        people.organisation, kind=registry.kind(CODE), title="Code", by=people.officer
    )

    assert document.adopted == newest
    assert [s.body for s in draft_of(document).sections.all()] == [TEXT[0].body, "Ask the desk."]
    event = Event.objects.for_target(document).get(verb="document.created")
    assert event.facts == {"version": "1.0", "template": 2}


def test_without_a_library_a_document_begins_with_the_text_of_its_kind(people):
    document = documents.create_document(
        people.organisation, kind=registry.kind(CODE), title="Code", by=people.officer
    )

    assert document.adopted is None
    assert draft_of(document).sections.first().body == CODE_OF_PRACTICE.sections[0].starting_text


def test_a_document_in_another_language_adopts_nothing_and_has_headings_alone(people):
    make_template()

    document = documents.create_document(
        people.organisation, kind=registry.kind(CODE), title="Cod", by=people.officer, language="cy"
    )

    assert document.adopted is None
    assert {s.body for s in draft_of(document).sections.all()} == {""}


def test_a_text_of_its_own_adopts_nothing(people):
    make_template()

    document = documents.create_document(
        people.organisation, kind=registry.kind(CODE), title="Code", by=people.officer, sections=TEXT
    )

    assert document.adopted is None


def test_the_check_of_the_log_finds_a_template_that_the_log_does_not_tell_of():
    from governance.integrity import template_versions

    version = make_template()
    assert list(template_versions()) == []
    with acting():
        TemplateVersion(
            template=version.template,
            number=2,
            published_on=version.published_on,
            published_as="somebody",
            content_sha256=version.content_sha256,
        ).save(force_insert=True)

    [fault] = template_versions()
    assert "is not the one that the log tells of" in fault.message


def test_documents_from_before_templates_keep_working(people):
    """No library, nothing adopted: the next draft and its text are as they were."""
    document = documents.create_document(
        people.organisation, kind=registry.kind(CODE), title="Code", by=people.officer, sections=TEXT
    )
    templates.fill_templates()

    assert list(Document.objects.behind_template()) == []
    assert [s.key for s in draft_of(document).sections.all()] == ["commitment", "advice"]


def test_an_empty_library_says_how_it_is_filled(client, people):
    client.force_login(people.officer)

    shown = client.get("/templates/").content.decode()

    assert "No template is here yet" in shown
    assert "fill_templates" in shown
