"""What a task raises to say more than "it went wrong". The sentences are for people."""

from __future__ import annotations


class GivenUp(Exception):
    """It will not succeed, however often it is tried. The message says why and what to do."""


class TryAgain(Exception):
    """It may succeed later. The message is shown when the last attempt ends so, too."""


class TakenOver(Exception):
    """Another worker has this job by now, since this one was not heard of for too long: stop."""


class TookTooLong(BaseException):
    """The task ran past its time limit. Not an Exception, so that no task swallows it."""
