"""What upper apps add to the things that wait for a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from organisations.models import User


@dataclass(frozen=True)
class Errand:
    """One thing to do, what is known about it in a soft second line, and the last day for it, if there is one."""

    text: str
    href: str
    why: str
    due_on: date | None = None


Waiting: TypeAlias = "Callable[[User, date], Sequence[Errand]]"
