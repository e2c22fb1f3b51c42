from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    """People, organisations, memberships, offices, teams, rights and sign-in."""

    name = "organisations"
    verbose_name = _("Organisations")

    def ready(self) -> None:
        from audit import readers  # models are loaded by now, not before
        from organisations import integrity, naming, permissions, signals, triggers  # noqa: F401  # they register themselves

        readers.register(permissions.organisations_whose_log, permissions.names_of)
