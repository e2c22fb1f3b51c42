"""Puts the triggers of the register back in place."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from audit import triggers


class Command(BaseCommand):
    help = "Puts every trigger of the register in place: those that keep the log, histories and frozen texts."
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        missing = triggers.missing()
        triggers.install()
        self.stdout.write(f"{len(triggers.wanted())} triggers in place, {len(missing)} of them were missing.")
