"""Named points at which a test may kill the process, to prove that an act is done whole or not at all.

`SR_FAILPOINT=publish.before_commit` in the environment arms one. Without it a point costs one comparison.
"""

from __future__ import annotations

import os
import signal

PUBLISHING = (
    "publish.before_lock",
    "publish.after_lock",
    "publish.after_rights",
    "publish.after_checks",
    "publish.after_range_closed",
    "publish.after_state",
    "publish.after_event",
    "publish.after_job_queued",
    "publish.before_commit",
    "publish.after_commit",
)
SIGNING = (
    "sign.before_lock",
    "sign.after_lock",
    "sign.after_rights",
    "sign.after_checks",
    "sign.after_statement",
    "sign.after_standing",
    "sign.after_event",
    "sign.after_in_force",
    "sign.before_commit",
    "sign.after_commit",
)

_armed = os.environ.get("SR_FAILPOINT")


def reach(name: str) -> None:
    """Nothing, unless this point is armed: then the process ends at once, as in a power cut."""
    if name == _armed:
        os.kill(os.getpid(), signal.SIGKILL)


def arm(name: str | None) -> None:
    """Arms a point in this process, for tests that fork."""
    global _armed
    _armed = name
