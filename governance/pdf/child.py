"""The process that turns HTML into a PDF. It knows nothing of Django, of the database, of secrets.

Started by `governance.pdf.render` with a bare environment. Reads one JSON request on standard input, writes
the PDF on standard output; says on standard error, in a last line of JSON, how many pages there are or why
there is no PDF. By the time it looks at the document it can open no socket, start no process, write no file,
and read only its own libraries and fonts.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import sys
import sysconfig
from typing import TYPE_CHECKING, Any, BinaryIO, TypedDict

if TYPE_CHECKING:
    from collections.abc import Callable

DONE, FAULT, REFUSED, NO_LIBRARIES = 0, 1, 3, 4  # exit codes
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


class Request(TypedDict):
    """What the parent asks for.

    Paths are absolute; `assets` maps a name to a file that `asset:` may serve; `pictures` maps the SHA-256
    that `picture:` may name to the bytes of a PNG in base64.
    """

    html: str
    css: str
    fonts: list[str]
    assets: dict[str, str]
    cpu_seconds: int
    memory_bytes: int
    page_limit: int
    links: dict[str, str]
    pictures: dict[str, str]


class Refused(Exception):
    """The document asks for something that it must not have, or for too much of it."""


def main() -> int:
    """Exit code: DONE, FAULT, REFUSED or NO_LIBRARIES."""
    output = _private_output()
    request: Request = json.load(sys.stdin)
    _limit(request["cpu_seconds"], request["memory_bytes"])
    try:
        from governance.pdf import mend, paint  # slow imports, which also need Pango
    except OSError as error:
        return _say(NO_LIBRARIES, error=str(error).splitlines()[0])
    _close_doors([*request["fonts"], *request["assets"].values()])
    try:
        raw, pages = paint.paint(request)
        pdf = mend.mend(raw, links=request["links"])
    except (Refused, paint.NotAllowed) as refusal:
        return _say(REFUSED, error=str(refusal))
    except (MemoryError, RecursionError) as error:
        return _say(REFUSED, error=type(error).__name__)
    output.write(pdf)
    output.close()
    return _say(DONE, pages=pages)


def _private_output() -> BinaryIO:
    """Standard output for the PDF alone: what a library prints there goes to standard error instead."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return output


def _say(code: int, **facts: str | int) -> int:
    sys.stderr.write("\n" + json.dumps(facts) + "\n")
    sys.stderr.flush()
    return code


def _limit(cpu_seconds: int, memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    sys.setrecursionlimit(3000)


def _close_doors(readable: list[str]) -> None:
    """No network, no process, no writing, no reading outside our own libraries and `readable`, from here on.

    The network is taken away by the kernel where it lets us, and by Python's audit hook in any case.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(CLONE_NEWUSER | CLONE_NEWNET)
    sys.addaudithook(_doorkeeper(readable))


def _doorkeeper(readable: list[str]) -> Callable[[str, tuple[Any, ...]], None]:
    libraries = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    roots = tuple(os.path.join(os.path.realpath(path), "") for path in [*libraries, *readable])
    own = os.path.dirname(os.path.realpath(__file__))
    files = {os.path.realpath(path) for path in readable}
    shut = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.spawn", "pty.")

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _mode, flags = arguments
            if isinstance(path, int):
                return
            place = os.path.realpath(os.fsdecode(path))
            reading = not (isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
            if not (reading and (place in files or place.startswith((*roots, own)))):
                raise Refused(f"file {os.fsdecode(path)}")
        elif event.startswith(shut):
            raise Refused(event)

    return hook


if __name__ == "__main__":
    sys.exit(main())
