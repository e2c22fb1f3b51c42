"""What the database refuses whoever asks: one list of triggers, put in place after every migration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connections, transaction


@dataclass(frozen=True)
class Trigger:
    """Statements that make one trigger, for each engine; none where the engine needs none.

    The name is unique in the database; on PostgreSQL the trigger is set to fire whatever the session's role is."""

    name: str
    table: str
    sqlite: Sequence[str] = ()
    postgres: Sequence[str] = ()

    def statements(self, vendor: str) -> Sequence[str]:
        if vendor == "sqlite":
            return self.sqlite
        always = f'ALTER TABLE "{self.table}" ENABLE ALWAYS TRIGGER "{self.name}"'
        return [*self.postgres, always] if self.postgres else ()


_triggers: dict[str, Trigger] = {}


def register(trigger: Trigger) -> None:
    """Raises ValueError for a name that another trigger has."""
    if _triggers.get(trigger.name, trigger) != trigger:
        raise ValueError(f"the trigger {trigger.name} is registered already")
    _triggers[trigger.name] = trigger


def refuse(name: str, table: str, event: str, message: str, *, sqlite: str, postgres: str) -> None:
    """A trigger that raises `message` before `event` on each row for which the engine's condition holds."""
    back = "OLD" if event == "DELETE" else "NEW"
    register(
        Trigger(
            name,
            table,
            [
                f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW WHEN {sqlite} '
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            ],
            _postgres(name, table, event, f"IF {postgres} THEN {_raise(message)} END IF; RETURN {back};"),
        )
    )


def append_only(table: str, unique_columns: Sequence[str | Sequence[str]]) -> None:
    """Rows of the table can be inserted and nothing else. `unique_columns`: every unique key, the primary one too.

    INSERT OR REPLACE on SQLite deletes without asking a trigger, so an insert under a key that is taken is refused.
    """
    message = f"{table} can only be added to"
    for event in ("UPDATE", "DELETE"):
        refuse(f"{table}_no_{event.lower()}", table, event, message, sqlite="1", postgres="true")
    register(truncate_refused(table, message))
    register(replace_refused(table, unique_columns, message))


def replace_refused(table: str, unique_columns: Sequence[str | Sequence[str]], message: str) -> Trigger:
    """SQLite only: an insert under a key that is taken, SQLite's own row number included, is refused."""
    keys = [[key] if isinstance(key, str) else key for key in [*unique_columns, "rowid"]]
    taken = " OR ".join(
        f'EXISTS (SELECT 1 FROM "{table}" WHERE {_equal(key)})'  # noqa: S608  # names of our own tables
        for key in keys
    )
    name = f"{table}_no_replace"
    return Trigger(
        name,
        table,
        [
            f'CREATE TRIGGER "{name}" BEFORE INSERT ON "{table}" FOR EACH ROW WHEN {taken} '
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        ],
    )


def truncate_refused(table: str, message: str) -> Trigger:
    """TRUNCATE exists on PostgreSQL only and asks no row trigger."""
    name = f"{table}_no_truncate"
    return Trigger(name, table, (), _postgres(name, table, "TRUNCATE", _raise(message), "STATEMENT"))


def _equal(columns: Sequence[str]) -> str:
    return " AND ".join(f'"{column}" = NEW."{column}"' for column in columns)


def _raise(message: str) -> str:
    return f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"


def _postgres(name: str, table: str, event: str, body: str, each: str = "ROW") -> list[str]:
    return [
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$',
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH {each} EXECUTE FUNCTION "{name}"()',
    ]


def wanted(alias: str = "default") -> list[Trigger]:
    """The triggers of the engine whose tables exist."""
    connection = connections[alias]
    tables = set(connection.introspection.table_names())
    return [t for t in _triggers.values() if t.table in tables and t.statements(connection.vendor)]


def present(alias: str = "default") -> dict[str, str]:
    """The triggers that are in the database and fire: their text by name (on PostgreSQL the table alone)."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
                "WHERE NOT tgisinternal AND tgenabled = 'A' AND pg_table_is_visible(tgrelid)"
            )
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


def missing(alias: str = "default") -> list[Trigger]:
    """The triggers that are not there, do not fire, or have another text than they should."""
    vendor, there = connections[alias].vendor, present(alias)
    return [
        trigger
        for trigger in wanted(alias)
        if there.get(trigger.name) != (trigger.table if vendor == "postgresql" else trigger.sqlite[-1])
    ]


def install(alias: str = "default") -> None:
    """Puts every trigger in place, also one whose text has changed."""
    connection = connections[alias]
    remove(alias)
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        for trigger in wanted(alias):
            for statement in trigger.statements(connection.vendor):
                cursor.execute(statement)


def remove(alias: str = "default") -> None:
    connection = connections[alias]
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks that wait cannot be altered
        for trigger in wanted(alias):
            table = f' ON "{trigger.table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger.name}"{table}')
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def remove_before_migrate(using: str = "default", **_kwargs: object) -> None:
    """SQLite rebuilds a table by dropping and renaming, and fails where a trigger of another table names it."""
    if connections[using].vendor == "sqlite":
        remove(using)


def install_after_migrate(using: str = "default", **_kwargs: object) -> None:
    install(using)


@contextmanager
def lifted(alias: str = "default") -> Iterator[None]:
    """Takes the triggers away for a while: for tests that empty the database or tamper with it."""
    remove(alias)
    try:
        yield
    finally:
        install(alias)
