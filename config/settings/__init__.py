"""Development without environment; production where DJANGO_ENV says so."""

import os

from django.core.exceptions import ImproperlyConfigured

match os.environ.get("DJANGO_ENV", ""):
    case "production":
        from config.settings.production import *  # noqa: F403
    case "" | "development":
        from config.settings.dev import *  # noqa: F403
    case other:
        raise ImproperlyConfigured(
            f"DJANGO_ENV is “{other}”, which is no environment of this service. "
            "Set it to production, or leave it out for development."
        )
