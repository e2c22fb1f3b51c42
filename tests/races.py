"""Two people at once, in one thread: the second acts while the form of the first is on its way."""

from __future__ import annotations

from contextlib import contextmanager

from django.db import connection


@contextmanager
def meanwhile(rival):
    """Runs `rival` once, as soon as the first act within begins."""
    waiting = [rival]

    def watch(execute, sql, params, many, context):
        if sql.startswith("SAVEPOINT") and waiting:
            waiting.pop()()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert not waiting, "nothing was done meanwhile"
