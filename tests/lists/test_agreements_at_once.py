"""The pages of an agreement that is written and approved, with rows of every kind: still twelve queries at most."""

from __future__ import annotations

import pytest
from django.urls import reverse

from governance.services.approval_rules import set_rule
from governance.services.documents import start_draft
from organisations.services.grants import grant
from protocols.models import Conditions, DataItem, Flow, LegalBasis
from tests.audit.helpers import acting
from tests.factories.governance import submitted
from tests.factories.organisations import make_person
from tests.factories.protocols import make_recorded
from tests.lists.test_everything_at_once import PLAN, REVIEW
from tests.lists.test_query_counts import LIMIT, queries, signed_in
from tests.once import rolled_back
from tests.people import make_people

pytestmark = pytest.mark.django_db

DRAFT = [
    ("officer", "draft"),
    ("officer", "submit"),
    ("officer", "version"),
    ("officer", "section-edit"),
    ("guest", "version"),
]


def make_full():
    """A protocol in its second edition, with two rows of every kind of which it can have two."""
    people = make_people()
    here, officer = people.organisation, people.officer
    people.document = make_recorded(here, officer, people.other).document
    people.guest = make_person("guest@elsewhere.example")
    for codename in ("read_drafts", "comment_document", "approve_document"):
        grant(people.guest, by=officer, codename=codename, thing=people.document)
    set_rule(here, by=people.administrator, plan=PLAN)
    version = start_draft(people.document, by=officer)
    parties = list(version.parties.order_by("position"))
    with acting():
        for n in (1, 2):
            DataItem.objects.create(version=version, key=f"item-{n}", position=n, what=f"Item {n}")
            giver, taker = parties[:2] if n == 1 else parties[1::-1]
            Flow.objects.create(
                version=version, key=f"flow-{n}", position=n, giver=giver, taker=taker, items=[f"item-{n}"]
            )
        LegalBasis.objects.create(version=version, position=1, key="a6_public_task")
        LegalBasis.objects.create(version=version, position=2, key="art9_c")
        Conditions.objects.create(version=version, assessment="done")
    people.version = version
    return people


@pytest.fixture(scope="module")
def asked(django_db_setup, django_db_blocker):
    """What each page of the draft asks of each who looks at it; the same in review."""
    with django_db_blocker.unblock(), rolled_back():
        people = make_full()
        drafts = {page: asked_by(people, *page) for page in DRAFT}
        submitted(people.version, people.officer)
        return drafts, {page: asked_by(people, *page) for page in REVIEW}


def asked_by(people, role, name):
    more = ["purpose"] if name == "section-edit" else []
    where = reverse(f"governance:{name}", args=[people.document.reference, people.version.number, *more])
    return queries(signed_in(people, role), where)


@pytest.mark.parametrize("page", [*DRAFT, *(page for page in REVIEW if page not in DRAFT)], ids=" ".join)
def test_a_page_of_an_agreement_asks_at_most_twelve_times(asked, page, record_property):
    drafts, reviews = asked

    for state, pages in (("draft", drafts), ("in review", reviews)):
        found = pages.get(page, [])
        record_property("figure", f"{page[1]}, {state}, as {page[0]}: {len(found)}")
        assert len(found) <= LIMIT, "\n".join(found)
