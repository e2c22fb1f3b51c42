from __future__ import annotations

from django.urls import path

from audit.views import log

app_name = "audit"
urlpatterns = [
    path("log/", log.log, name="log"),
    path("log/<uuid:key>/", log.event, name="event"),
]
