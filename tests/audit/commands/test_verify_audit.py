"""manage.py verify_audit: 0 sound, 1 a fault with the event's id, 2 could not run; and the triggers after migrating."""

from __future__ import annotations

import os
import subprocess
import sys
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.models.signals import post_migrate, pre_migrate

from audit import triggers
from audit.checks import triggers_are_there
from audit.models import Event
from tests.audit.proofs.full_world import fill
from tests.audit.proofs.tampering import sql, told_event, verify
from tests.migrating import few_models_drawn


@pytest.mark.django_db
def test_the_demo_is_sound(record_property):
    call_command("seed_demo", stdout=StringIO())

    status, words = verify()

    assert (status, words) == (0, f"{Event.objects.count()} events checked.\nNo fault.\n")
    record_property("figure", f"verify_audit on the demo: {Event.objects.count()} events, exit 0")


@pytest.mark.django_db
def test_an_empty_register_is_sound():
    assert verify() == (0, "0 events checked.\nNo fault.\n")


@pytest.mark.django_db
def test_a_fault_is_named_with_the_event(people):
    fill(people)
    event = Event.objects.order_by("pk")[3]
    with triggers.lifted():
        Event.objects.filter(pk=event.pk).update(actor_label="Somebody else")

    status, words = verify()

    assert (status, told_event(words)) == (1, event.pk)
    assert words.startswith(f"{Event.objects.count()} events checked.\n1 faults. The first: ")


@pytest.mark.django_db
def test_a_missing_trigger_is_told_of():
    trigger = triggers.wanted()[0]
    table = f' ON "{trigger.table}"' if connection.vendor == "postgresql" else ""
    sql(f'DROP TRIGGER "{trigger.name}"{table}')
    err = StringIO()

    call_command("verify_audit", stdout=StringIO(), stderr=err)

    assert f"the trigger {trigger.name} on {trigger.table} is missing or changed" in err.getvalue()
    assert [message.obj or message.msg for message in triggers_are_there(None, ["default"])] != []


def manage(*words, url):
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("content", ["", "this is no database " * 100], ids=["no tables", "no database"])
def test_what_cannot_be_checked_ends_with_2(tmp_path, content):
    path = tmp_path / "broken.sqlite3"
    path.write_text(content)

    ended = manage("verify_audit", url=f"sqlite:///{path}")

    assert ended.returncode == 2, ended.stderr
    assert "The log could not be checked" in ended.stderr
    assert "No fault" not in ended.stdout


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("app", ["audit", "organisations", "governance"])
def test_triggers_are_there_after_every_migration(app):
    """Back to nothing and forth again, on the engine of the run; SQLite drops triggers with a rebuilt table."""
    wanted = {trigger.name for trigger in triggers.wanted()}
    steps = [name for label, name in MigrationLoader(connection).graph.nodes if label == app]
    last_but_one = sorted(steps)[-2] if len(steps) > 1 else None
    with few_models_drawn():
        if last_but_one:
            call_command("migrate", app, last_but_one, verbosity=0)
            assert triggers.missing() == []

        call_command("migrate", verbosity=0)

    assert triggers.missing() == []
    assert {trigger.name for trigger in triggers.wanted()} == wanted


@pytest.mark.django_db(transaction=True)
def test_triggers_are_there_after_a_table_was_rebuilt():
    """A column more and less: on SQLite Django makes the table anew and renames it."""
    field = models.CharField(max_length=5, default="x")
    field.set_attributes_from_name("extra")
    config = apps.get_app_config("audit")
    for change in ("add_field", "remove_field"):
        pre_migrate.send(config, app_config=config, verbosity=0, interactive=False, using="default")
        with connection.schema_editor() as editor:
            getattr(editor, change)(Event, field)
        post_migrate.send(config, app_config=config, verbosity=0, interactive=False, using="default")
        assert triggers.missing() == []


@pytest.mark.django_db
def test_install_triggers_puts_back_what_is_missing():
    triggers.remove()
    assert triggers.missing() != []

    call_command("install_triggers", stdout=StringIO())

    assert triggers.missing() == []
