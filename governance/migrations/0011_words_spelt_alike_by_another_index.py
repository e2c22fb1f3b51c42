"""PostgreSQL takes an index of letter groups for equal words, too, and is slow then: it is one of lower(word) from here
on, which is the same word. Where nobody may make pg_trgm there is none.
"""

from django.db import migrations

NAME = "words_spelt_alike"


def index_of(words):
    def made_anew(apps, schema_editor):
        if schema_editor.connection.vendor != "postgresql":
            return
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname = %s", [NAME])
            if not cursor.fetchone()[0]:
                return
        schema_editor.execute(f"DROP INDEX {NAME}")
        schema_editor.execute(f"CREATE INDEX {NAME} ON governance_searchword USING gin ({words} gin_trgm_ops)")

    return made_anew


class Migration(migrations.Migration):
    dependencies = [("governance", "0010_all_is_due_for_the_search")]
    operations = [migrations.RunPython(index_of("lower(word)"), index_of("word"))]
