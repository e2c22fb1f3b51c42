from importlib import import_module

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Puts the parts together; nothing imports it."""

    name = "config"

    def ready(self) -> None:
        import_module("config.checks")
