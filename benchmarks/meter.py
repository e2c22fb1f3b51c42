"""CPU of this process and of the backend that serves its connection, by the scheduler's own count."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection


class Meter:
    """On PostgreSQL no helpers work beside the backend meanwhile, so that all that is spent is seen."""

    def __init__(self) -> None:
        self._backend: Path | None = None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET max_parallel_workers_per_gather = 0")
                cursor.execute("SELECT pg_backend_pid()")
                self._backend = Path(f"/proc/{cursor.fetchone()[0]}")

    def cost(self, run: Callable[[], object]) -> float:
        """Milliseconds of one run."""
        here, there = time.process_time_ns(), self._spent()
        run()
        return (time.process_time_ns() - here + self._spent() - there) / 1e6

    def _spent(self) -> int:
        """Nanoseconds; counted in hundredths of a second where the kernel keeps no finer count."""
        if self._backend is None:
            return 0
        fine = self._backend / "schedstat"
        if fine.exists():
            return int(fine.read_text().split()[0])
        fields = (self._backend / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 10**9 // os.sysconf("SC_CLK_TCK")
