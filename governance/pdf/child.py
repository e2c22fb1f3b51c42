"""The process that turns HTML into a PDF. It knows nothing of Django, of the database, of secrets.

Started by `governance.pdf.render` with a bare environment. Reads one JSON request on standard input, writes
the PDF on standard output; says on standard error, in a last line of JSON, how many pages there are or why
there is no PDF. By the time it looks at the document it can open no socket, start no process, write no file,
and read only its own libraries and fonts.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TypedDict

from governance.confined import Refused, close_doors, limit, private_output, say

DONE, FAULT, REFUSED, NO_LIBRARIES = 0, 1, 3, 4  # exit codes


class Request(TypedDict):
    """What the parent asks for.

    Paths are absolute; `assets` maps a name to a file that `asset:` may serve; `pictures` maps the SHA-256
    that `picture:` may name to the bytes of a PNG or SVG in base64.
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


def main() -> int:
    """Exit code: DONE, FAULT, REFUSED or NO_LIBRARIES."""
    output = private_output()
    request: Request = json.load(sys.stdin)
    limit(request["cpu_seconds"], request["memory_bytes"])
    try:
        from governance.pdf import mend, paint  # slow imports, which also need Pango
    except OSError as error:
        return say(NO_LIBRARIES, error=str(error).splitlines()[0])
    own = os.path.dirname(os.path.realpath(__file__))
    close_doors([own, *request["fonts"], *request["assets"].values()])
    try:
        raw, pages = paint.paint(request)
        pdf = mend.mend(raw, links=request["links"])
    except (Refused, paint.NotAllowed) as refusal:
        return say(REFUSED, error=str(refusal))
    except (MemoryError, RecursionError) as error:
        return say(REFUSED, error=type(error).__name__)
    output.write(pdf)
    output.close()
    return say(DONE, pages=pages)


if __name__ == "__main__":
    sys.exit(main())
