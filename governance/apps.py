from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    """The framework: documents, versions, review, history, search, PDF."""

    name = "governance"
    verbose_name = _("governance")

    def ready(self) -> None:
        for module in (
            "events",
            "naming",
            "triggers",
            "integrity",
            "content.code_of_practice",
            "content.procedure",
            "steps",
            "demo.procedures",
            "search.documents",
            "search.bodies",
            "search.outbox",
            "jobs.periodic",
            "panels",
        ):
            import_module(f"governance.{module}")
