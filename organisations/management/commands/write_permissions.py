from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from organisations.documentation import permissions_page

PAGE = Path(__file__).resolve().parents[3] / "docs" / "permissions.md"


class Command(BaseCommand):
    help = "Write docs/permissions.md from the table of roles and rights."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", type=Path, default=PAGE)

    def handle(self, *args: object, output: Path, **options: object) -> None:
        output.parent.mkdir(exist_ok=True)
        output.write_text(permissions_page(), encoding="utf-8")
        self.stdout.write(str(output))
