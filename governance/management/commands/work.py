from __future__ import annotations

import logging
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from governance.jobs.worker import Worker


class Command(BaseCommand):
    help = "Runs background jobs, takes up those whose worker died, and queues periodic work."

    def add_arguments(self, parser: ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--once", action="store_true", help="run all that may start now, then end")
        how.add_argument(
            "--until-idle", action="store_true", help="run until nothing waits, not even for a later attempt"
        )

    def handle(self, *, once: bool, until_idle: bool, **options: object) -> None:
        logging.getLogger("governance.jobs").setLevel(logging.INFO)
        worker = Worker(schedules=not (once or until_idle))
        worker.listen()
        if once:
            self.stdout.write(f"jobs run: {worker.run_once()}")
        elif until_idle:
            self.stdout.write(f"jobs run: {worker.run_until_idle()}")
        else:
            self.stdout.write(f"worker {worker.name} waits for jobs")
            worker.run()
            self.stdout.write("worker stopped")
