"""Worlds that the tests of a module share: made once, undone at the end."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import transaction


@contextmanager
def rolled_back():
    """What happens within is undone; acts may begin in it, as in a test case's own transaction."""
    block = transaction.atomic()
    block._from_testcase = True  # an act must be the outermost transaction, but for a test's
    with block:
        yield
        transaction.set_rollback(True)


def made_once(make):
    """Turns the function that makes a world into a fixture of all tests of a module.

    Each test runs in a savepoint and leaves the rows as they were. A test that changes the objects themselves
    takes a deep copy of them. A test that commits cannot stand in such a module.
    """

    @pytest.fixture(scope="module")
    def world(django_db_setup, django_db_blocker):
        with django_db_blocker.unblock(), rolled_back():
            yield make()

    return world
