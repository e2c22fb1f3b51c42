"""What an upper app knows of an organisation's framework: a part of its page for a day, and its agreements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Q
    from django.db.models.expressions import Combinable
    from django.utils.functional import _StrPromise

    from organisations.models import Organisation
    from organisations.permissions import Person


@dataclass(frozen=True)
class FrameworkPart:
    """`versions` is a condition for versions of documents that belong to an organisation's framework.

    Who may see them, and on which days they were in force, is asked beside it. `empty` is said where there is none."""

    key: str
    heading: str | _StrPromise
    empty: str | _StrPromise
    versions: Callable[[Organisation], Q]
    place: int  # the lowest stands first


@dataclass(frozen=True)
class AgreementsOf:
    """`in_force` is how many agreements that name an organisation the person may see in force on a day: an expression
    for a query of organisations. `address`: where those of the organisation with that code are listed."""

    in_force: Callable[[Person, date], Combinable]
    address: Callable[[str], str]
