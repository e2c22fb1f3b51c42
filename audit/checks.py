"""System checks of the log."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Warning
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from audit import triggers


def triggers_are_there(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_kwargs: object
) -> list[CheckMessage]:
    """Every trigger of the list is in the database, unchanged, and fires. Runs where a database is named.

    A warning only while migrations are waiting, which put the triggers back: `migrate` runs this check first."""
    return [message for alias in databases or () for message in _of(alias)]


def _of(alias: str) -> list[CheckMessage]:
    missing = triggers.missing(alias)
    if not missing:
        return []
    executor = MigrationExecutor(connections[alias])
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    kind, identifier = (Warning, "audit.W001") if waiting else (Error, "audit.E001")
    return [
        kind(
            f"The trigger {trigger.name} on {trigger.table} is missing, changed or switched off.",
            hint="Find out who did it. Then manage.py install_triggers puts it back.",
            id=identifier,
        )
        for trigger in missing
    ]
