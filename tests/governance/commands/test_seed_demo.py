"""What `manage.py seed_demo` leaves: one demo for all these tests, which look at it and run the command again."""

import time

import pytest

from audit.models import Event
from governance.demo import codes
from governance.demo.world import ANNOUNCED, PASSWORD
from governance.models import DocumentVersion, Mail, NoticeDue, Notification
from governance.models.notification import Topic
from organisations.models import Appointment, Contact, Organisation, User
from organisations.permissions import Can, can
from tests.governance.commands.demo import seed, standings
from tests.once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report")]
report = made_once(seed)


def test_the_demo_holds_codes_in_different_states():
    assert standings() == {
        "HAT-COP-0001 1.0": "draft",
        "HLT-COP-0001 1.0": "in_force",
        "NCC-COP-0001 1.0": "superseded",
        "NCC-COP-0001 2.0": "in_force",
        "NCC-COP-0001 2.1": "in_review",
        "NNHS-COP-0001 1.0": "draft",
        "NPOL-COP-0001 1.0": "in_force",
    }
    police = DocumentVersion.objects.get(document__reference="NPOL-COP-0001")
    assert police.review().is_due
    assert Event.objects.filter(verb="version.sent_back").count() == 1
    charity = DocumentVersion.objects.get(document__reference="HLT-COP-0001")
    assert charity.approved_by == charity.submitted_by
    assert charity.waiver.startswith("Harbour Lights has two members of staff")


def test_a_second_run_changes_nothing_and_says_so_at_once():
    before = (Event.objects.count(), standings())

    started = time.monotonic()
    report = seed()

    assert report.startswith("Nothing to change: the demo is there already.")
    assert (Event.objects.count(), standings()) == before
    assert time.monotonic() - started < 2


def test_what_people_did_with_the_demo_stays():
    version = DocumentVersion.objects.get(document__reference="NCC-COP-0001", minor=1)
    codes.send_back(version, by=User.objects.get(email="manager@northshire.example"), reason="Not yet")

    seed()

    version.refresh_from_db()
    assert version.state == "draft"


def test_announced_people_sign_in_with_the_password_of_the_demo(report):
    for email in ANNOUNCED:
        assert email in report
        assert User.objects.get(email=email).check_password(PASSWORD)


def test_roles_follow_the_addresses():
    council = Organisation.objects.get(code="NCC")
    rights = {
        name: {
            right
            for right in Can
            if can(User.objects.get(email=f"{name}@northshire.example"), right, council)
        }
        for name in ("officer", "manager", "practitioner", "auditor", "admin")
    }

    assert Can.DRAFT in rights["officer"]
    assert Can.APPROVE in rights["manager"]
    assert rights["practitioner"] == {Can.READ_INTERNAL}
    assert Can.READ_LOG in rights["auditor"]
    assert Can.MANAGE_PEOPLE in rights["admin"]


def test_every_organisation_can_be_called_for_advice_on_a_fictional_number():
    assert Contact.objects.filter(purpose="advice").count() == 5
    assert [c.telephone for c in Contact.objects.all() if not c.telephone.startswith("01632 960")] == []


def test_offices_are_held():
    offices = set(Appointment.objects.filter(organisation__code="NCC").values_list("office", "deputy"))
    assert offices == {
        ("siro", False),
        ("siro", True),
        ("chief_officer", False),
        ("dpo", False),
        ("caldicott_guardian", False),
    }


def test_people_of_the_demo_are_told_what_waits_for_them_and_no_e_mail_goes_out():
    told = Notification.objects.standing()

    assert set(told.values_list("topic", flat=True)) == set(Topic.values)
    assert told.filter(person__email="officer@northshire.example").count() == 3
    assert told.unread().count() < told.count()
    assert not NoticeDue.objects.exists()
    assert not Mail.objects.waiting().exists()
    assert [mail.address for mail in Mail.objects.undelivered()] == ["leah.abbott@northshire.example"]
