"""Production: everything comes from the environment, and a missing value stops the start."""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.settings import base
from config.settings.base import *  # noqa: F403  # settings are names in a module
from config.settings.base import env

NUMBERS = ("EMAIL_PORT", "CONN_MAX_AGE", "PROXY_COUNT")
SWITCHES = ("EMAIL_USE_SSL", "EMAIL_USE_TLS", "POOLED_DATABASE", "BEHIND_PROXY")
NEEDED = {
    "SECRET_KEY": "a random text of at least 50 characters that only this service knows",
    "PUBLIC_BASE_URL": "the https address under which people reach the service",
    "ALLOWED_HOSTS": "the host names that the service answers to, with commas between",
    "SERVICE_NAME": "the name that stands on every page and in every PDF",
    "DATABASE_URL": "where the database is, such as postgres://user:password@host/name",
    "MEDIA_ROOT": "the folder that keeps PDFs and other files",
    "EMAIL_HOST": "the mail server that sends the service's e-mail",
    "DEFAULT_FROM_EMAIL": "the address that the service's e-mail comes from",
}


def faults() -> list[str]:
    """One sentence for each setting that is missing or cannot be used."""
    found = [
        f"Set {name}: {meaning}." for name, meaning in NEEDED.items() if not env.str(name, default="").strip()
    ]
    key = env.str("SECRET_KEY", default="")
    if key and (len(key) < 50 or len(set(key)) < 5):
        found.append("SECRET_KEY is too short or too plain: use at least 50 random characters.")
    address = env.str("PUBLIC_BASE_URL", default="")
    if address and (urlsplit(address).scheme != "https" or not urlsplit(address).hostname):
        found.append("PUBLIC_BASE_URL must be a whole address that begins with https://.")
    elif urlsplit(address).path not in ("", "/"):
        found.append("PUBLIC_BASE_URL must end after the host name: the service has a host of its own.")
    hosts = env.list("ALLOWED_HOSTS", default=[])
    if "*" in hosts:
        found.append("ALLOWED_HOSTS must name the hosts; * would answer to any name.")
    elif env.str("ALLOWED_HOSTS", default="").strip() and not hosts:
        found.append("ALLOWED_HOSTS must hold host names, with commas between.")
    folder = env.str("MEDIA_ROOT", default="")
    if folder and not Path(folder).is_absolute():
        found.append("MEDIA_ROOT must be a whole path that begins with /.")
    found += [f"{name} must be a whole number." for name in NUMBERS if not is_read(env.int, name)]
    found += [f"{name} must be true or false." for name in SWITCHES if not is_read(yes_or_no, name)]
    return found


def is_read(read: Callable[[str], object], name: str) -> bool:
    """Whether the value of that name, if there is one, can be read."""
    try:
        return not os.environ.get(name) or read(name) is not None
    except ValueError:
        return False


def yes_or_no(name: str) -> bool | None:
    word = os.environ[name].lower()
    return None if word not in ("true", "false", "yes", "no", "on", "off", "1", "0") else env.bool(name)


if FAULTS := faults():
    raise ImproperlyConfigured("The service cannot start.\n" + "\n".join(f"- {fault}" for fault in FAULTS))

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [env.str("PUBLIC_BASE_URL").rstrip("/")]

pooled = env.bool("POOLED_DATABASE", default=False)
DATABASES = {
    "default": {
        **base.DATABASES["default"],
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),  # seconds
        "CONN_HEALTH_CHECKS": True,
        # Behind a pooler that shares connections between transactions, cursors on the server cannot be kept.
        "DISABLE_SERVER_SIDE_CURSORS": pooled,
    }
}
if pooled and DATABASES["default"]["OPTIONS"].get("options") == base.UNCOMPILED:
    del DATABASES["default"]["OPTIONS"][
        "options"
    ]  # such a pooler refuses it: docs/operation.md says where to say it

STATIC_ROOT = env.str("STATIC_ROOT", default=base.STATIC_ROOT)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_HOST = env.str("EMAIL_HOST")
EMAIL_PORT = env.int("EMAIL_PORT", default=587)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", default=False)
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=not EMAIL_USE_SSL)
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL")

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]  # asked by machines beside the service, over plain HTTP
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
if env.bool("BEHIND_PROXY", default=False):  # only where the proxy overwrites this header itself
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXY_COUNT", default=1)

# The prefix binds a cookie to this host and to https: no neighbour on the domain can plant one.
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_NAME = "__Host-language"
LANGUAGE_COOKIE_SECURE = True
LANGUAGE_COOKIE_HTTPONLY = True
