from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError, connection
from django.utils import timezone

from audit.models import Event
from governance.models import Presence
from governance.services import presence
from tests.factories.governance import draft_of, make_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(people):
    return draft_of(make_document(people.organisation, people.officer)).sections.get(key="commitment")


def here(section, person):
    return [each.person for each in presence.others_in(section.version, person)]


def test_colleagues_are_told_for_two_minutes(people, section):
    told = Event.objects.count()
    presence.beat(section, people.officer)
    presence.beat(section, people.officer)

    assert (here(section, people.approver), here(section, people.officer)) == ([people.officer], [])
    assert (Presence.objects.count(), Event.objects.count()) == (1, told)
    with time_machine.travel(timezone.now() + timedelta(minutes=2, seconds=1)):
        assert here(section, people.approver) == []


def test_who_goes_on_is_there_no_more(people, section):
    presence.beat(section, people.officer)

    presence.leave(section, people.officer)

    assert here(section, people.approver) == []


def test_what_is_of_no_use_is_forgotten(people, section):
    presence.beat(section, people.officer)
    assert not presence.is_old()

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert presence.is_old()
        assert presence.forget_old() == 1


def test_a_presence_that_cannot_be_noted_stands_in_nobodys_way(client, people, section):
    def locked(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "governance_presence"'):
            raise OperationalError("the table is locked")
        return execute(sql, params, many, context)

    client.force_login(people.officer)
    version = section.version
    with connection.execute_wrapper(locked):
        page = client.get(
            f"/documents/{version.document.reference}/versions/{version.number}/sections/commitment/"
        )

    assert (page.status_code, Presence.objects.count()) == (200, 0)
