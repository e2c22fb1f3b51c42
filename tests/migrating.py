"""The test database is made by all migrations, each of which draws anew only the model that it changes.

After every operation Django draws all related models again, so that a migration's own Python may follow relations:
that is nine tenths of the time. Operations on tables look at their own model alone, and a migration's Python gets all
models drawn afresh wherever drawing was put off. tests/config/test_migrating.py holds the outcome against Django's own.
"""

from __future__ import annotations

from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection
from django.db.migrations.state import ProjectState

POSTGRES = """
    SELECT 'column', table_name, column_name, CONCAT_WS(' ', ordinal_position, data_type, character_maximum_length,
        is_nullable, column_default, is_identity, generation_expression)
        FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, tgenabled::text || pg_get_triggerdef(oid)
        FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'function', '', proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND prolang <> (SELECT oid FROM pg_language WHERE lanname = 'c')
"""
SQLITE = "SELECT type, tbl_name, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"


@contextmanager
def few_models_drawn():
    """Within, no other model is drawn again for a model, constraint, index or plain field that is new."""
    find = ProjectState._find_reload_model

    def find_few(state, app_label, model_name, delay=False):
        if not delay and model_name in state.apps.all_models[app_label]:
            return find(state, app_label, model_name)
        state.is_delayed = True  # Python in a migration draws everything anew
        return {(app_label, model_name)}

    ProjectState._find_reload_model = find_few
    try:
        yield
    finally:
        ProjectState._find_reload_model = find


def schema():
    """Everything that the database is made of, in order."""
    with connection.cursor() as cursor:
        cursor.execute(POSTGRES if connection.vendor == "postgresql" else SQLITE)
        return sorted(map(list, cursor.fetchall()), key=str)


def migrate_as_django_does():
    """The same by Django alone, for a process of its own on an empty database."""
    call_command("migrate", verbosity=0)
    return schema()
