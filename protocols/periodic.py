"""The periodic work of this app."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from governance.jobs.schedule import declare, every
from protocols.services import certifying, inviting, posting

declare(
    "send-invitations",
    inviting.TASK,
    _("Sending invitations"),
    every(timedelta(minutes=1)),
    needed=posting.is_due,
)
declare(
    "make-signed-copies",
    certifying.TASK,
    _("Making signed copies"),
    every(timedelta(minutes=15)),
    needed=certifying.is_due,
)
