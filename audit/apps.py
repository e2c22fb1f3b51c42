from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """The shared log. Knows no other app."""

    name = "audit"
    verbose_name = _("log")

    def ready(self) -> None:
        from audit import checks, guards, triggers  # models are loaded by now, not before

        guards.declare()
        pre_migrate.connect(triggers.remove_before_migrate, sender=self, dispatch_uid="audit.triggers")
        post_migrate.connect(triggers.install_after_migrate, sender=self, dispatch_uid="audit.triggers")
        register(checks.triggers_are_there, Tags.database)
