"""Has a file looked at in a process of its own: bounded time, bounded memory, no network, no secrets."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from governance.files import child
from governance.files.refusals import FileRefused, sentence

if TYPE_CHECKING:
    from governance.files.word import WordText

logger = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parent.parent.parent
LARGEST = 10 * 1024 * 1024  # bytes of one file
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from governance.files.child import main; sys.exit(main())"
)
_ENVIRONMENT = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": "/nonexistent"}


@dataclass(frozen=True)
class Bounds:
    """What one task may take."""

    cpu_seconds: int
    wall_seconds: int
    memory_bytes: int


LOOK = Bounds(cpu_seconds=10, wall_seconds=20, memory_bytes=160 * 1024 * 1024)
PDF = Bounds(cpu_seconds=10, wall_seconds=20, memory_bytes=512 * 1024 * 1024)
WORD = Bounds(cpu_seconds=20, wall_seconds=60, memory_bytes=512 * 1024 * 1024)


@dataclass(frozen=True)
class Answer:
    """What the process found, and the bytes of memory that it had at most."""

    found: Any  # JSON: a word, or what was read
    peak: int


def kind_of(content: bytes) -> str:
    """`docx`, `xlsx` or `odt`. Raises FileRefused, with a sentence, for what we do not take."""
    return str(ask("look", content, LOOK).found)


def look_into_pdf(content: bytes) -> None:
    """Raises FileRefused, with a sentence, for what we do not take."""
    ask("pdf", content, PDF)


def read_word(content: bytes) -> WordText:
    """The text of a Word file. Raises FileRefused, with a sentence."""
    return cast("WordText", ask("word", content, WORD).found)


def ask(task: str, content: bytes, bounds: Bounds) -> Answer:
    """Raises FileRefused; its `peak` says how much memory the refusal took."""
    request: child.Request = {
        "task": task,
        "cpu_seconds": bounds.cpu_seconds,
        "memory_bytes": bounds.memory_bytes,
        "largest": LARGEST,
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own code, and nothing of the file on the command line
            [sys.executable, "-s", "-P", "-B", "-X", "utf8", "-c", _START, str(ROOT)],
            input=json.dumps(request).encode() + b"\n" + content,
            capture_output=True,
            timeout=bounds.wall_seconds,
            cwd="/",
            env=_ENVIRONMENT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FileRefused(sentence("too_complex")) from None
    return _answer(done.returncode, done.stdout, done.stderr)


def _answer(code: int, output: bytes, said: bytes) -> Answer:
    lines = said.decode(errors="replace").strip().splitlines()
    try:
        told = json.loads(lines[-1]) if lines else {}
    except ValueError:
        told = {}
    if code == child.DONE:
        return Answer(json.loads(output), int(told["peak"]))
    if code == child.REFUSED:
        raise FileRefused(sentence(str(told["error"])), peak=int(told["peak"]))
    if code < 0 or any("MemoryError" in line for line in lines[-3:]):  # killed by a limit
        raise FileRefused(sentence("too_complex"))
    logger.error("the process that looks at files ended with %d: %s", code, lines[-1][:200] if lines else "")
    raise FileRefused(sentence("unread"))
