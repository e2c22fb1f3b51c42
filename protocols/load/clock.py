"""Times and keys of load data: told by the seed, so that a second load gives the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

DAYS = 366  # what is loaded was entered in the year before the day of the load
KEYS_AT_ONCE = 4096


class Clock:
    """Goes forth in even steps through the year before a day, and gives keys (UUIDv7) that sort by its time."""

    def __init__(self, seed: int, today: date, steps: int) -> None:
        """`steps`: how often it will be asked for the next time, at most."""
        began = datetime.combine(today, time(), tzinfo=UTC) - timedelta(days=DAYS)
        self._now = int(began.timestamp()) * 1000  # milliseconds
        self._steps = steps
        self._step = max(1, (DAYS - 1) * 86_400_000 // (steps + 1))
        self._chance = Random(f"{seed}/keys")  # noqa: S311  # not a secret
        self._given = 0

    def tick(self) -> datetime:
        """The next time. Raises OverflowError for one more than were announced."""
        if not self._steps:
            raise OverflowError("the clock would reach the day of the load")
        self._steps -= 1
        self._now += self._step
        self._given = 0
        return self.now

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self._now // 1000, tz=UTC) + timedelta(milliseconds=self._now % 1000)

    @property
    def day(self) -> date:
        """The calendar day where the register is."""
        return timezone.localdate(self.now)

    def key(self) -> UUID:
        """A new key at this time. Raises OverflowError for more than 4,096 between two ticks."""
        if self._given == KEYS_AT_ONCE:
            raise OverflowError("let the clock tick more often")
        number = self._now << 80 | 7 << 76 | self._given << 64 | 2 << 62 | self._chance.getrandbits(62)
        self._given += 1
        return UUID(int=number)
