"""Pages that belong to no part of the product."""

from __future__ import annotations

from django.urls import path

from config.views import gallery, health, pages

urlpatterns = [
    path("help/", pages.help_page, name="page-help"),
    path("help/components/", gallery.components, name="page-components"),
    path("accessibility-statement/", pages.accessibility, name="page-accessibility"),
    path("privacy/", pages.privacy, name="page-privacy"),
    path("cookies/", pages.cookies, name="page-cookies"),
    path("licences/", pages.licences, name="page-licences"),
    path("healthz/", health.healthz, name="healthz"),
]
