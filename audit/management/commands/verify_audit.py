"""Checks the whole log: 0 sound, 1 a fault, 2 could not run."""

from __future__ import annotations

import sys

from django.core.management.base import BaseCommand
from django.db import Error, connections

from audit import triggers, verification


class Command(BaseCommand):
    help = (
        "Checks every event, chain and history row. "
        "Ends with 0: sound; 1: a fault, of which it prints the first; 2: could not run."
    )
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        try:
            missing = triggers.missing()
            result = verification.run()
        except Error as error:
            self.stderr.write(f"The log could not be checked: {error}".strip())
            sys.exit(2)
        finally:
            connections.close_all() if not connections["default"].in_atomic_block else None
        for trigger in missing:
            self.stderr.write(
                f"Warning: the trigger {trigger.name} on {trigger.table} is missing or changed."
            )
        self.stdout.write(f"{result.events} events checked.")
        if result.first is not None:
            self.stdout.write(f"{result.faults} faults. The first: {result.first}")
            sys.exit(1)
        self.stdout.write("No fault.")
