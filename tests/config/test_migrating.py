"""The database of the tests is what Django's own way of migrating makes."""

from __future__ import annotations

import json
import subprocess

import pytest
from django.db import connection

from tests.faults.databases import ROOT, command, empty, environment

BY_DJANGO = """
import json
import django
django.setup()
from tests.migrating import migrate_as_django_does
print(json.dumps(migrate_as_django_does()))
"""
pytestmark = [pytest.mark.django_db]
if (
    connection.vendor == "postgresql"
):  # it takes a minute; SQLite shows every day that all migrations run this way
    pytestmark.append(pytest.mark.long)


def test_the_schema_is_the_one_that_django_makes(django_db_setup, tmp_path):
    with empty(tmp_path) as url:
        done = subprocess.run(
            command("-c", BY_DJANGO),
            env=environment(url),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=600,
        )
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)

    assert len(made) > 500
    assert django_db_setup == made
