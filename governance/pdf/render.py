"""HTML to a finished PDF, in a process of its own with limits; the parent imports no renderer.

The same HTML, style and renderer give the same bytes, in whatever process and on whatever day.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from django.utils.translation import gettext as _

from governance.pdf import child
from governance.pdf.errors import PdfRefused, PdfUnavailable

logger = logging.getLogger(__name__)
HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACKAGES = (
    "weasyprint",
    "pydyf",
    "tinycss2",
    "tinyhtml5",
    "fonttools",
    "pillow",
    "pikepdf",
    "font-roboto",
    "font-source-sans-pro",
)
FONTS = ("font_roboto", "font_source_sans_pro")
SYSTEM_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
CPU_SECONDS = 60
WALL_SECONDS = 120
WALL_SECONDS_FOR_A_JOB = 600  # nobody waits, and a busy machine gives little of each second
WALL_SECONDS_FOR_A_READER = 30  # a draft is rendered while somebody waits
MEMORY_BYTES = 1024 * 1024 * 1024
PAGE_LIMIT = 400
AT_ONCE = 2  # in one process of ours

_slots = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Printable:
    """All that goes into a PDF: `assets` maps a name that `asset:` may serve to a file of ours; `links`
    describes targets of links (an address, or an anchor without its #); `pictures` maps the SHA-256 under which
    `picture:` may serve a PNG or SVG to its bytes.
    """

    html: str
    css: str
    assets: dict[str, Path] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def key(self) -> str:
        """SHA-256 of everything on which the bytes of the PDF depend."""
        digest = hashlib.sha256()
        assets = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in self.assets.items()}
        for part in (renderer(), self.html, self.css, assets, self.links, sorted(self.pictures)):
            digest.update(json.dumps(part, sort_keys=True).encode() + b"\n")
        return digest.hexdigest()


@dataclass(frozen=True)
class Pdf:
    """A finished file and how many pages it has."""

    content: bytes
    pages: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@cache
def renderer() -> str:
    """Versions of all that shapes the bytes, with a fingerprint of our own part, such as “weasyprint 70.0,
    ...”.
    """
    own = hashlib.sha256(
        b"".join(
            (HERE / name).read_bytes()
            for name in ("child.py", "paint.py", "mend.py", "words.py", "fonts.conf")
        )
    )
    return ", ".join([*(f"{name} {version(name)}" for name in PACKAGES), f"ours {own.hexdigest()[:12]}"])


def to_pdf(printable: Printable, *, wall_seconds: float = WALL_SECONDS) -> Pdf:
    """Renders in a child process.

    Raises PdfRefused where the document is at fault, PdfUnavailable where we are.
    """
    if not _slots.acquire(timeout=wall_seconds / 2):
        raise PdfUnavailable(_("Too many PDFs are being made at the moment. Try again in a minute."))
    try:
        done = subprocess.run(  # noqa: S603 - our own code, and no word of the document on the command line
            [sys.executable, "-s", "-P", "-B", "-X", "utf8", "-c", _START, str(ROOT)],
            input=json.dumps(_request(printable)).encode(),
            capture_output=True,
            timeout=wall_seconds,
            cwd=font_folders()[0],
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PdfRefused(_too_long()) from None
    except OSError as error:  # no process, no memory, no Python
        logger.error("the PDF process could not be started: %s", error.strerror)
        raise PdfUnavailable(
            _("The PDF could not be made. The reason is in the log of this service.")
        ) from error
    finally:
        _slots.release()
    return _result(done.returncode, done.stdout, done.stderr)


_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from governance.pdf.child import main; sys.exit(main())"
)


def _environment() -> dict[str, str]:
    """All that the child may know: no secret, no locale, no time zone of ours."""
    return {
        "PYTHONHASHSEED": "0",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "HOME": "/nonexistent",
        "FONTCONFIG_FILE": str(HERE / "fonts.conf"),
        "XDG_DATA_HOME": str(font_folders()[1]),
    }


def _request(printable: Printable) -> child.Request:
    return {
        "html": printable.html,
        "css": printable.css,
        "fonts": [str(folder / "files") for folder in font_folders()],
        "assets": {name: str(path) for name, path in printable.assets.items()},
        "cpu_seconds": CPU_SECONDS,
        "memory_bytes": MEMORY_BYTES,
        "page_limit": PAGE_LIMIT,
        "links": printable.links,
        "pictures": {name: base64.b64encode(data).decode() for name, data in printable.pictures.items()},
    }


@cache
def font_folders() -> tuple[Path, ...]:
    """The folders of the packages of the typefaces; each keeps its faces in `files`.

    Raises PdfUnavailable when one is not installed.
    """
    folders = []
    for name in FONTS:
        found = find_spec(name)
        if found is None or found.origin is None:
            raise PdfUnavailable(
                _("PDFs cannot be made: the Python package %(name)s is missing.")
                % {"name": name.replace("_", "-")}
            )
        folders.append(Path(found.origin).resolve().parent)
    return tuple(folders)


def _result(code: int, output: bytes, said: bytes) -> Pdf:
    lines = said.decode(errors="replace").strip().splitlines()
    try:
        facts = json.loads(lines[-1]) if lines else {}
    except ValueError:
        facts = {}
    if code == child.DONE and output.startswith(b"%PDF-"):
        return Pdf(output, int(facts["pages"]))
    if code == child.NO_LIBRARIES:
        raise PdfUnavailable(missing_libraries())
    if code == child.REFUSED:
        raise PdfRefused(_refusal(str(facts.get("error", ""))))
    if code < 0 or "MemoryError" in lines[-1:] or "bad_alloc" in said.decode(errors="replace"):
        raise PdfRefused(_too_long())
    logger.error("the PDF process ended with %d: %s", code, lines[-1][:200] if lines else "")
    raise PdfUnavailable(_("The PDF could not be made. The reason is in the log of this service."))


def missing_libraries() -> str:
    """The sentence that says how to make printing possible."""
    return _(
        "PDFs cannot be made on this machine: system libraries are missing. Install them with: %(command)s"
    ) % {"command": f"apt-get install {SYSTEM_PACKAGES}"}


def _refusal(reason: str) -> str:
    if reason in ("MemoryError", "RecursionError"):
        return _too_long()
    if reason.startswith("pages:"):
        return _("This document would have more than %(limit)d pages, so it is not printed. Split it.") % {
            "limit": PAGE_LIMIT
        }
    return _("The document asks for something outside itself (%(what)s), so it is not printed.") % {
        "what": reason
    }


def _too_long() -> str:
    return _(
        "This document is too long or too deeply nested to be printed: it took more time or memory "
        "than one PDF may. Shorten it, or split large tables."
    )
