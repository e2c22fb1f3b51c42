"""Keeps secrets that stand in addresses out of the log: the link of an invitation opens something."""

from __future__ import annotations

import logging
import re

SECRET = re.compile(r"(/sign/)[A-Za-z0-9_-]{20,}")
HIDDEN = r"\1…"


class WithoutSecrets(logging.Filter):
    """Hides what follows /sign/ in a line of the log, in its words, its parts and its traceback alike."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if SECRET.search(said):
            record.msg, record.args = SECRET.sub(HIDDEN, said), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = SECRET.sub(HIDDEN, record.exc_text)
        return True
