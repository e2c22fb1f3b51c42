"""One database for each size of register, beside the one of DATABASE_URL: made and filled once, then used again."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress

from django.conf import settings
from django.db import ProgrammingError, connection

MANAGE = [sys.executable, str(settings.ROOT / "manage.py")]


def beside(name: str) -> str:
    """The address of the database of that name on the same engine. PostgreSQL's is made unless it is there."""
    url = os.environ["DATABASE_URL"]
    if connection.vendor == "sqlite":
        return f"{url}.{name}"
    with connection.cursor() as cursor, suppress(ProgrammingError):  # it is there
        cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    return f"{url.rpartition('/')[0]}/{name}"


def fill(url: str, **asked: int) -> None:
    """Migrates and loads; a database that holds load data is left as it is. Its words go to the standard error."""
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    subprocess.run([*MANAGE, "migrate", "-v", "0"], env=environment, check=True)  # noqa: S603  # our own code
    words = [f"--{name}={number}" for name, number in asked.items()]
    subprocess.run([*MANAGE, "seed_load", *words], env=environment, check=False, stdout=sys.stderr)  # noqa: S603
