"""manage.py seed_load: as much as was asked for, the same each time, and sound."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from governance.content.code_of_practice import CODE_OF_PRACTICE
from governance.models import Document, DocumentVersion
from governance.models.version import Standing
from governance.services.documents import create_document
from governance.services.sections import save_section
from organisations.models import Membership, Organisation, User
from organisations.permissions import Role
from protocols.kinds import KINDS
from protocols.load.people import ADMINISTRATOR, PASSWORD, PRACTITIONER
from protocols.load.words import RARE, vocabulary
from protocols.models import RegisterEntry
from protocols.models.entry import Status
from tests.audit.proofs.tampering import verify

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
ASKED = {"organisations": 12, "documents": 60, "agreements": 80, "users": 40, "events": 1000}
OURS = ("audit", "organisations", "governance", "protocols")
OWN = {"recorded_at", "xid"}  # the database's


def load(**options):
    out = StringIO()
    call_command("seed_load", stdout=out, **{**ASKED, "today": TODAY.isoformat(), **options})
    return out.getvalue()


def test_as_much_as_was_asked_for_is_there_and_sound(record_property):
    words = load()

    assert {
        "organisations": Organisation.objects.count(),
        "documents": Document.objects.exclude(kind__in=KINDS).count(),
        "agreements": Document.objects.filter(kind__in=KINDS).count(),
        "users": User.objects.count(),
        "events": Event.objects.count(),
    } == ASKED
    assert verify() == (0, f"{ASKED['events']} events checked.\nNo fault.\n")
    total = next(line for line in words.splitlines() if line.startswith(" in all"))
    record_property("figure", f"seed_load{total}; verify_audit: {ASKED['events']} events, exit 0")


def test_every_state_is_there():
    load()

    entries = RegisterEntry.objects.shown(TODAY)
    assert Counter(entry.status(TODAY) for entry in entries).keys() == set(Status)
    assert {entry.is_open for entry in entries} == {True, False}
    assert [entry.pk for entry in entries if entry.changes] != []
    assert entries.review_overdue(TODAY).count() > 0
    codes = DocumentVersion.objects.filter(document__kind=CODE_OF_PRACTICE.key)
    assert {version.standing(TODAY) for version in codes} == set(Standing) - {
        Standing.ENDED,
        Standing.FOR_SIGNATURE,
    }
    assert {membership.role for membership in Membership.objects.all()} == set(Role)
    assert Membership.objects.filter(user__email=PRACTITIONER).count() == 1
    assert Membership.objects.filter(user__email=ADMINISTRATOR).count() == len(Role) + 11
    assert {party["code"] == "" for entry in entries for party in entry.parties} == {True, False}


def rows():
    """Every row of every table of ours, but for what the database counts or notes itself."""
    found = {}
    for model in apps.get_models():
        if model._meta.app_label not in OURS or model._meta.object_name.startswith("Search"):  # made anew
            continue
        fields = [
            field
            for field in model._meta.concrete_fields
            if field.column and field.name not in OWN and not isinstance(field, models.AutoField)
        ]
        rows = model._default_manager.values_list(*[field.attname for field in fields])
        found[model._meta.label] = sorted((tuple(map(plain, row)) for row in rows), key=repr)
    return found


def plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def loaded(**options):
    with transaction.atomic():
        load(**options)
        found = rows()
        transaction.set_rollback(True)
    return found


def test_two_loads_give_the_same_rows(record_property):
    once, again = loaded(), loaded()

    assert sum(map(len, once.values())) > 8000
    for table, found in once.items():
        assert found == again[table], table
    record_property("figure", f"two loads: the same {sum(map(len, once.values()))} rows")


def test_another_seed_gives_other_texts_and_keys():
    once, other = loaded(), loaded(seed=2)

    assert set(once["governance.Body"]).isdisjoint(other["governance.Body"])
    assert set(once["governance.Document"]).isdisjoint(other["governance.Document"])


def test_keys_are_of_the_seventh_version_and_in_order():
    load()

    keys = list(Event.objects.order_by("at", "pk").values_list("pk", flat=True))
    assert {(key.version, key.variant) for key in keys} == {(7, UUID(int=2 << 62 | 7 << 76).variant)}
    assert keys == sorted(keys)
    assert Event.objects.latest("at").at < timezone.now()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"organisations": 1}, "at least 2 organisations"),
        ({"users": 3}, "4 users"),
        ({"agreements": -1}, "less than not at all"),
        (
            {"today": (timezone.localdate() + timedelta(days=1)).isoformat()},
            "between the year 2000 and today",
        ),
        ({"today": "0001-01-01"}, "between the year 2000 and today"),
        ({"today": "foo"}, "“foo” is not a day"),
    ],
)
def test_what_cannot_be_loaded_is_refused(options, words):
    with pytest.raises(CommandError, match=words):
        load(**options)

    assert Organisation.objects.count() == 0


def test_a_second_load_is_refused():
    load(documents=0, agreements=0, events=0)
    before = rows()

    with pytest.raises(CommandError, match="holds load data already"):
        load(seed=2)

    assert rows() == before


def test_production_is_refused(monkeypatch):
    monkeypatch.setenv("DJANGO_ENV", "production")

    with pytest.raises(CommandError, match="production register"):
        load()

    load(documents=0, agreements=1, events=0, really=True)
    assert Document.objects.count() == 1


def test_people_go_on_from_there():
    """References count on, sections are saved, the log stays sound."""
    load(agreements=0, events=0)
    officer = User.objects.get(pk=Document.objects.order_by("pk")[0].created_by_id)
    body = Document.objects.order_by("pk")[0].organisation
    numbers = [int(d.reference[-4:]) for d in Document.objects.filter(organisation=body)]

    document = create_document(body, kind=CODE_OF_PRACTICE, title="By hand", by=officer)
    section = DocumentVersion.objects.drafts().filter(author=officer).order_by("pk")[0].sections.first()
    save_section(section, by=officer, body="By hand.", base=section.lock)

    assert document.reference == f"{body.code}-COP-{max(numbers) + 1:04d}"
    assert verify()[0] == 0


def test_lists_open_and_people_sign_in():
    load(events=0)
    anybody, practitioner = Client(), Client()

    signed_in = practitioner.post(reverse("account_login"), {"login": PRACTITIONER, "password": PASSWORD})

    assert signed_in.status_code == 302
    for client in (anybody, practitioner):
        assert "Academy Trust" in client.get(reverse("organisations:list")).content.decode()
        assert "Code of Practice" in client.get(reverse("governance:policies")).content.decode()
    assert "Pat Practitioner" in practitioner.get(reverse("governance:home")).content.decode()


def test_words_are_of_every_kind():
    words = vocabulary()

    assert (len(words), len(set(words))) == (20_000, 20_000)
    assert set(RARE).isdisjoint(words)
    assert all(word.isascii() and word == word.lower() for word in words)
