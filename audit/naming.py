"""How the pages of the log call acts and jobs. The log itself keeps their names in the code, for ever.

Each app declares its own when it starts. An act or job that no longer exists keeps its words: old entries name it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_acts: dict[str, str | _StrPromise] = {}
_jobs: dict[str, str | _StrPromise] = {}


def declare(*, acts: Mapping[str, str | _StrPromise], jobs: Mapping[str, str | _StrPromise]) -> None:
    """`acts`: by the name that a refusal keeps, as in “change a team”; `jobs`: by the name of the actor."""
    _acts.update(acts)
    _jobs.update(jobs)


def act(name: str) -> str:
    """What was tried, as in “change a team”; for an act that nobody named, the name without its module."""
    return str(_acts.get(name) or name.rpartition(".")[2].replace("_", " "))


def job(name: str) -> str:
    return str(_jobs.get(name) or name.replace("_", " "))


def jobs_called(text: str) -> list[str]:
    """Names of the jobs whose words hold this text."""
    return [name for name in _jobs if text.casefold() in job(name).casefold()]


def has_act(name: str) -> bool:
    return name in _acts


def has_job(name: str) -> bool:
    return name in _jobs
