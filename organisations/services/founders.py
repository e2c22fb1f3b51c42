"""Who may enter bodies in the register: jobs, and people of the organisation that keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from audit.actors import ActorKind
from organisations.permissions import Can, register_keeper, require

if TYPE_CHECKING:
    from audit.actors import HasActor


def require_founder(by: HasActor) -> None:
    """Raises PermissionDenied unless a job acts, or a person who keeps the register of bodies."""
    if by.as_actor().kind == ActorKind.JOB:
        return
    keeper = register_keeper()
    if keeper is None:
        raise PermissionDenied(
            _(
                "Organisations are entered by whoever runs the register: no organisation is named that keeps it."
            )
        )
    require(by, Can.KEEP_BODIES, keeper)
