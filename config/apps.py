from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Puts the parts together; nothing imports it."""

    name = "config"
