"""The pages of those who write and approve, with all that they can hold at once: still twelve queries at most."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.approving import Plan, Way
from governance.content.outdated import outdated_in
from governance.files.types import check
from governance.services import approvals, comments, links, presence, references, review, sections
from governance.services.adoption import follow_template
from governance.services.approval_rules import set_rule
from governance.services.attachments import attach
from governance.services.documents import start_draft
from governance.services.periodic_reviews import call_review
from organisations.services.grants import grant
from organisations.services.people import appoint
from tests.factories.governance import (
    draft_of,
    make_short_procedure,
    make_template,
    next_version,
    published,
    reworded,
    submitted,
)
from tests.factories.organisations import make_person
from tests.governance.approval_world import seat, step
from tests.lists.test_query_counts import LIMIT, queries, signed_in
from tests.once import rolled_back
from tests.people import make_people

pytestmark = pytest.mark.django_db

PLAN = Plan(
    (
        step(seat(Way.OFFICE, "siro"), seat(Way.ROLE, "information_officer"), needed=2),
        step(seat(Way.ANYONE), needed=1),
    ),
    days=9,
)
DRAFT = [
    ("officer", "draft"),
    ("officer", "section-edit", "commitment"),
    ("officer", "submit"),
    ("officer", "version"),
    ("guest", "version"),
    ("guest", "comments"),
]
REVIEW = [
    (role, name) for role in ("approver", "manager", "officer", "guest") for name in ("review", "version")
]
OLD_LAW = "The Data Protection Act 1998 says so. The Information Commissioner agrees."


def make_full():
    """A procedure in its second edition, which came back from review once, with all that can hang on one."""
    people = make_people()
    here, officer, today = people.organisation, people.officer, timezone.localdate()
    first = make_template(kind="procedure")
    people.document = document = make_short_procedure(here, officer)
    follow_template(document, by=officer, template=first)
    make_template(reworded("advice", "Ask."), kind="procedure")
    left = draft_of(document).sections.get(key="advice")
    sections.keep_draft(left, officer, "Left behind", left.lock)
    published(draft_of(document), officer, people.approver, today - timedelta(days=9))
    original = make_short_procedure(here, officer, title="Gwreiddiol", language="cy")
    published(draft_of(original), officer, people.approver, today - timedelta(days=20))
    next_version(original, officer, people.approver, today - timedelta(days=1))
    links.state_translation(document, of=original, by=officer)
    call_review(document, by=officer, cause="law", reason="New law", due_on=today + timedelta(days=9))
    people.guest = make_person("guest@elsewhere.example")
    for codename in ("read_drafts", "comment_document", "approve_document"):
        grant(people.guest, by=officer, codename=codename, thing=document)
    appoint(people.manager, by=people.administrator, organisation=here, office="siro")
    appoint(people.approver, by=people.administrator, organisation=here, office="siro", deputy=True)
    set_rule(here, by=people.administrator, plan=PLAN)
    write(people, start_draft(document, by=officer))
    review.send_back(submitted(draft_of(document), officer), by=people.manager, reason="Say more.")
    return people


def write(people, version):
    officer = people.officer
    attach(version, file=check("plan.txt", b"Words"), by=officer)
    section, other = version.sections.order_by("position")
    section = sections.save_section(section, by=officer, body=OLD_LAW, base=section.lock)
    found, *_more = outdated_in(OLD_LAW)
    references.mark_meant(section, by=officer, reference=found.entry.key, words=found.words)
    for each in (section, other):
        made = comments.comment(each, by=people.manager, text="Why?", audience="organisation")
        comments.reply(made.thread, by=people.approver, text="Since.")
    presence.beat(section, people.manager)
    sections.keep_draft(other, officer, "Half a sentence", other.lock)


def send(people):
    """Sent again: one has approved, one has lent her approval to a colleague."""
    version = submitted(draft_of(people.document), people.officer)
    approvals.delegate(version, by=people.manager, to=people.guest, until=timezone.localdate())
    review.approve(version, by=people.approver)


@pytest.fixture(scope="module")
def asked(django_db_setup, django_db_blocker):
    """The page of the draft; what each page of it asks of each who looks at it; the same in review."""
    with django_db_blocker.unblock(), rolled_back():
        people = make_full()
        shown = signed_in(people, "officer").get(address(people, "draft")).content.decode()
        drafts = {page: asked_by(people, *page) for page in DRAFT}
        send(people)
        return shown, drafts, {page: asked_by(people, *page) for page in REVIEW}


def asked_by(people, role, name, *more):
    return queries(signed_in(people, role), address(people, name, *more))


def address(people, name, *more):
    return reverse(f"governance:{name}", args=[people.document.reference, "1.1", *more])


@pytest.mark.parametrize("page", [*DRAFT, *(page for page in REVIEW if page not in DRAFT)], ids=" ".join)
def test_a_page_with_everything_asks_at_most_twelve_times(asked, page, record_property):
    _shown, drafts, reviews = asked

    for state, pages in (("draft", drafts), ("in review", reviews)):
        found = pages.get(page, [])
        record_property("figure", f"{page[1]}, {state}, as {page[0]}: {len(found)}")
        assert len(found) <= LIMIT, "\n".join(found)


@pytest.mark.parametrize(
    "words",
    [
        "asked for changes on",
        "The template has a new version",
        "Text that you typed and did not save",
        "Your unsaved text",
        "has it open",
        "1 comment",
        "Changed since 1.0",
        "plan.txt",
        "Confirm",
    ],
)
def test_the_draft_has_everything(asked, words):
    assert words in asked[0]
