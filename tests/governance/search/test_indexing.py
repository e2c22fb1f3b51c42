from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from audit.actors import job
from governance.models import Job, SearchCount, SearchDue, SearchEntry, SearchName, SearchWord
from governance.search import indexing
from governance.search.finding import search
from governance.services import documents, publication, sections
from organisations.services.organisations import add_identifier, change_organisation, record_successor
from tests.factories.governance import draft_of, make_document, make_published, next_version
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db
ME = job("test")


def index():
    return indexing.index_due()


def entries(**wanted):
    return sorted(SearchEntry.objects.filter(**wanted).values_list("address", flat=True))


def found(people, query, person=None):
    on = timezone.localdate()
    return [entry.address for entry in search(person or people.anonymous, query, on=on).entries]


def words(scope=None):
    return set(SearchCount.objects.filter(scope=scope).values_list("word__word", flat=True))


# ---- documents ------------------------------------------------------------------------------------


def test_a_published_version_is_entered_section_by_section(people):
    version = make_published(people.organisation, people.officer, people.approver, title="Sharing code")
    index()

    address = version.document.get_absolute_url()
    rows = SearchEntry.objects.filter(source="section").order_by("pk")
    assert sorted(rows.values_list("address", "title", "subtitle")) == [
        (address, "Sharing code", ""),
        (f"{address}#advice", "Who can advise you", "Sharing code"),
        (f"{address}#commitment", "Our commitment", "Sharing code"),
    ]
    assert {(row.document, row.organisation, row.is_open, row.valid_to) for row in rows} == {
        (version.document, people.organisation, True, date.max)
    }


def test_drafts_are_not_entered(people):
    document = make_document(people.organisation, people.officer)
    documents.start_draft(
        make_published(people.organisation, people.officer, people.approver).document, by=people.officer
    )
    index()

    assert not SearchEntry.objects.filter(document=document).exists()
    assert SearchEntry.objects.filter(source="section").values("key").count() == 3


def test_the_next_version_is_found_from_its_day(people):
    today = timezone.localdate()
    first = make_published(people.organisation, people.officer, people.approver, today - timedelta(days=9))
    next_version(
        first.document, people.officer, people.approver, today + timedelta(days=9), text="Zebras only."
    )
    index()

    def at(day):
        return [e.title for e in search(people.anonymous, "zebras", on=day, as_typed=True).entries]

    assert at(today) == []
    assert at(today + timedelta(days=9)) == ["Our commitment"]
    help_now = search(people.anonymous, "protect someone", on=today).entries
    help_then = search(people.anonymous, "protect someone", on=today + timedelta(days=9)).entries
    assert ([e.title for e in help_now], help_then) == (["Our commitment"], [])


def test_a_withdrawn_version_is_found_no_longer(people):
    version = make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1))
    index()
    publication.withdraw(version, by=people.manager, reason="Wrong")
    index()

    assert entries(source="section") == []
    assert "protect" not in words()


def test_closing_a_document_closes_its_entries_and_words(people):
    version = make_published(people.organisation, people.officer, people.approver)
    index()
    assert "protect" in words()

    documents.change_control(version.document, by=people.officer, audience="organisation")
    index()

    assert set(SearchEntry.objects.filter(source="section").values_list("is_open", flat=True)) == {False}
    assert "protect" not in words()
    assert "protect" in words(people.organisation)
    assert found(people, "protect someone") == []
    assert found(people, "protect someone", people.practitioner) != []


def test_what_nobody_else_may_see_moves_nothing(people):
    """An officer's draft of the next version leaves the rows of the one in force as they are."""
    version = make_published(people.organisation, people.officer, people.approver)
    make_published(people.organisation, people.officer, people.approver, title="Another")
    index()
    before = list(SearchEntry.objects.order_by("pk").values())

    draft = documents.start_draft(version.document, by=people.officer)
    sections.add_section(draft, by=people.officer, heading="Secret plan")
    index()

    assert list(SearchEntry.objects.order_by("pk").values()) == before


# ---- bodies ---------------------------------------------------------------------------------------


def test_a_body_is_found_by_all_its_names(people):
    body = make_organisation("WLS-AGY", name="Isle of Anglesey", name_cy="Ynys Môn")
    old = make_organisation("OLD", name="Holyhead Urban District")
    add_identifier(body, by=ME, scheme="gss", value="W06000001")
    record_successor(old, by=ME, successor=body)
    change_organisation(body, by=ME, name="Anglesey")
    index()

    for query in (
        "anglesey",
        "isle of",
        "ynys mon",
        "WLS-AGY",
        "gss:W06000001",
        "w06000001",
        "holyhead urban",
    ):
        assert found(people, query)[0] in ("/organisations/WLS-AGY/", "/organisations/OLD/"), query
    assert "/organisations/WLS-AGY/" in found(people, "holyhead urban")


def test_a_new_name_reaches_the_documents_of_the_body(people):
    make_published(people.organisation, people.officer, people.approver)
    index()

    change_organisation(people.organisation, by=people.administrator, name="Shire of the North")
    index()

    assert "/documents/NCC-COP-0001/" in found(people, "shire north code of practice")


# ---- as a whole -----------------------------------------------------------------------------------


def test_an_index_made_again_is_the_same(people, capsys):
    make_published(people.organisation, people.officer, people.approver)
    make_published(people.other, people.stranger, make_approver(people), audience="organisation")
    index()
    before = state()
    SearchDue.objects.all().delete()

    call_command("rebuild_search")
    again = state()
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()
    call_command("rebuild_search")
    afresh = state()

    assert before == again == afresh
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("8 entries: 0 added, 0 changed, 0 removed, in ")
    assert lines[1].startswith("8 entries: 8 added, 0 changed, 0 removed, in ")


def make_approver(people):
    from organisations.permissions import Role
    from tests.factories.organisations import make_member, make_person

    person = make_person("approver@northport.example")
    make_member(person, people.other, Role.INFORMATION_OFFICER)
    return person


def state():
    columns = ["source", "key", *indexing.COLUMNS]
    return (
        sorted(SearchEntry.objects.values_list(*columns), key=str),
        sorted(SearchName.objects.values_list("entry__key", "name")),
        sorted(SearchCount.objects.values_list("scope", "word__word", "entries"), key=str),
    )


def test_what_no_longer_exists_is_removed(people):
    make_published(people.organisation, people.officer, people.approver)
    index()
    row = SearchEntry.objects.filter(source="section").first()
    for key, source in (("gone", "section"), ("gone", "forgotten")):
        row.pk, row.key, row.source, row.target = None, key, source, people.officer.pk
        row.save()

    tally = indexing.rebuild()

    assert (tally.added, tally.changed, tally.removed) == (0, 0, 2)


def test_what_is_due_is_done_once(people):
    make_published(people.organisation, people.officer, people.approver)

    first, second = index(), index()

    assert first.added > 0
    assert (second.seen, SearchDue.objects.count()) == (0, 0)


# ---- what acts leave behind -----------------------------------------------------------------------


def test_an_act_that_fails_leaves_nothing_due(people):
    SearchDue.objects.all().delete()

    with pytest.raises(Exception, match="name"):
        change_organisation(people.organisation, by=people.administrator, name="")

    assert not SearchDue.objects.exists()


def test_acts_that_change_nothing_to_be_found_leave_nothing_due(people):
    version = draft_of(make_document(people.organisation, people.officer))
    SearchDue.objects.all().delete()

    section = version.sections.first()
    sections.save_section(section, by=people.officer, body="Other words.", base=section.lock)

    assert list(SearchDue.objects.values_list("target_type", flat=True)) in (
        [],
        ["governance.documentversion"],
    )


def test_many_acts_wake_one_job(people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        for number in range(3):
            change_organisation(people.organisation, by=people.administrator, name=f"Name {number}")

    assert len(callbacks) >= 3
    jobs = Job.objects.filter(task__endswith="index_search")
    assert [job.state for job in jobs] == ["queued"]


def test_an_import_of_many_asks_for_the_job_once(people, django_capture_on_commit_callbacks, tmp_path):
    path = tmp_path / "bodies.csv"
    rows = "".join(f"X{number},Body {number}\n" for number in range(30))
    path.write_text(f"government-organisation,name\n{rows}")
    with django_capture_on_commit_callbacks() as callbacks:
        call_command("import_organisations", str(path), verbosity=0)

    assert len(callbacks) == 1
    assert SearchDue.objects.filter(target_type="organisations.organisation").count() >= 30


def test_a_section_of_a_kind_with_its_own_source_is_not_entered(people, monkeypatch):
    from governance import registry

    make_published(people.organisation, people.officer, people.approver)
    monkeypatch.setattr(registry, "kinds_with_own_entries", lambda: frozenset({"code_of_practice"}))
    index()

    assert entries(source="section") == []


def test_what_was_there_before_the_search_is_entered(people):
    make_published(people.organisation, people.officer, people.approver)
    SearchDue.objects.all().delete()

    migration = import_module("governance.migrations.0010_all_is_due_for_the_search")
    migration.note(apps, None)

    assert index().added == 5  # two bodies, a document as a whole, its two sections
