from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
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
            "demo.readings",
            "demo.commenting",
            "search.documents",
            "search.bodies",
            "search.outbox",
            "notices.outbox",
            "jobs.periodic",
            "panels",
        ):
            import_module(f"governance.{module}")
        filling = import_module("governance.filling")  # models are loaded by now, not before
        post_migrate.connect(filling.fill_after_migrate, sender=self, dispatch_uid="governance.filling")
