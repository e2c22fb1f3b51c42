import pytest
from django.db import connection
from django.db.backends.postgresql import psycopg_any

from config import assets, checks


def test_the_driver_is_psycopg2():
    assert checks.driver_is_psycopg2(None) == []


def test_another_driver_is_an_error(monkeypatch):
    monkeypatch.setattr(psycopg_any, "is_psycopg3", True)

    assert [error.id for error in checks.driver_is_psycopg2(None)] == ["config.E002"]


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_connection_uses_psycopg2():
    assert connection.Database.__name__ == "psycopg2"
    assert connection.Database.__version__.startswith("2.9")


@pytest.mark.django_db
def test_sqlite_is_safe_for_writers():
    if connection.vendor != "sqlite":
        pytest.skip("asks SQLite only")
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")
        }

    assert found == {"synchronous": 2, "foreign_keys": 1}
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_missing_front_end_package_is_a_warning_with_the_remedy(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]

    assert [(found.id, found.hint) for found in checks.front_end_is_built(None)] == [
        ("config.W001", "Run manage.py build_assets")
    ]


def test_built_front_end_package_needs_no_warning(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]
    (tmp_path / "vendor").mkdir()
    for name in assets.FILES:
        (tmp_path / "vendor" / name).touch()

    assert checks.front_end_is_built(None) == []
