"""Rows of the log, and the base of every model."""

from audit.models.event import Event, EventAudience
from audit.models.head import ObjectHead
from audit.models.row import Row
from audit.models.tally import RefusalTally

__all__ = ["Event", "EventAudience", "ObjectHead", "RefusalTally", "Row"]
