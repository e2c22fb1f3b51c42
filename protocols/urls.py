from __future__ import annotations

from django.urls import path

from protocols.views import agreement, export, feed, register

app_name = "protocols"
AGREEMENT = "register/<reference>"
urlpatterns = [
    path("register/", register.register, name="register"),
    path("register.csv", export.register_csv, name="register-csv"),
    path("register.json", export.register_json, name="register-json"),
    path("register/changes.atom", feed.changes, name="register-feed"),
    path(f"{AGREEMENT}/", agreement.agreement, name="agreement"),
    path(f"{AGREEMENT}/changes/", agreement.changes, name="agreement-changes"),
    path(f"{AGREEMENT}/versions/<number>.pdf", agreement.pdf, name="agreement-pdf"),
    path(f"{AGREEMENT}/versions/<number>/", agreement.version, name="agreement-version"),
]
