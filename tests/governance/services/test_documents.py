import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.errors import InvalidMove
from audit.models import Event
from governance import registry
from governance.models import Document, DocumentVersion, Section
from governance.services import documents
from tests.factories.governance import CODE, draft_of, make_document, make_published, published

pytestmark = pytest.mark.django_db


def verbs():
    return list(
        Event.objects.order_by("at", "id").exclude(verb="fixture.made").values_list("verb", flat=True)
    )


def test_create_document_from_the_model_of_its_kind(people):
    document = documents.create_document(
        people.organisation, kind=registry.kind(CODE), title=" Code of Practice ", by=people.officer
    )

    version = document.versions.get()
    assert (document.reference, document.title) == ("NCC-COP-0001", "Code of Practice")
    assert (version.number, version.state, version.author) == ("1.0", "draft", people.officer)
    assert list(version.sections.values_list("key", flat=True)) == [
        s.key for s in registry.kind(CODE).sections
    ]


def test_create_document_writes_one_line_in_the_log(people):
    make_document(people.organisation, people.officer)

    assert verbs() == ["document.created"]


def test_references_count_by_organisation(people):
    first = make_document(people.organisation, people.officer)
    second = make_document(people.organisation, people.officer, title="Another")
    other = make_document(people.other, people.stranger)

    assert [d.reference for d in (first, second, other)] == ["NCC-COP-0001", "NCC-COP-0002", "NPT-COP-0001"]


@pytest.mark.parametrize("name", ["practitioner", "auditor", "administrator", "manager", "stranger"])
def test_create_document_is_for_officers_of_the_organisation(people, name):
    with pytest.raises(PermissionDenied):
        make_document(people.organisation, getattr(people, name))

    assert (Document.objects.count(), DocumentVersion.objects.count(), Section.objects.count()) == (0, 0, 0)


def test_create_document_leaves_nothing_when_the_log_fails(people, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the log is full")

    monkeypatch.setattr(documents, "record", broken)

    with pytest.raises(RuntimeError, match="the log is full"):
        make_document(people.organisation, people.officer)

    assert (Document.objects.count(), Document.history.count(), Section.objects.count()) == (0, 0, 0)


def test_change_control_keeps_what_was_not_named(people):
    document = make_document(people.organisation, people.officer, owner_role="Head of information governance")

    documents.change_control(document, by=people.officer, distribution="All staff")

    document.refresh_from_db()
    assert (document.distribution, document.owner_role) == ("All staff", "Head of information governance")
    assert verbs() == ["document.created", "document.control_changed"]


def test_change_control_refuses_an_unknown_field(people):
    document = make_document(people.organisation, people.officer)

    with pytest.raises(ValidationError, match="reference"):
        documents.change_control(document, by=people.officer, reference="X")


def test_start_draft_copies_the_newest_text(people):
    version = make_published(people.organisation, people.officer, people.approver)

    draft = documents.start_draft(version.document, by=people.officer)

    assert (draft.number, draft.based_on, draft.state) == ("1.1", version, "draft")
    assert [(s.key, s.body) for s in draft.sections.all()] == [
        (s.key, s.body) for s in version.sections.all()
    ]


def test_start_draft_as_a_new_edition(people):
    version = make_published(people.organisation, people.officer, people.approver)

    assert documents.start_draft(version.document, by=people.officer, edition=True).number == "2.0"


def test_start_draft_waits_for_the_one_being_worked_on(people):
    document = make_document(people.organisation, people.officer)

    with pytest.raises(InvalidMove, match=r"Version 1\.0 is being worked on already"):
        documents.start_draft(document, by=people.officer)


def test_start_draft_refuses_a_version_of_another_document(people):
    here = make_published(people.organisation, people.officer, people.approver)
    there = make_published(people.organisation, people.officer, people.approver, title="Another")

    with pytest.raises(ValidationError, match="of this document"):
        documents.start_draft(here.document, by=people.officer, based_on=there)


def test_change_version_refuses_a_stale_form(people):
    version = draft_of(make_document(people.organisation, people.officer))
    values = {"title": "New title", "marking": "official", "handling": "", "by": people.officer}

    changed = documents.change_version(version, lock=version.lock, **values)

    assert (changed.title, changed.marking) == ("New title", "official")
    with pytest.raises(ValidationError, match="before you"):
        documents.change_version(version, lock=version.lock, **values)


def test_a_document_with_sensitive_text_is_not_opened_to_everyone(people):
    document = make_document(people.organisation, people.officer, audience="organisation")
    draft = draft_of(document)
    documents.change_version(
        draft, by=people.officer, lock=draft.lock, title="Code", marking="official_sensitive", handling=""
    )
    published(draft, people.officer, people.approver)

    with pytest.raises(ValidationError, match=r"Version 1\.0 is marked OFFICIAL-SENSITIVE"):
        documents.change_control(document, by=people.officer, audience="anyone")

    document.refresh_from_db()
    assert document.audience == "organisation"


@pytest.mark.parametrize("marking", ["", "not_marked", "official"])
def test_no_other_marking_is_a_reason_to_close_a_document(people, marking):
    document = make_document(people.organisation, people.officer, audience="organisation")
    draft = draft_of(document)
    documents.change_version(
        draft, by=people.officer, lock=draft.lock, title="Code", marking=marking, handling=""
    )
    published(draft, people.officer, people.approver)

    documents.change_control(document, by=people.officer, audience="anyone")

    document.refresh_from_db()
    assert document.audience == "anyone"
