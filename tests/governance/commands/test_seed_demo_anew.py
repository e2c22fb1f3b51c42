"""`manage.py seed_demo` on an empty register: broken off, without mail, in production."""

import pytest
from django.core import mail
from django.core.management import CommandError

from governance.demo import codes
from governance.demo.world import WORLD
from governance.management.commands import seed_demo
from organisations.models import Organisation, User
from tests.governance.commands.demo import seed, standings

pytestmark = pytest.mark.django_db


def test_a_run_that_was_broken_off_is_taken_up(monkeypatch):
    def broken(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(codes, "_adopt", broken)
        with pytest.raises(KeyboardInterrupt):
            seed()

    seed()

    assert len(standings()) == 7
    assert User.objects.count() == sum(len(body.people) for body in WORLD) + 1  # who works for all of them


def test_no_mail_is_sent(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        seed()

    assert mail.outbox == []


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
