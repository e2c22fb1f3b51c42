from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticeConfig(AppConfig):
    """The practitioner's desk: can I share, what did I decide, and why."""

    name = "practice"
    verbose_name = _("practice")

    def ready(self) -> None:
        for module in ("events", "naming", "kinds", "rows", "triggers", "demo.chapter"):
            import_module(f"practice.{module}")
