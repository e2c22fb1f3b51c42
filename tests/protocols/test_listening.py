from __future__ import annotations

from datetime import date

import pytest

from governance.services.documents import change_control
from governance.services.publication import withdraw
from protocols.models import RegisterEntry
from protocols.models.entry import Status
from tests.factories.governance import make_published
from tests.factories.protocols import make_recorded

pytestmark = pytest.mark.django_db


def test_the_register_follows_who_may_read_an_agreement(people):
    version = make_recorded(people.organisation, people.officer, people.other)

    change_control(version.document, by=people.officer, audience="organisation")
    assert RegisterEntry.objects.get().is_open is False

    change_control(version.document, by=people.officer, audience="anyone")
    assert RegisterEntry.objects.get().is_open is True


def test_a_withdrawn_agreement_stays_in_the_register_as_such(people):
    version = make_recorded(people.organisation, people.officer, people.other)

    withdraw(version, by=people.officer, reason="Not needed")

    version.refresh_from_db()
    assert RegisterEntry.objects.get().withdrawn_at == version.withdrawn_at
    assert RegisterEntry.objects.get().status() is Status.ENDED


def test_policies_have_no_entry(people):
    make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1))

    assert not RegisterEntry.objects.exists()
