"""Databases of their own for tests with several processes: copies of the empty test database."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from django.db import connection, connections

ROOT = Path(__file__).resolve().parent.parent.parent


@contextmanager
def template(folder):
    """Copies the test database while nobody uses it. Yields what `copied` takes."""
    if connection.vendor == "sqlite":
        path = Path(folder) / "template.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        yield path
        return

    source = connection.settings_dict["NAME"]
    connections.close_all()  # a template must have no visitors
    with _created(source) as name:
        yield name


@contextmanager
def copied(source, folder):
    """Yields the DATABASE_URL of a copy of a template, which is dropped afterwards."""
    if connection.vendor == "sqlite":
        path = shutil.copy(source, Path(folder) / "faults.sqlite3")
        yield f"sqlite:///{path}"
        return

    with _created(source) as name:
        yield _url(connection.settings_dict, name)


@contextmanager
def empty(folder):
    """Yields the DATABASE_URL of a database without tables."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{Path(folder) / 'empty.sqlite3'}"
        return

    with copied("template1", folder) as url:
        yield url


@contextmanager
def _created(source):
    name = f"faults_{uuid4().hex[:12]}"
    with _maintenance() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    try:
        yield name
    finally:
        with _maintenance() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def _maintenance():
    with connection._nodb_cursor() as cursor:
        yield cursor


def _url(settings, name):
    host, password = quote(settings["HOST"] or "", safe=""), settings["PASSWORD"]
    user = quote(settings["USER"] or "") + (f":{quote(password)}" if password else "")
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    return f"postgres://{user}@{host}{port}/{name}"


def environment(url, **more):
    """The environment of a process that works on that database."""
    return os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "default",
        **more,
    }


def command(*words):
    return [sys.executable, *words]
