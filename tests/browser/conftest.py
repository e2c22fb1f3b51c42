"""One Chromium, one server and one seeded register for all tests in a browser. Nothing is emptied between them."""

from __future__ import annotations

import os
import shutil

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.desk import Desk
from tests.browser.world import World, enter_world
from tests.migrating import few_models_drawn

# Playwright keeps an event loop in this thread, in which Django would refuse to ask the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # scripts of a page run once: to compile them better takes longer than it saves
    "--js-flags=--no-maglev --no-turbofan",
]
PATIENCE = 10_000  # milliseconds that anything may take


def pytest_collection_modifyitems(items):
    """The walks, which take longest, come first: then no worker has one left when the other is done."""
    items.sort(key=lambda item: not item.path.name.startswith("test_walk"))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, tmp_path_factory):
    """A test database although no test here is marked with django_db, whose tests empty it.

    On SQLite a file: a database in memory would be one connection, shared by all threads of the server.
    """
    if connection.vendor == "sqlite":
        path = tmp_path_factory.mktemp("browser") / "register.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(path)
        connection.settings_dict["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
    with django_db_blocker.unblock(), few_models_drawn():
        made = setup_databases(verbosity=0, interactive=False, aliases={connection.alias})
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> World:
    kept = django_settings.MEDIA_ROOT
    django_settings.MEDIA_ROOT = str(tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock():
        yield enter_world()
    django_settings.MEDIA_ROOT = kept


@pytest.fixture(scope="session")
def server(world):
    running = LiveServer("127.0.0.1")
    yield running
    running.stop()


@pytest.fixture(scope="session")
def chromium():
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("No Chromium was found: install it (on Debian: apt-get install chromium).")
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def desk_of_session(chromium, server, world):
    return Desk(chromium, server.url, world, patience=PATIENCE)


@pytest.fixture
def desk(desk_of_session):
    """Opens pages as whoever is asked for. What a test opened is closed after it; the console must have been silent."""
    yield desk_of_session
    said = desk_of_session.close()

    assert not said, "the console spoke:\n" + "\n".join(said)
