"""What only a job may do for now: there is no person above organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from audit.actors import ActorKind

if TYPE_CHECKING:
    from audit.actors import HasActor


def require_founder(by: HasActor) -> None:
    """Raises PermissionDenied unless a job acts."""
    if by.as_actor().kind != ActorKind.JOB:
        raise PermissionDenied(
            _("Organisations are entered by whoever runs the register, not by a person here.")
        )
