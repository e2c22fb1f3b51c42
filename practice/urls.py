from __future__ import annotations

from django.urls import path

from practice.views import signatory

app_name = "practice"
urlpatterns = [
    path("documents/<reference>/versions/<number>/signatory/", signatory.signatory, name="signatory"),
]
