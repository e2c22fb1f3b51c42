"""Random worlds of documents: what hypothesis draws, and how it is built by acts."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.models import Participant
from organisations.permissions import Role
from organisations.services.grants import grant
from tests.audit.helpers import acting
from tests.factories.governance import brought_to, make_document
from tests.factories.organisations import make_member, make_organisation, make_person

TODAY = date(2026, 11, 24)
STATES = [
    "draft",
    "in_review",
    "approved",
    "scheduled",
    "in_force",
    "superseded",
    "withdrawn",
    "cancelled",
    "given_up",
]
DAYS = st.sampled_from([None, TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)])

world = st.fixed_dictionaries(
    {
        "documents": st.lists(
            st.fixed_dictionaries(
                {
                    "organisation": st.integers(0, 1),
                    "audience": st.sampled_from(["anyone", "organisation"]),
                    "state": st.sampled_from(STATES),
                    "participant": st.sampled_from([None, 0, 1]),
                    "granted": st.sampled_from(
                        [None, "read_document", "read_drafts", "comment_document", "approve_document"]
                    ),
                    "until": DAYS,
                }
            ),
            min_size=1,
            max_size=3,
        ),
        "memberships": st.lists(
            st.tuples(st.integers(0, 2), st.integers(0, 1), st.sampled_from(list(Role)), DAYS),
            max_size=4,
            unique_by=lambda membership: membership[:3],
        ),
        "inactive": st.booleans(),
    }
)


def check_in_worlds(count, check, *more):
    """Runs a check in so many random worlds, each with what `more` draws beside it."""
    few = settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    few(given(world, *more)(check))()


def grant_until(day):
    """A grant cannot be given for the past; one that ran out is made by moving its last day."""
    return None if day is None else max(day, TODAY)


def build(world):
    """Organisations, people, documents in any state, grants and memberships on any day. Returns the people."""
    organisations = [make_organisation("AAA"), make_organisation("BBB")]
    persons = [make_person(f"p{n}@a.example") for n in range(3)]
    staff = (
        [make_person(f"officer{n}@a.example") for n in range(2)],
        [make_person(f"approver{n}@a.example") for n in range(2)],
    )
    for officers in staff:
        for officer, organisation in zip(officers, organisations, strict=True):
            make_member(officer, organisation, Role.INFORMATION_OFFICER)
    for who, where, role, until in world["memberships"]:
        make_member(persons[who], organisations[where], role, ends_on=until)
    for plan in world["documents"]:
        here = plan["organisation"]
        officer, approver = staff[0][here], staff[1][here]
        document = make_document(organisations[here], officer, audience=plan["audience"])
        brought_to(plan["state"], document, officer, approver, TODAY)
        if plan["participant"] is not None and plan["participant"] != here:
            with acting():
                Participant.objects.create(document=document, organisation=organisations[plan["participant"]])
        if plan["granted"]:
            given = grant(
                persons[0],
                codename=plan["granted"],
                thing=document,
                by=officer,
                until=grant_until(plan["until"]),
            )
            if plan["until"] is not None and plan["until"] < TODAY:
                given.until = plan["until"]
                with acting():
                    given.save()
    if world["inactive"]:
        persons[1].is_active = False
        persons[1].save()
    return [*persons, *staff[0], AnonymousUser()]
