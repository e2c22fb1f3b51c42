"""Tests: quick hashing, mail kept in memory, errors not shown."""

from config.settings.base import *  # noqa: F403  # settings are names in a module
from config.settings.base import VAR

DEBUG = False
SECRET_KEY = "tests-only"  # noqa: S105  # of the tests alone
SERVICE_NAME = "Sharing Register"  # whatever the environment says
REGULATOR_NAME = "Information Commission"
REGISTER_KEEPER = "NCC"
FILL_TEMPLATES_AFTER_MIGRATE = False  # a test that needs the library fills it
PUBLIC_BASE_URL = "http://127.0.0.1:8000"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = str(VAR / "test-media")
SHOW_COMPONENTS = True
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
VAR.mkdir(exist_ok=True)
