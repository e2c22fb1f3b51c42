"""What was there before the search is noted as due, so that the next look enters it."""

from django.db import migrations


def note(apps, schema_editor):
    due = apps.get_model("governance", "SearchDue")
    for target_type, model in (
        ("organisations.organisation", apps.get_model("organisations", "Organisation")),
        ("governance.document", apps.get_model("governance", "Document")),
    ):
        keys = model.objects.order_by("pk").values_list("pk", flat=True)
        due.objects.bulk_create(
            (due(target_type=target_type, target_id=key) for key in keys.iterator()), batch_size=1000
        )


class Migration(migrations.Migration):
    dependencies = [("governance", "0009_words_of_entries")]
    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
