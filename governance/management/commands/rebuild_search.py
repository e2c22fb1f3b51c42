from __future__ import annotations

import time

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from governance.entries import SearchSource
from governance.search import indexing


class Command(BaseCommand):
    help = (
        "Makes the index of the search from everything that can be found, writes what differs and removes what no "
        "longer exists. Safe at any time; the search goes on meanwhile."
    )

    def handle(self, *args: object, verbosity: int, **options: object) -> None:
        began = time.monotonic()

        def progress(source: SearchSource, done: int) -> None:
            if verbosity > 1:
                self.stdout.write(f"{source.key}: {done}")

        tally = indexing.rebuild(afresh=True, progress=progress)
        self.stdout.write(
            _(
                "%(seen)d entries: %(added)d added, %(changed)d changed, %(removed)d removed, "
                "in %(seconds).1f seconds."
            )
            % {**vars(tally), "seconds": time.monotonic() - began}
        )
