"""Development: on this machine, with the pages as people will see them; DEBUG=1 shows errors in the browser."""

from config.settings.base import *  # noqa: F403  # settings are names in a module
from config.settings.base import VAR, env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="development-only-never-in-production")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(VAR / "mail")
REGISTER_KEEPER = env.str("REGISTER_KEEPER", default="NCC").strip().upper()  # the council of the demo
DEFAULT_FROM_EMAIL = "register@localhost"
SHOW_COMPONENTS = True
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
VAR.mkdir(exist_ok=True)
