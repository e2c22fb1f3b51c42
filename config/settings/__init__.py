"""Development without environment; production where DJANGO_ENV says so."""

import os

if os.environ.get("DJANGO_ENV") == "production":
    from config.settings.production import *  # noqa: F403
else:
    from config.settings.dev import *  # noqa: F403
