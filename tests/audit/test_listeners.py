from __future__ import annotations

import pytest

from audit import listeners
from audit.actors import job
from audit.models import Event
from organisations.models import Organisation
from organisations.services.organisations import found_organisation

pytestmark = pytest.mark.django_db
ME = job("tests")


@pytest.fixture
def listen(monkeypatch):
    monkeypatch.setattr(listeners, "_listeners", [])
    return listeners.subscribe


def test_a_listener_is_told_of_each_event_once(listen):
    told = []
    listen(told.append)
    listen(told.append)

    found_organisation("NCC", by=ME, name="Northshire")

    assert told == list(Event.objects.all())


def test_a_listener_that_fails_undoes_the_act(listen):
    def fail(event):
        raise OSError("no room")

    listen(fail)

    with pytest.raises(OSError, match="no room"):
        found_organisation("NCC", by=ME, name="Northshire")

    assert not Organisation.objects.exists()
    assert not Event.objects.exists()
