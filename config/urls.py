from importlib.util import find_spec

from django.urls import include, path

urlpatterns = [
    path("", include(module))
    for module in (
        "governance.urls",
        "organisations.urls",
        "organisations.account_urls",
        "audit.urls",
        "config.views.urls",
    )
    if find_spec(module.split(".")[0]) and __import__("pathlib").Path(module.replace(".", "/") + ".py").exists()
]
