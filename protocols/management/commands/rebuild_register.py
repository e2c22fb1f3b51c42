from __future__ import annotations

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.models import Document
from governance.services.locking import lock_document
from protocols.kinds import KINDS
from protocols.services.register import refresh


class Command(BaseCommand):
    help = (
        "Writes what the public register shows of each agreement anew, from what the agreement holds. Safe at any "
        "time; needed once after an update that says so. The search follows with rebuild_search."
    )

    def handle(self, *args: object, **options: object) -> None:
        agreements = list(Document.objects.filter(kind__in=KINDS).order_by("pk"))
        for agreement in agreements:
            with transaction.atomic():
                refresh(lock_document(agreement))
        count = len(agreements)
        told = ngettext("%(count)d agreement.", "%(count)d agreements.", count) % {"count": count}
        self.stdout.write(_("Written anew: %s") % told)
