"""The process that looks at a file from outside. It knows nothing of Django, of the database, of secrets.

Started by `governance.files.asking` with a bare environment. Its first line on standard input says in JSON what to
do, `look` (into an office file), `pdf` or `word`, and how much time and memory there is; then come the bytes. The
answer is on standard output; standard error says in a last line of JSON why there is none, and how much memory was
taken.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from typing import TextIO, TypedDict

from governance.confined import Refused, close_doors, limit, private_output, say

DONE, FAULT, REFUSED = 0, 1, 3  # exit codes


class Request(TypedDict):
    task: str
    cpu_seconds: int
    memory_bytes: int
    largest: int


def main() -> int:
    """Exit code: DONE, FAULT or REFUSED."""
    output = private_output()
    status: TextIO | None = None
    request: Request = json.loads(sys.stdin.buffer.readline())
    limit(request["cpu_seconds"], request["memory_bytes"])
    if request["task"] == "word":
        from governance.files import word  # slow import: mammoth
    elif request["task"] == "pdf":
        from governance.files import pdf  # slow import: pikepdf
    else:
        from governance.files import archives
    here = os.path.dirname(os.path.realpath(__file__))
    with contextlib.suppress(OSError):
        status = open("/proc/self/status", encoding="ascii")  # noqa: SIM115 - read at the end, behind closed doors
    close_doors([os.path.dirname(here)])
    content = sys.stdin.buffer.read(request["largest"] + 1)
    try:
        if len(content) > request["largest"]:
            raise Refused("too_large")
        found: object
        if request["task"] == "word":
            found = word.read(content)
        elif request["task"] == "pdf":
            found = pdf.look(content)
        else:
            found = archives.kind_of(content)
    except Refused as refusal:
        return say(REFUSED, error=str(refusal), peak=_peak(status))
    except (MemoryError, RecursionError):
        return say(REFUSED, error="too_complex", peak=_peak(status))
    output.write(json.dumps(found).encode())
    output.close()
    return say(DONE, peak=_peak(status))


def _peak(status: TextIO | None) -> int:
    """Bytes of memory that this process had at most; 0 where the system does not say."""
    lines = status.readlines() if status is not None else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)


if __name__ == "__main__":
    sys.exit(main())
