"""What the public page of an organisation tells beyond its own row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils import timezone

from organisations.models import Organisation


@dataclass(frozen=True)
class FormerName:
    """A name that the register had until a day, on which it was changed here."""

    name: str
    until: date


def former_names(organisation: Organisation) -> list[FormerName]:
    """The latest first, from the history of its name, which was public at the time. One query."""
    rows = Organisation.history.filter(id=organisation.pk).order_by("history_date", "history_id")
    found: dict[str, FormerName] = {}
    for (name, _at), (following, changed_at) in pairwise(rows.values_list("name", "history_date")):
        if name != following:
            found.pop(name, None)
            found[name] = FormerName(name, timezone.localdate(changed_at))
    found.pop(organisation.name, None)
    return list(reversed(found.values()))
