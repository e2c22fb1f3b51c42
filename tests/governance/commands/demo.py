"""Seeds the demo, and tells where its Codes of Practice stand."""

from io import StringIO

from django.core.management import call_command

from governance.models import DocumentVersion


def seed(**options):
    out = StringIO()
    call_command("seed_demo", stdout=out, **options)
    return out.getvalue()


def standings():
    codes_alone = DocumentVersion.objects.filter(document__kind="code_of_practice")
    versions = codes_alone.select_related("document").order_by("document__reference", "major", "minor")
    return {f"{v.document.reference} {v.number}": v.standing().value for v in versions}
