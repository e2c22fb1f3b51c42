from __future__ import annotations

import pytest
import time_machine

DAY = "2026-11-24T10:00:00+00:00"


@pytest.fixture(autouse=True)
def _frozen_day():
    with time_machine.travel(DAY, tick=True):
        yield
