"""The least that a page must do here: views of the benchmark beside those of the product, behind all its middleware.

`bare` answers without a query. `register` and `search` take what a first page shows by one query in plain SQL and
write it without a template. Neither knows filters, rights, orders, headings.
"""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.html import escape

from config.urls import (  # noqa: F401  # handlers are names in a module
    handler400,
    handler403,
    handler404,
    handler429,
    handler500,
    urlpatterns,
)

REGISTER = (
    "SELECT reference, title, parties, starts_on, ends_on FROM protocols_registerentry "
    "WHERE is_open ORDER BY sort_title, reference LIMIT 25"
)
SEARCH = {
    "postgresql": (
        "SELECT title, address, left(text, 240) FROM governance_searchentry "
        "WHERE words @@ plainto_tsquery('english', %s) AND is_open LIMIT 20"
    ),
    "sqlite": (
        "SELECT title, address, substr(text, 1, 240) FROM governance_searchentry WHERE is_open AND id IN "
        "(SELECT rowid FROM governance_searchtext WHERE governance_searchtext MATCH %s) LIMIT 20"
    ),
}


def rows(statement: str, *parameters: str) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found = cursor.fetchall()
    cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in found)
    return HttpResponse("".join(f"<tr>{row}</tr>" for row in cells))


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


@login_not_required
def register(request: HttpRequest) -> HttpResponse:
    return rows(REGISTER)


@login_not_required
def search(request: HttpRequest) -> HttpResponse:
    """Where there is no search yet, the list's."""
    if not apps.is_installed("governance") or "searchentry" not in apps.get_app_config("governance").models:
        return rows(REGISTER)
    words = request.GET["q"]
    if connection.vendor == "sqlite":
        words = " ".join('"' + word.replace('"', "") + '"' for word in words.split())
    return rows(SEARCH[connection.vendor], words)


urlpatterns = [
    path("floor/bare/", bare),
    path("floor/register/", register),
    path("floor/search/", search),
    *urlpatterns,
]
