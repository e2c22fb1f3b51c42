"""An act for factories and tests, which save tracked rows where no act of the product is running."""

from __future__ import annotations

from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit import actors, audiences
from audit.acts import record
from audit.operations import Operation, current_operation, entered
from audit.verbs import declare

FIXTURE_MADE = declare("fixture.made", _("made for a test"), changes_data=True)


@contextmanager
def acting(by=None):
    """Tracked rows saved within are told of by one `fixture.made` event on the last of them."""
    actor = (by or actors.job("test")).as_actor()
    operation = current_operation() or Operation(actor)
    with transaction.atomic(), entered(operation), operation.running("fixture") as frame:
        yield operation
        if frame.unbound:
            last = frame.last_saved
            record(FIXTURE_MADE, last, by=actor, audience=audiences.of(last))
