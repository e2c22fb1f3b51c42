"""Words come seldom and are looked for often: none waits in the index's own list, which each search would walk."""

from django.db import migrations

NAME = "words_spelt_alike"


def waiting(kept):
    def changed(apps, schema_editor):
        if schema_editor.connection.vendor != "postgresql":
            return
        schema_editor.execute(f"ALTER INDEX IF EXISTS {NAME} SET (fastupdate = {kept})")
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                "SELECT gin_clean_pending_list(indexrelid) FROM pg_stat_user_indexes WHERE indexrelname = %s", [NAME]
            )

    return changed


class Migration(migrations.Migration):
    dependencies = [("governance", "0011_words_spelt_alike_by_another_index")]
    operations = [migrations.RunPython(waiting("off"), waiting("on"))]
