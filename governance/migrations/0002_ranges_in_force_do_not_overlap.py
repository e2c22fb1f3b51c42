"""Two versions of a document in one language are never in force on the same day: PostgreSQL refuses the second.

SQLite has no such constraint; there the triggers of governance/triggers.py do it, and its single writer leaves no gap.
"""

from django.db import migrations

NAME = "ranges_in_force_do_not_overlap"


def add(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    schema_editor.execute(
        f"ALTER TABLE governance_documentversion ADD CONSTRAINT {NAME} EXCLUDE USING gist ("
        "document_id WITH =, language WITH =, daterange(effective_from, effective_to, '[)') WITH &&"
        ") WHERE (effective_from IS NOT NULL)"
    )


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE governance_documentversion DROP CONSTRAINT {NAME}")


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
