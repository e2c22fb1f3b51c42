from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProtocolsConfig(AppConfig):
    """Agreements between organisations: parties, dates, legal powers, and the public register of them."""

    name = "protocols"
    verbose_name = _("protocols")

    def ready(self) -> None:
        for module in (
            "events",
            "naming",
            "integrity",
            "kinds",
            "rows",
            "changes",
            "origin",
            "triggers",
            "panels",
            "listening",
            "notifying",
            "notifying_life",
            "waiting",
            "consulting",
            "search",
            "periodic",
            "demo.chapter",
            "demo.signing",
        ):
            import_module(f"protocols.{module}")
