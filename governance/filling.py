"""Keeps the template library in step with the product's texts: runs after each migration that is complete."""

from __future__ import annotations

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor


def fill_after_migrate(using: str = DEFAULT_DB_ALIAS, **signal: object) -> None:
    """Does nothing on the way to an older state, where the tables are not as this code expects them."""
    if not settings.FILL_TEMPLATES_AFTER_MIGRATE or using != DEFAULT_DB_ALIAS:
        return
    executor = MigrationExecutor(connections[using])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    from governance.services.templates import fill_templates  # models are loaded by now, not before

    fill_templates()
