"""In random worlds each question about one thing and its queryset agree: jobs, PDFs, drafts, and lines of the log."""

from __future__ import annotations

import pytest
import time_machine
from hypothesis import strategies as st

from audit import actors
from audit.models import Event
from governance.jobs import rights
from governance.jobs.queue import enqueue
from governance.models import CommentThread, Document, DocumentVersion, Job, Rendition
from governance.permissions import can_read, can_see_thread
from governance.reading import drafts_read_by
from governance.services.publication import RENDER
from organisations.models import Organisation
from organisations.permissions import Can, can, organisations_where
from tests.audit.helpers import acting
from tests.governance.worlds import build, check_in_worlds
from tests.once import rolled_back

jobs = st.lists(
    st.tuples(st.none() | st.integers(0, 2), st.sampled_from([None, "AAA", "BBB"])), min_size=1, max_size=3
)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [15, pytest.param(100, marks=pytest.mark.long)])
def test_twins_of_jobs_pdfs_drafts_and_the_log_agree(count):
    check_in_worlds(count, twins_agree, jobs)


def twins_agree(world, jobs):
    with time_machine.travel("2026-11-24T12:00:00+00:00", tick=True), rolled_back():
        people = build(world)
        ask_for(jobs, people)
        keep_pdfs()
        talk()
        check(people)


def ask_for(jobs, people):
    """Jobs that a person or the service itself asked for, of an organisation or of none."""
    for number, (who, code) in enumerate(jobs):
        by = actors.job("test") if who is None else people[who]
        organisation = Organisation.objects.get(code=code) if code else None
        if who is not None and not people[who].is_active:
            continue
        enqueue(
            RENDER, key=f"asked:{number}", by=by, label="A job", organisation=organisation, version_id="x"
        )


def keep_pdfs():
    for version in DocumentVersion.objects.all():
        Rendition.objects.create(
            version=version,
            cache_key=str(version.pk),
            sha256="0" * 64,
            size=1,
            pages=1,
            renderer="r",
            made_by="test",
            made_at=version.created_at,
        )


def talk():
    """Threads on every document, for everyone and for each organisation alone."""
    organisations = list(Organisation.objects.order_by("code"))
    for document in Document.objects.all():
        version = document.versions.first()
        for audience, organisation in [
            ("parties", None),
            *(("organisation", each) for each in organisations),
        ]:
            with acting():
                CommentThread.objects.create(
                    document=document,
                    version=version,
                    section_key="commitment",
                    audience=audience,
                    organisation=organisation,
                    started_at=version.created_at,
                )


def check(people):
    for person in people:
        assert set(Job.objects.visible_to(person)) == {
            job for job in all_of(Job) if rights.can_see(person, job)
        }
        pdfs = {pdf for pdf in all_of(Rendition) if can_read(person, pdf.version)}
        assert set(Rendition.objects.visible_to(person)) == pdfs
        threads = {thread for thread in all_of(CommentThread) if can_see_thread(person, thread)}
        assert set(CommentThread.objects.visible_to(person)) == threads
        drafts = {document for document in all_of(Document) if can(person, Can.READ_DRAFTS, document)}
        assert set(Document.objects.filter(drafts_read_by(person))) == drafts
        worked_on = DocumentVersion.objects.filter(drafts_read_by(person, "document__"))
        assert set(worked_on) == set(DocumentVersion.objects.visible_to(person).filter(document__in=drafts))
        mine = {document for document in all_of(Document) if can(person, Can.DRAFT, document.organisation)}
        assert set(Document.objects.drafted_by(person)) == mine
        read = set(organisations_where(person, Can.READ_LOG).values_list("pk", flat=True))
        told = {event for event in all_of(Event) if read & set(event.organisations)}
        assert set(Event.objects.visible_to(person)) == told
        for organisation in all_of(Organisation):
            assert (organisation.pk in read) == can(person, Can.READ_LOG, organisation)


def all_of(model):
    return list(model.objects.all())
