from django.db import migrations, models


def fill(apps, schema_editor):
    """Entries that are there: as the register writes them from now on."""
    Statement, Entry = apps.get_model("protocols", "Statement"), apps.get_model("protocols", "RegisterEntry")
    halted = Statement.objects.filter(kind="suspension", concerns__isnull=False).exclude(answers__kind="lifting")
    halted = halted.exclude(round__state="cancelled").select_related("concerns", "version")
    for said in halted.order_by("effective_on", "at"):
        for entry in Entry.objects.filter(document=said.version.document_id).defer("changes"):
            if _mark(entry.parties, said.concerns.code, said.effective_on.isoformat()):
                entry.save(update_fields=["parties"])
                _cut(apps, entry)


def _mark(parties, code, since):
    """Those who stand in the place of a party, too, each from the day on which it took it."""
    by_name = {party["name"]: party for party in parties}
    waiting = [(party, since) for party in parties if party["code"] == code]
    done = []
    while waiting:
        party, day = waiting.pop()
        if party in done:
            continue
        done.append(party)
        party["suspended"] = min(day, party.get("suspended", "~"))
        day = max(day, party.get("left", ""))
        waiting += [(by_name[name], day) for name in party.get("heirs", ()) if name in by_name]
    return bool(done)


def _cut(apps, entry):
    """Its arrows end with the day."""
    EntryArrow = apps.get_model("protocols", "EntryArrow")
    for party in entry.parties:
        if not party.get("suspended"):
            continue
        ways = EntryArrow.objects.filter(entry=entry)
        for side in ("giver", "taker"):
            mine = ways.filter(**{f"{side}__code": party["code"]} if party["code"] else {f"{side}_name": party["name"]})
            later = models.Q(until=None) | models.Q(until__gt=party["suspended"])
            mine.filter(later).update(until=party["suspended"])
            mine.filter(since__gte=party["suspended"]).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('protocols', '0021_arrows_between_those_who_take_part'),
    ]

    operations = [
        migrations.AlterField(
            model_name='registerentry',
            name='parties',
            field=models.JSONField(help_text='[{name, direction, code}], code empty for a body that no list has. Where it is so: joined and left, first days with and without it; heirs, names of who took its place; unsigned, true; suspended, the first day on which it holds with nobody until that is lifted'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
