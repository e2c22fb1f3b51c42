from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from governance.jobs.schedule import declared, enqueue_due


class Command(BaseCommand):
    help = (
        "Queues the periodic work that is due. For a timer of the system, where no worker runs all the time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--list", action="store_true", help="only say what there is and when it was last due"
        )

    def handle(self, *, list: bool, **options: object) -> None:
        if list:
            now = timezone.now()
            for work in declared():
                self.stdout.write(f"{work.name}: {work.label} (last due {work.due(now).isoformat()})")
            return
        for job in enqueue_due():
            self.stdout.write(f"queued: {job.key}")
