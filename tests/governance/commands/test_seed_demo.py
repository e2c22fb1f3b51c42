import time
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from audit.models import Event
from governance.demo import codes
from governance.demo.world import ANNOUNCED, PASSWORD, WORLD
from governance.management.commands import seed_demo
from governance.models import DocumentVersion
from organisations.models import Appointment, Contact, Organisation, User
from organisations.permissions import Can, can

pytestmark = pytest.mark.django_db


def seed(**options):
    out = StringIO()
    call_command("seed_demo", stdout=out, **options)
    return out.getvalue()


def standings():
    codes_alone = DocumentVersion.objects.filter(document__kind="code_of_practice")
    versions = codes_alone.select_related("document").order_by("document__reference", "major", "minor")
    return {f"{v.document.reference} {v.number}": v.standing().value for v in versions}


def test_the_demo_holds_codes_in_different_states():
    seed()

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
    seed()
    before = (Event.objects.count(), standings())

    started = time.monotonic()
    report = seed()

    assert report.startswith("Nothing to change: the demo is there already.")
    assert (Event.objects.count(), standings()) == before
    assert time.monotonic() - started < 2


def test_what_people_did_with_the_demo_stays():
    seed()
    version = DocumentVersion.objects.get(document__reference="NCC-COP-0001", minor=1)
    codes.send_back(version, by=User.objects.get(email="manager@northshire.example"), reason="Not yet")

    seed()

    version.refresh_from_db()
    assert version.state == "draft"


def test_a_run_that_was_broken_off_is_taken_up(monkeypatch):
    def broken(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(codes, "_adopt", broken)
        with pytest.raises(KeyboardInterrupt):
            seed()

    seed()

    assert len(standings()) == 7
    assert User.objects.count() == sum(len(body.people) for body in WORLD)


def test_announced_people_sign_in_with_the_password_of_the_demo():
    report = seed()

    for email in ANNOUNCED:
        assert email in report
        assert User.objects.get(email=email).check_password(PASSWORD)


def test_no_mail_is_sent(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        seed()

    assert mail.outbox == []


def test_roles_follow_the_addresses():
    seed()
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
    seed()

    assert Contact.objects.filter(purpose="advice").count() == 5
    assert [c.telephone for c in Contact.objects.all() if not c.telephone.startswith("01632 960")] == []


def test_offices_are_held():
    seed()

    offices = set(Appointment.objects.filter(organisation__code="NCC").values_list("office", "deputy"))
    assert offices == {
        ("siro", False),
        ("siro", True),
        ("chief_officer", False),
        ("dpo", False),
        ("caldicott_guardian", False),
    }


def test_production_is_refused_unless_meant(monkeypatch):
    monkeypatch.setenv("DJANGO_ENV", "production")

    with pytest.raises(CommandError, match="add --really"):
        seed()

    assert not Organisation.objects.exists()


def test_production_when_meant(monkeypatch):
    monkeypatch.setenv("DJANGO_ENV", "production")
    monkeypatch.setattr(seed_demo, "STORIES", seed_demo.STORIES[-1:])

    seed(really=True)

    assert Organisation.objects.get().code == "HLT"
