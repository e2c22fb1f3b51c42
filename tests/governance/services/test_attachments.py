"""Files of a version: attached, frozen, copied forward, taken off drafts alone."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from audit.errors import InvalidMove
from audit.verification import faults
from governance import canonical
from governance.attached import AttachedFile, changes
from governance.files import store
from governance.files.types import check
from governance.models import Attachment, Body
from governance.pdf.schedules import body_of
from governance.services import attachments, documents, review
from tests.factories.governance import draft_of, make_document, make_published, submitted
from tests.factories.pdfs import make_pdf
from tests.once import made_once
from tests.people import make_people

pytestmark = pytest.mark.django_db


def begin():
    people = make_people()
    people.draft = draft_of(make_document(people.organisation, people.officer))
    return people


made = made_once(begin)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def world(made):
    return made


def pdf(words="plan", name="plan.pdf"):
    return check(name, make_pdf(words))


def attached(world, version=None, title="", **file):
    return attachments.attach(version or world.draft, file=pdf(**file), by=world.officer, title=title)


def frozen_files(version):
    return json.loads(Body.objects.get(pk=version.content_sha256).unpacked())["attachments"]


def test_a_file_is_kept_once_under_its_hash(world):
    first = attached(world, title="Map")
    other = draft_of(make_document(world.organisation, world.officer, title="Another"))
    second = attached(world, other)

    assert store.read(first.sha256) == make_pdf("plan")
    assert (first.number, first.label, first.sha256) == (1, "Map", second.sha256)


def test_attached_twice_it_is_there_once(world):
    attached(world)
    attached(world)

    assert world.draft.attachments.count() == 1


def test_hashes_are_part_of_what_is_frozen(world):
    row = attached(world, title="Map")
    without = canonical.freeze(draft_of(make_document(world.organisation, world.officer)))

    version = submitted(world.draft, world.officer)

    assert row.size == len(make_pdf("plan"))
    assert json.loads(without)["attachments"] == []
    assert frozen_files(version) == [
        {
            "number": 1,
            "name": "plan.pdf",
            "title": "Map",
            "type": "pdf",
            "size": row.size,
            "sha256": row.sha256,
        }
    ]
    assert canonical.thaw(Body.objects.get(pk=version.content_sha256).unpacked()).attachments == (
        AttachedFile.of(row),
    )


def test_what_was_frozen_with_and_without_files_verifies(world):
    make_published(world.organisation, world.officer, world.approver)
    attached(world)
    submitted(world.draft, world.officer)

    assert list(faults()) == []


def test_a_file_that_was_changed_or_lost_is_a_fault(world):
    row = attached(world)
    with open(store.default_storage.path(store.path_of(row.sha256)), "wb") as opened:
        opened.write(b"%PDF-1.7 else")

    assert [fault.message for fault in faults()] == [
        "The file plan.pdf of " + str(world.draft) + " is not in the storage, or is damaged."
    ]
    with pytest.raises(store.FileMissing):
        store.read(row.sha256)
    store.keep(make_pdf("plan"))
    assert list(faults()) == []


def test_the_next_draft_starts_with_the_same_files(world):
    published = make_published(
        world.organisation, world.officer, world.approver, timezone.localdate() - timedelta(days=9)
    )
    first = documents.start_draft(published.document, by=world.officer)
    row = attached(world, first, title="Map")
    review.give_up(first, by=world.officer, reason="No need")

    following = documents.start_draft(published.document, by=world.officer, based_on=first)

    assert list(map(AttachedFile.of, following.attachments.all())) == [AttachedFile.of(row)]
    copy = following.attachments.get()
    assert (copy.added_by, copy.added_at) == (world.officer, row.added_at)


def test_files_of_what_left_draft_stay_in_acts_and_in_the_database(world):
    row = attached(world)
    version = submitted(world.draft, world.officer)

    with pytest.raises(InvalidMove):
        attached(world, version, words="more", name="more.pdf")
    with pytest.raises(InvalidMove):
        attachments.detach(row, by=world.officer)
    for change in (lambda rows: rows.update(title="Else"), lambda rows: rows._raw_delete("default")):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change(Attachment.objects.filter(pk=row.pk))
    assert version.attachments.count() == 1


def test_a_file_is_taken_off_a_draft_and_its_history_stays(world):
    row = attached(world)
    key, again = row.pk, Attachment.objects.get()

    attachments.detach(row, by=world.officer)
    attachments.detach(again, by=world.officer)

    kept = Attachment.history.filter(id=key).order_by("history_id")
    assert [line.history_type for line in kept] == ["+", "-"]
    assert not world.draft.attachments.exists()


def test_a_name_stands_once_and_bytes_stand_once(world):
    attached(world)

    with pytest.raises(ValidationError, match=r"A file called “plan\.pdf” is attached already"):
        attached(world, words="other", name="PLAN.pdf")
    with pytest.raises(ValidationError, match=r"attached already, as “plan\.pdf”"):
        attached(world, name="copy.pdf")


def test_a_version_takes_so_many_files_and_so_many_bytes(world, monkeypatch):
    monkeypatch.setattr(attachments, "MOST", 1)
    attached(world)

    with pytest.raises(ValidationError, match="can have 1 attachments"):
        attached(world, words="two", name="two.pdf")
    monkeypatch.setattr(attachments, "MOST", 20)
    monkeypatch.setattr(attachments, "MOST_BYTES", 20)
    with pytest.raises(ValidationError, match="50 MB together"):
        attached(world, words="two", name="two.pdf")


def test_who_may_not_write_here_attaches_nothing(world):
    for person in (world.practitioner, world.stranger, world.administrator):
        with pytest.raises(PermissionDenied):
            attachments.attach(world.draft, file=pdf(), by=person)

    assert not Attachment.objects.exists()


def test_the_pdf_lists_files_with_their_fingerprints(world):
    row = attached(world, title="Map")

    for version in (world.draft, submitted(world.draft, world.officer)):
        schedule = body_of(version).schedules[-1]
        assert schedule.heading == "Attachments"
        assert schedule.rows[0][:3] == ("Map\nplan.pdf", "PDF", "1 KB")
        assert schedule.rows[0][3].replace(" ", "") == row.sha256


def test_what_changed_among_files_is_told():
    def file(sha256, name="a.pdf", title=""):
        return AttachedFile(1, name, title, "pdf", 1, sha256)

    before = [file("1"), file("2", "b.pdf"), file("3", "c.pdf")]
    after = [file("9"), file("2", "b.pdf", "Map"), file("4", "d.pdf")]

    assert changes(before, after) == [
        "“a.pdf” was replaced by another file of that name.",
        "“b.pdf” is called “Map” now.",
        "“d.pdf” was added.",
        "“c.pdf” was taken away.",
    ]
    assert changes(before, before) == []
