from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from audit import actors
from protocols.services.imports import ImportRefused, Report, check_agreements, import_agreements
from protocols.services.published import read_file


class Command(BaseCommand):
    help = (
        "Read a published register of information sharing agreements (.rsf log or .csv table): all or nothing. "
        "A second run changes nothing. --check says what would happen and changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--check", action="store_true", help="read and compare only")

    def handle(self, *args: object, file: Path, check: bool, **options: object) -> None:
        started = time.monotonic()
        reading = read_file(file)
        try:
            if reading.faults:
                raise ImportRefused(reading.faults)
            bring_in = check_agreements if check else import_agreements
            report = bring_in(reading.found, by=actors.job("import_agreements"))
        except ImportRefused as refusal:
            lines = [*refusal.messages, _("Nothing was imported. Mend these places and start again.")]
            raise CommandError("\n".join(lines)) from refusal
        self._print(report, entries=len(reading.found), check=check, seconds=time.monotonic() - started)

    def _print(self, report: Report, *, entries: int, check: bool, seconds: float) -> None:
        for oddity in report.oddities:
            self.stdout.write(_("Odd: %s.") % oddity)
        if check:
            self.stdout.write(_("Checked only; this is what an import would do:"))
        elif not report.created and not report.amended:
            self.stdout.write(_("Nothing to change: the register has all of these agreements."))
        self.stdout.write(
            _(
                "%(entries)s entries: %(created)s agreements recorded, %(amended)s amended, %(unchanged)s unchanged, "
                "%(parties)s parties, in %(seconds).1f seconds."
            )
            % {
                "entries": entries,
                "created": report.created,
                "amended": report.amended,
                "unchanged": report.unchanged,
                "parties": report.parties,
                "seconds": seconds,
            }
        )
