"""What a process does before it looks at a file from outside: it takes limits on, and shuts its own doors.

Knows nothing of Django, of the database, of secrets; what starts such a process gives it a bare environment.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import sys
import sysconfig
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


class Refused(Exception):
    """The file asks for something that it must not have, or for too much of it."""


def private_output() -> BinaryIO:
    """Standard output for the result alone: what a library prints there goes to standard error instead."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return output


def say(code: int, **facts: str | int) -> int:
    """Tells the parent, in a last line of JSON on standard error, how it went; returns the exit code."""
    sys.stderr.write("\n" + json.dumps(facts) + "\n")
    sys.stderr.flush()
    return code


def limit(cpu_seconds: int, memory_bytes: int) -> None:
    """Bounds time and memory; no file can be written, and few opened."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    sys.setrecursionlimit(3000)


def close_doors(readable: list[str]) -> None:
    """No network, no process, no writing, no reading outside our own libraries and `readable`, from here on.

    The network is taken away by the kernel where it lets us, and by Python's audit hook in any case.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(CLONE_NEWUSER | CLONE_NEWNET)
    sys.addaudithook(_doorkeeper(readable))


def _doorkeeper(readable: list[str]) -> Callable[[str, tuple[Any, ...]], None]:
    libraries = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    roots = tuple(os.path.join(os.path.realpath(path), "") for path in [*libraries, *readable])
    files = {os.path.realpath(path) for path in readable}
    shut = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.spawn", "pty.")

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _mode, flags = arguments
            if isinstance(path, int):
                return
            place = os.path.realpath(os.fsdecode(path))
            reading = not (isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
            if not (reading and (place in files or place.startswith(roots))):
                raise Refused(f"file {os.fsdecode(path)}")
        elif event.startswith(shut):
            raise Refused(event)

    return hook
