from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from governance.models import Document, DocumentVersion
from organisations.models import Organisation
from protocols.demo.agreements import AGREEMENTS
from protocols.demo.chapter import enter_agreements
from protocols.kinds import KINDS
from protocols.models import RegisterEntry
from protocols.models.entry import Status
from tests.once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
demo = made_once(lambda: call_command("seed_demo", verbosity=0))


def test_a_dozen_agreements_stand_where_they_are_told_to_stand():
    today = timezone.localdate()
    entries = RegisterEntry.objects.shown(today)

    assert Document.objects.filter(kind__in=KINDS).count() == len(AGREEMENTS) == 13
    assert {status: entries.standing(status, today).count() for status in Status} == {
        Status.NOT_STARTED: 1, Status.IN_FORCE: 9, Status.ENDED: 2,
    }  # fmt: skip
    assert entries.review_overdue(today).count() >= 3
    assert entries.filter(is_open=False).count() == 1
    assert entries.filter(withdrawn_at__isnull=False).count() == 1
    assert DocumentVersion.objects.filter(document__kind__in=KINDS, state="draft").count() == 1
    assert [e.changes[0]["heading"] for e in entries if e.changes] == ["Information that is shared"]


def test_a_second_run_adds_nothing():
    bodies = {body.code: body for body in Organisation.objects.all()}

    assert enter_agreements(bodies, date(2030, 1, 1)) == 0
