"""Everything that does not depend on where the product runs. Values come from the environment."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.settings.sign_in import *  # noqa: F403  # settings are names in a module

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = ROOT / "var"
env = environ.Env()
SCHEMES = ("postgres", "postgresql", "sqlite")


UNCOMPILED = "-c jit=off"


def database(url: str) -> dict[str, Any]:  # Any: Django's own settings hold strings, numbers and dicts
    """The settings of the database at that URL; on SQLite with the options that make it safe for writers.

    WAL lets readers go on while one writes; FULL loses nothing at a power cut; IMMEDIATE takes the
    writer's lock at the start, so that waiting works (a lock taken later fails at once).
    PostgreSQL does not compile its plans: that takes longer than any of our queries, and is done for each anew.
    """
    if url.partition(":")[0] not in SCHEMES:
        raise ImproperlyConfigured(
            "DATABASE_URL names no database of ours. "
            "Set it to postgres://user:password@host/name or sqlite:////folder/db.sqlite3."
        )
    settings: dict[str, Any] = dict(env.db_url_config(url))
    settings["HOST"] = unquote(settings.get("HOST") or "")  # a socket's folder stands there as %2Frun%2F...
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # seconds
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        }
    else:
        settings["OPTIONS"] = {"options": UNCOMPILED, **settings.get("OPTIONS", {})}
    return settings


INSTALLED_APPS = [
    "config",
    "practice",
    "protocols",
    "consent",
    "governance",
    "organisations",
    "audit",
    "guardian",
    "simple_history",
    "allauth",
    "allauth.account",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",  # the HTML of widgets, for config.forms.Renderer
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.PrivateAndClosed",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.middleware.NotTooLarge",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "organisations.middleware.SessionLimits",
    "organisations.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.WordsForRefusals",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "config.templatetags.sr",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.service",
            ],
        },
    }
]
FORM_RENDERER = "config.forms.Renderer"
CSRF_FAILURE_VIEW = "config.views.errors.csrf_failure"
SHOW_COMPONENTS = False  # the gallery of components, for developers and tests

_memory = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": _memory, "LOCATION": "default"},
    # of its own, so that no number of written parts of pages drives out how often somebody tried to sign in
    "template_fragments": {"BACKEND": _memory, "LOCATION": "fragments", "OPTIONS": {"MAX_ENTRIES": 2000}},
}

DATABASES = {"default": database(env.str("DATABASE_URL", default=f"sqlite:///{VAR / 'db.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = ["config.people.Backend"]
ANONYMOUS_USER_NAME = None  # guardian makes up no person
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

SESSION_COOKIE_AGE = 60 * 60  # seconds without use
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = str(VAR / "static")
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(VAR / "media"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

SERVICE_NAME = env.str("SERVICE_NAME", default="Sharing Register")
REGULATOR_NAME = env.str("REGULATOR_NAME", default="Information Commission")
REGISTER_KEEPER = (
    env.str("REGISTER_KEEPER", default="").strip().upper()
)  # code of an organisation; none: nobody
FILL_TEMPLATES_AFTER_MIGRATE = True  # the template library follows the texts that the register comes with
PUBLIC_BASE_URL = env.str(
    "PUBLIC_BASE_URL", default=f"http://127.0.0.1:{env.str('PORT', default='8000')}"
).rstrip("/")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
JOBS = {"HEARTBEAT_LIMIT": env.float("JOBS_HEARTBEAT_LIMIT", default=60.0)}  # seconds; governance.jobs.limits

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"without_secrets": {"()": "config.logs.WithoutSecrets"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["without_secrets"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "fontTools": {"level": "WARNING"},  # tells of every sign that it keeps
    },
}
