from importlib import import_module

from django.urls import include, path

urlpatterns = []
for module in (
    "governance.urls",
    "organisations.urls",
    "organisations.account_urls",
    "audit.urls",
    "config.views.urls",
):
    try:
        urlpatterns.append(path("", include(import_module(module))))
    except ModuleNotFoundError:
        continue
