from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from governance.documentation import lifecycles_page

PAGE = Path(__file__).resolve().parents[3] / "docs" / "lifecycles.md"


class Command(BaseCommand):
    help = "Write docs/lifecycles.md from the tables of states."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", type=Path, default=PAGE)

    def handle(self, *args: object, output: Path, **options: object) -> None:
        output.parent.mkdir(exist_ok=True)
        output.write_text(lifecycles_page(), encoding="utf-8")
        self.stdout.write(str(output))
