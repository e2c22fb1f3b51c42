from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from audit import actors
from organisations.services.imports import (
    ImportRefused,
    Report,
    import_organisations,
    make_plan,
)
from organisations.services.reading import read_files


class Command(BaseCommand):
    help = (
        "Read public lists of bodies (CSV) into the register: all or nothing. A second run changes nothing. "
        "--check says what would happen and changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--check", action="store_true", help="read and compare only")

    def handle(self, *args: object, files: list[Path], check: bool, **options: object) -> None:
        started = time.monotonic()
        reading = read_files(files, progress=self.stdout.write)
        if reading.faults:
            raise CommandError(
                "\n".join(
                    [
                        *map(str, reading.faults),
                        _("Nothing was imported. Mend these rows and start again."),
                    ]
                )
            )
        try:
            if check:
                report = make_plan(reading.bodies)[1]
            else:
                report = import_organisations(
                    reading.bodies,
                    by=actors.job("import_organisations"),
                    progress=self._show,
                )
        except ImportRefused as refusal:
            raise CommandError("\n".join([*refusal.messages, _("Nothing was imported.")])) from refusal
        self._print(
            report,
            rows=len(reading.bodies),
            check=check,
            seconds=time.monotonic() - started,
        )

    def _show(self, done: int, total: int) -> None:
        if done == total or done % 250 == 0:
            self.stdout.write(_("%(done)s of %(total)s written") % {"done": done, "total": total})

    def _print(self, report: Report, *, rows: int, check: bool, seconds: float) -> None:
        for merge in report.merges:
            self.stdout.write(_("One body: %(merge)s") % {"merge": merge})
        if report.imprecise:
            self.stdout.write(
                _(
                    "%(count)s dates had no day: beginnings count from the first day of the period, ends to its last."
                )
                % {"count": report.imprecise}
            )
        if check:
            self.stdout.write(_("Checked only; this is what an import would do:"))
        elif not report.created and not report.changed:
            self.stdout.write(_("Nothing to change: the register agrees with these lists."))
        self.stdout.write(
            _(
                "%(rows)s rows: %(created)s organisations created, %(changed)s changed, %(unchanged)s unchanged, "
                "%(identifiers)s identifiers added, %(merges)s merged, in %(seconds).1f seconds."
            )
            % {
                "rows": rows,
                "created": report.created,
                "changed": report.changed,
                "unchanged": report.unchanged,
                "identifiers": report.identifiers,
                "merges": len(report.merges),
                "seconds": seconds,
            }
        )
