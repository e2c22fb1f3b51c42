"""Every address of the product, and who answers when something goes wrong."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("config.views.urls")),
    path("", include("organisations.account_urls")),
    path("", include("governance.urls")),
    path("", include("organisations.urls")),
    path("", include("audit.urls")),
    path("", include("protocols.urls")),
    path("", include("practice.urls")),
]
handler400 = "config.views.errors.bad_request"
handler403 = "config.views.errors.forbidden"
handler404 = "config.views.errors.not_found"
handler429 = "config.views.errors.too_many"  # asked for by django-allauth
handler500 = "config.views.errors.server_error"
