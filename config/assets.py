"""The front-end package that `build_assets` puts in static/vendor/; the pages do without it where it is missing."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

STYLES = "govuk-frontend.min.css"
SCRIPTS = "govuk-frontend.min.js"
TYPE = "type.css"


FILES = (STYLES, SCRIPTS, TYPE)  # one is little without the others


def folder() -> Path:
    return Path(settings.STATICFILES_DIRS[0]) / "vendor"


def are_there() -> bool:
    return all((folder() / name).is_file() for name in FILES)


def address(wanted: str) -> str:
    """Where a browser finds the file; empty where the files are not there."""
    name = next(known for known in FILES if known == wanted)
    if not are_there():
        return ""
    try:
        return static(f"vendor/{name}")
    except ValueError:  # built after the files were collected: the manifest does not know them yet
        return ""
