"""Where each engine keeps the words of the search: a column on PostgreSQL, a table of FTS5 on SQLite.

pg_trgm finds words that are spelt alike. The owner of a database may make it; where nobody may, near words are looked
for by their length instead (governance/search/postgresql.py).
"""

from django.db import ProgrammingError, migrations, transaction

# What matching and ranking read stays in the row, in few pages; the texts, which only a page of results reads, go out.
POSTGRESQL = (
    "ALTER TABLE governance_searchentry ADD COLUMN words tsvector",
    "ALTER TABLE governance_searchentry SET (toast_tuple_target = 128)",
    *(
        f"ALTER TABLE governance_searchentry ALTER COLUMN {column} SET STORAGE MAIN"
        for column in ("words", "source", "key", "kind", "title", "address", "language")
    ),
    "CREATE INDEX words_of_entries ON governance_searchentry USING gin (words)",
)
TRIGRAMS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX words_spelt_alike ON governance_searchword USING gin (word gin_trgm_ops)",
)
SQLITE = (
    "CREATE VIRTUAL TABLE governance_searchtext USING fts5("
    "title, subtitle, context, text, tokenize='porter unicode61 remove_diacritics 2')"
)


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(SQLITE)
        return
    for statement in POSTGRESQL:
        schema_editor.execute(statement)
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            for statement in TRIGRAMS:
                schema_editor.execute(statement)
    except ProgrammingError:
        pass  # this role may not, or the server has no such extension


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE governance_searchtext")
        return
    schema_editor.execute("DROP INDEX IF EXISTS words_spelt_alike")
    schema_editor.execute("ALTER TABLE governance_searchentry DROP COLUMN words")


class Migration(migrations.Migration):
    dependencies = [("governance", "0008_search_entries")]
    operations = [migrations.RunPython(add, remove)]
