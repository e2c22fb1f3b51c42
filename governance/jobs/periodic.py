"""The periodic work of this app."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils.translation import gettext_lazy as _

from governance.jobs.schedule import daily, declare, every
from governance.notices import delivering
from governance.notices import outbox as notices
from governance.search import outbox
from governance.services import presence

declare("verify-log", "governance.jobs.tasks.verify_log", _("Checking the log"), daily(time(2)))
declare(
    "write-refusals",
    "governance.jobs.tasks.write_refusals",
    _("Writing refusals"),
    every(timedelta(minutes=5)),
)
declare("forget-jobs", "governance.jobs.tasks.forget_old_jobs", _("Forgetting old jobs"), daily(time(3)))
declare(
    "forget-presence",
    "governance.jobs.tasks.forget_presence",
    _("Forgetting who had a section open"),
    every(timedelta(hours=1)),
    needed=presence.is_old,
)
declare(
    "index-search",
    outbox.TASK,
    _("Keeping the search in step"),
    every(timedelta(minutes=1)),
    needed=outbox.is_waiting,
)
declare(
    "check-search",
    "governance.jobs.tasks.check_search",
    _("Checking the search"),
    daily(time(hour=3, minute=30)),
)
declare(
    "ask-readers",
    "governance.jobs.tasks.ask_readers",
    _("Asking those who joined to read"),
    every(timedelta(hours=1)),
)
declare(
    "tell-people",
    notices.TASK,
    _("Telling people"),
    every(timedelta(minutes=1)),
    needed=lambda: notices.is_waiting() or delivering.is_due(),
)
declare(
    "remind-people",
    "governance.jobs.tasks.remind_people",
    _("Reminding people"),
    daily(time(7)),
)
declare(
    "forget-notifications",
    "governance.jobs.tasks.forget_notifications",
    _("Forgetting old notifications"),
    daily(time(hour=3, minute=15)),
)
