"""How long, how often: from settings.JOBS, which the environment fills."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

DEFAULTS = {
    "HEARTBEAT_LIMIT": 60.0,  # seconds without a heartbeat, after which a job is taken up by another worker
    "ATTEMPTS": 5,
    "BACKOFF": 10.0,  # seconds before the second attempt; doubles with each further one
    "LONGEST_BACKOFF": 600.0,
    "TIME_LIMIT": 900.0,  # seconds that one attempt may take
    "POLL": 1.0,  # seconds between looks at an empty queue
    "KEEP_DAYS": 30,  # days that a finished job is kept
}


def limit(name: str) -> float:
    """Raises KeyError for a limit that does not exist."""
    chosen: dict[str, float] = getattr(settings, "JOBS", {})
    return float(chosen.get(name, DEFAULTS[name]))


def attempts() -> int:
    return int(limit("ATTEMPTS"))


def heartbeat_limit() -> timedelta:
    return timedelta(seconds=limit("HEARTBEAT_LIMIT"))


def backoff(attempt: int) -> timedelta:
    """How long to wait after an attempt that failed; the first attempt is number 1."""
    return timedelta(seconds=min(limit("BACKOFF") * 2 ** (attempt - 1), limit("LONGEST_BACKOFF")))
