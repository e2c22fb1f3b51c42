from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from guardian.models import UserObjectPermission

from audit.errors import InvalidMove
from audit.models import Event
from governance.models import Document, DocumentGrant
from organisations.permissions import GRANTS, Can, can, granted
from organisations.services import grants
from organisations.services.grants import grant, revoke
from tests.factories.governance import make_document
from tests.factories.organisations import make_person

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def document(people):
    return make_document(people.organisation, people.officer)


def rights_on(person, document):
    """What a person may do, and the same from the queryset: they must agree."""
    by_question = {right for right in Can if can(person, right, document)}
    by_queryset = {
        right for right in Can if Document.objects.filter(pk__in=granted(person, right, Document)).exists()
    }
    assert by_question == by_queryset
    return by_question


@pytest.mark.parametrize("codename", GRANTS)
def test_grant_gives_exactly_its_rights_on_one_document(people, document, codename):
    other = make_document(people.organisation, people.officer)

    grant(people.stranger, by=people.officer, codename=codename, thing=document)

    assert rights_on(people.stranger, document) == GRANTS[codename]
    assert not [right for right in Can if can(people.stranger, right, other)]
    assert not [right for right in Can if can(people.stranger, right, people.organisation)]


@pytest.mark.parametrize(
    ("until", "expected"), [(None, True), (TODAY + DAY, True), (TODAY, True), (TODAY - DAY, False)]
)
def test_expired_grants_never_count(people, document, until, expected):
    row = grant(people.stranger, by=people.officer, codename="read_drafts", thing=document, until=TODAY)
    DocumentGrant.objects.filter(pk=row.pk).update(until=until)

    assert bool(rights_on(people.stranger, document)) is expected


def test_grant_of_a_closed_account_never_counts(people, document):
    grant(people.stranger, by=people.officer, codename="read_drafts", thing=document)
    people.stranger.is_active = False
    people.stranger.save(update_fields=["is_active"])

    assert rights_on(people.stranger, document) == set()


def test_anonymous_has_no_grants(people, document):
    assert rights_on(AnonymousUser(), document) == set()


def test_grant_writes_its_line_and_revoke_another(people, document):
    grant(people.stranger, by=people.officer, codename="approve_document", thing=document, until=TODAY + DAY)
    given = Event.objects.newest_first().first()

    revoke(people.stranger, by=people.officer, codename="approve_document", thing=document, reason="Done.")
    taken = Event.objects.newest_first().first()

    assert (given.verb, given.target_id, given.facts) == (
        "access.granted",
        str(document.pk),
        {"person": str(people.stranger.pk), "access": "approve_document", "until": "2026-11-25"},
    )
    assert (taken.verb, taken.reason) == ("access.revoked", "Done.")
    assert rights_on(people.stranger, document) == set()
    assert [row.history_type for row in DocumentGrant.history.order_by("history_date", "pk")] == ["+", "-"]


@pytest.mark.parametrize("act", [grant, revoke], ids=lambda act: act.__name__)
def test_grants_leave_nothing_behind_where_the_line_fails(people, document, act, monkeypatch):
    here = {"by": people.officer, "codename": "read_document", "thing": document}
    if act is revoke:
        grant(people.stranger, **here)
    before = list(DocumentGrant.objects.values())

    def refuse(*args, **kwargs):
        raise RuntimeError("the log is full")

    monkeypatch.setattr(grants, "record", refuse)

    with pytest.raises(RuntimeError, match="the log is full"):
        act(people.stranger, **here)
    assert list(DocumentGrant.objects.values()) == before


@pytest.mark.parametrize("name", ["manager", "practitioner", "auditor", "administrator", "stranger"])
def test_grant_needs_the_right_to_grant(people, document, name):
    with pytest.raises(PermissionDenied):
        grant(make_person("x@y.example"), by=getattr(people, name), codename="read_document", thing=document)

    assert not DocumentGrant.objects.exists()


def test_nobody_grants_to_himself(people, document):
    with pytest.raises(PermissionDenied, match="himself"):
        grant(people.officer, by=people.officer, codename="approve_document", thing=document)


def test_who_was_granted_access_cannot_pass_it_on(people, document):
    grant(people.stranger, by=people.officer, codename="approve_document", thing=document)

    with pytest.raises(PermissionDenied):
        grant(make_person("x@y.example"), by=people.stranger, codename="read_document", thing=document)


def test_second_grant_replaces_the_last_day_of_the_first(people, document):
    grant(people.stranger, by=people.officer, codename="read_document", thing=document, until=TODAY)

    grant(people.stranger, by=people.approver, codename="read_document", thing=document, until=TODAY + DAY)

    row = DocumentGrant.objects.get()
    assert (row.until, row.given_by) == (TODAY + DAY, people.approver)


def test_grant_refuses_a_past_day_an_unknown_kind_and_a_closed_account(people, document):
    here = {"by": people.officer, "thing": document}

    with pytest.raises(ValidationError, match="not in the past"):
        grant(people.stranger, codename="read_document", until=TODAY - DAY, **here)
    with pytest.raises(KeyError):
        grant(people.stranger, codename="delete_document", **here)
    with pytest.raises(PermissionDenied, match="closed"):
        grant(make_person("x@y.example", is_active=False), codename="read_document", **here)


def test_revoke_refuses_what_was_never_given(people, document):
    with pytest.raises(InvalidMove, match="does not have this access"):
        revoke(people.stranger, by=people.officer, codename="read_document", thing=document)


def test_guardians_own_table_stays_empty(people, document):
    grant(people.stranger, by=people.officer, codename="read_document", thing=document)

    assert not UserObjectPermission.objects.exists()
