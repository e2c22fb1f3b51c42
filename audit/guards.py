"""Which tables of the log can only be added to."""

from __future__ import annotations

from audit.history import history_models
from audit.models import Event, EventAudience, ObjectHead
from audit.triggers import append_only, refuse, register, replace_refused, truncate_refused


def declare() -> None:
    """Called when all models are loaded, so that no history table is forgotten."""
    append_only(Event._meta.db_table, ["id", ("target_type", "target_id", "object_number")])
    append_only(EventAudience._meta.db_table, [("event_id", "organisation")])
    for model in history_models():
        append_only(model._meta.db_table, ["history_id"])
    _heads_step(ObjectHead._meta.db_table)


def _heads_step(table: str) -> None:
    message = f"{table}: the end of a chain begins at one and steps by one"
    key = "NEW.target_type = OLD.target_type AND NEW.target_id = OLD.target_id"
    other = f"NOT (NEW.number = OLD.number + 1 AND {key})"
    refuse(f"{table}_steps", table, "UPDATE", message, sqlite=other, postgres=other)
    refuse(f"{table}_begins", table, "INSERT", message, sqlite="NEW.number <> 1", postgres="NEW.number <> 1")
    refuse(f"{table}_no_delete", table, "DELETE", message, sqlite="1", postgres="true")
    register(truncate_refused(table, message))
    register(replace_refused(table, [("target_type", "target_id")], message))
