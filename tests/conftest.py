"""What every test shares: the people, the engine it ran on, and flushes that the triggers let through."""

import gc
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from django.test import TransactionTestCase

from tests.migrating import few_models_drawn, schema
from tests.people import people  # noqa: F401  # a fixture is found by its name in this module

engines: set[str] = set()
BROWSER = Path(__file__).parent / "browser"


def pytest_ignore_collect(collection_path, config):
    """The browser's tests want packages of their own: they are looked at only where they are asked for."""
    return True if collection_path == BROWSER and "not browser" in config.getoption("markexpr") else None


def pytest_collection_modifyitems(items):
    on_postgres = connection.vendor == "postgresql"
    for item in items:
        if item.path.is_relative_to(BROWSER):
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("postgres") and not on_postgres:
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: bin/test --postgres"))


def pytest_collection_finish(session):
    """What is loaded by now stays: the collector of garbage need not walk through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.fixture(scope="session")
def django_db_setup(request):
    """The one of pytest-django, quicker. Gives what it made: a test may change it by migrating."""
    with few_models_drawn():
        request.getfixturevalue("django_db_setup")
    with request.getfixturevalue("django_db_blocker").unblock():
        return schema()


@pytest.fixture(autouse=True, scope="session")
def flushes_are_let_through():
    """The log refuses to be emptied; between tests that commit it is emptied all the same."""
    from audit.triggers import lifted  # wants Django set up

    original = TransactionTestCase._fixture_teardown

    def teardown(case):
        with lifted():
            original(case)

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = original


@pytest.fixture(autouse=True, scope="module")
def what_is_counted_begins_anew():
    """Tries of passwords and codes are counted in the cache: those of another module slow nobody down here."""
    cache.clear()


# ---- which engine the tests ran on, told at the end: .ci/run reads it -----------------------------


@receiver(connection_created)
def remember_engine(sender, connection, **kwargs):
    driver = connection.Database
    version = getattr(connection.connection, "server_version", None)  # PostgreSQL: 150018
    server = f" {version // 10000}.{version % 10000}" if version else ""
    engines.add(
        f"{connection.display_name}{server} through {driver.__name__} {getattr(driver, '__version__', '')}"
    )


def pytest_sessionfinish(session):
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["engines"] = sorted(engines)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error):
    engines.update(getattr(node, "workeroutput", {}).get("engines", []))


def pytest_terminal_summary(terminalreporter):
    for engine in sorted(engines):
        terminalreporter.write_line(f"database: {engine}")
