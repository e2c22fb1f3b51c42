"""How much a page takes that is sent a file, and how a file from outside is given back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import quote

from django.http import HttpResponse

from governance.files.asking import LARGEST

View = TypeVar("View", bound=Callable[..., object])
FORM_BESIDE_A_FILE = 256 * 1024  # bytes


def takes_a_file(view: View) -> View:
    """The page takes one file of the largest size that there is; every other page takes less. See NotTooLarge."""
    view.largest_body = LARGEST + FORM_BESIDE_A_FILE  # type: ignore[attr-defined]  # read by config.middleware
    return view


def given_back(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    """A file to be saved, never shown: whatever is in it runs nothing here."""
    response = HttpResponse(content, content_type=media_type)
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_").replace("\\", "_")
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
