from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """What concerns service users: their documents, consent, requests, complaints."""

    name = "consent"

    def ready(self) -> None:
        for module in ("kinds", "demo.chapter"):
            import_module(f"consent.{module}")
