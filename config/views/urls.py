"""Pages that belong to no part of the product."""

from __future__ import annotations

from django.urls import path

from config.views import gallery, health, help, pages

urlpatterns = [
    path("help/", help.index, name="page-help"),
    path("help/components/", gallery.components, name="page-components"),
    path("help/<slug:slug>/", help.one, name="page-help-task"),
    path("accessibility-statement/", pages.accessibility, name="page-accessibility"),
    path("privacy/", pages.privacy, name="page-privacy"),
    path("cookies/", pages.cookies, name="page-cookies"),
    path("licences/", pages.licences, name="page-licences"),
    path("healthz/", health.healthz, name="healthz"),
]
