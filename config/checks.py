"""What must hold before the service starts, beside Django's own checks."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from config import assets


@register()
def driver_is_psycopg2(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Django silently takes psycopg 3 where both drivers are installed; every test ran on psycopg2."""
    try:
        from django.db.backends.postgresql.psycopg_any import is_psycopg3  # loads the driver: may be missing
    except ImportError:
        return [Error("The PostgreSQL driver psycopg2 is not installed.", id="config.E001")]
    if is_psycopg3:
        return [
            Error(
                "PostgreSQL would be reached through psycopg 3, which this service is not tested with.",
                hint="Uninstall the package psycopg; psycopg2 is the driver in use.",
                id="config.E002",
            )
        ]
    return []


@register(Tags.staticfiles)
def front_end_is_built(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Without the front-end package the pages use a plain style of our own: usable, but not what was tested."""
    if assets.are_there():
        return []
    return [
        Warning(
            "The front-end package has not been built: the pages use our own plain style.",
            hint="Run manage.py build_assets",
            id="config.W001",
        )
    ]
