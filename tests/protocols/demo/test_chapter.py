from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from audit import verification
from governance.models import Document, DocumentVersion
from organisations.models import Organisation
from protocols.demo.agreements import AGREEMENTS
from protocols.demo.chapter import enter_agreements
from protocols.demo.rounds import COLD_HOMES, FALLS, TOLD, YOUNG_PEOPLE
from protocols.demo.signing import enter_rounds
from protocols.kinds import KINDS
from protocols.models import Invitation, RegisterEntry, Statement
from protocols.models.entry import Status
from tests.once import made_once
from tests.protocols.signing.world import standings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
demo = made_once(lambda: call_command("seed_demo", verbosity=0))


def test_a_dozen_agreements_stand_where_they_are_told_to_stand():
    today = timezone.localdate()
    entries = RegisterEntry.objects.shown(today)

    assert len(AGREEMENTS) == 13
    assert Document.objects.filter(kind__in=KINDS).count() == 13 + len(TOLD) == 16
    assert {status: entries.standing(status, today).count() for status in Status} == {
        Status.NOT_STARTED: 1, Status.IN_FORCE: 10, Status.ENDED: 2,
    }  # fmt: skip
    assert entries.review_overdue(today).count() >= 3
    assert entries.filter(is_open=False).count() == 1
    assert entries.filter(withdrawn_at__isnull=False).count() == 1
    assert DocumentVersion.objects.filter(document__kind__in=KINDS, state="draft").count() == 1
    assert [e.changes[0]["heading"] for e in entries if e.changes] == ["Information that is shared"]


def test_a_second_run_adds_nothing():
    bodies = {body.code: body for body in Organisation.objects.all()}

    assert enter_agreements(bodies, date(2030, 1, 1)) == 0
    assert enter_rounds(bodies, date(2030, 1, 1)) == 0


def version_of(told):
    return DocumentVersion.objects.select_related("document__organisation").get(document__title=told.title)


def test_an_agreement_is_open_with_one_signed_one_invited_one_declined_and_one_late():
    version = version_of(FALLS)
    row = version.signing_rounds.get()

    assert version.state == "for_signature"
    assert standings(version) == "NCC signed, NNHS invited, NPOL declined, HLT invited"
    assert (row.is_open, row.closes_on < timezone.localdate()) == (True, True)
    [invitation] = Invitation.objects.standing()
    assert (invitation.signatory.organisation.code, invitation.name) == ("HLT", "Lena Hart")
    assert Statement.objects.get(version=version, kind="refusal").reason.startswith("We would send addresses")


def test_another_waits_for_everybody_until_a_day_to_come():
    version = version_of(COLD_HOMES)

    assert standings(version) == "NCC invited, NNHS invited"
    assert version.signing_rounds.get().closes_on > timezone.localdate()


def test_a_third_is_in_force_between_three_of_which_one_leaves():
    version = version_of(YOUNG_PEOPLE)

    assert version.state == "published"
    assert standings(version) == "NCC signed, NNHS signed, HLT signed"
    notice = Statement.objects.get(version=version, kind="leaving")
    assert (notice.organisation.code, notice.effective_on > timezone.localdate()) == ("HLT", True)
    assert list(verification.faults()) == []
