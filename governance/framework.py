"""A part of an organisation's framework, as its page for a day shows it: policies; agreements from an upper app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Q
    from django.utils.functional import _StrPromise

    from organisations.models import Organisation


@dataclass(frozen=True)
class FrameworkPart:
    """`versions` is a condition for versions of documents that belong to an organisation's framework.

    Who may see them, and on which days they were in force, is asked beside it. `empty` is said where there is none."""

    key: str
    heading: str | _StrPromise
    empty: str | _StrPromise
    versions: Callable[[Organisation], Q]
    place: int  # the lowest stands first
