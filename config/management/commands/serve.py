"""Serves the register on this machine with demo data and a worker; bin/run ends here."""

import os
import signal
import subprocess
import sys
from types import FrameType
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.management.commands.runserver import Command as RunServer
from django.core.management import CommandError, CommandParser, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

PASSWORD = "sharing-register-demo"  # noqa: S105  # of the demo's made-up people alone
ACCOUNTS = {
    "officer@northshire.example": "writes policies for Northshire County Council",
    "approver@northshire.example": "approves and publishes them",
    "manager@northshire.example": "answers for the council",
    "practitioner@northshire.example": "works with families",
    "auditor@northshire.example": "reads the log",
    "admin@northshire.example": "looks after the council's people",
    "manager@police.northshire.example": "answers for the police",
    "manager@nhs.northshire.example": "answers for the NHS trust",
}


class Command(RunServer):
    """Migrates, fills the demo, starts a worker, and serves until it is stopped; the worker stops with it."""

    help = __doc__
    addr: str  # set by Django from the words of the command

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--no-demo", action="store_true", help="leave the database as it is")

    def handle(self, *args: object, **options: Any) -> None:  # Any: what a command's options hold
        if os.environ.get("DJANGO_ENV") == "production":
            raise CommandError(
                "This command serves developers; in production run gunicorn (docs/operation.md)."
            )
        self.demo = not options["no_demo"]
        migrate()
        if self.demo:
            call_command("seed_demo", verbosity=0)
        connection.close()
        signal.signal(signal.SIGTERM, leave)
        worker = subprocess.Popen([sys.executable, sys.argv[0], "work"])  # noqa: S603  # our own command
        try:
            super().handle(*args, **{**options, "use_reloader": False, "skip_checks": False})
        finally:
            worker.terminate()
            try:
                worker.wait(timeout=10)
            except subprocess.TimeoutExpired:
                worker.kill()

    def on_bind(self, server_port: int) -> None:
        lines = [f"{settings.SERVICE_NAME} is at http://{self.addr}:{server_port}/  (Ctrl-C stops it)"]
        if self.demo:
            lines += [f"Demo accounts, all with the password {PASSWORD}:"]
            lines += [f"  {address:35} {what}" for address, what in ACCOUNTS.items()]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def migrate() -> None:
    """Bring the database up to date; where it already is, nothing is asked but the list of migrations."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def leave(number: int, frame: FrameType | None) -> None:
    """Leave through the same door as Ctrl-C, so that the worker is stopped."""
    raise SystemExit(0)
