"""Error pages say what happened, whether work is safe and what to do; they give away nothing."""

import logging
import re

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404
from django.test import Client
from django.urls import include, path
from django.views.decorators.http import require_POST

from config.views import errors
from tests.factories.governance import draft_of, make_document

pytestmark = pytest.mark.django_db
REFERENCE = re.compile(r"[B-DF-HJ-NP-TV-Z2-9]{4}-[B-DF-HJ-NP-TV-Z2-9]{4}")


@login_not_required
def raises(request, what):
    raise {
        "forbidden": PermissionDenied("Only the crew may."),
        "forbidden-silently": PermissionDenied,
        "missing": Http404("a secret"),
        "odd": SuspiciousOperation("odd"),
        "broken": RuntimeError("boom"),
        "away": OperationalError("the database is away"),
    }[what]


@login_not_required
@require_POST
def posted(request):
    raise AssertionError("never reached by a GET")


@login_not_required
def many(request):
    return errors.too_many(request)


urlpatterns = [
    path("raises/<slug:what>/", raises),
    path("posted/", posted),
    path("many/", many),
    path("", include("config.urls")),
]
handler400, handler403, handler404, handler500 = (
    f"config.views.errors.{name}" for name in ("bad_request", "forbidden", "not_found", "server_error")
)


@pytest.fixture
def broken(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "title"),
    [
        ("/raises/odd/", 400, "We could not read that request"),
        ("/raises/forbidden/", 403, "You cannot do this"),
        ("/posted/", 405, "This address does not take that"),
        ("/many/", 429, "Too many tries"),
        ("/raises/broken/", 500, "Something went wrong"),
        ("/raises/away/", 503, "The service is resting"),
    ],
)
def test_page_has_title_and_reference_that_is_in_the_log(broken, caplog, address, status, title):
    caplog.set_level(logging.WARNING, "config.views.errors")

    response = broken.get(address)

    text = response.content.decode()
    assert response.status_code == status
    assert text.count("<h1") == 1
    assert f"{title}</h1>" in text
    found = REFERENCE.findall(text)
    assert len(found) == 1
    assert found[0] in caplog.text


def test_forbidden_says_the_sentence_of_the_refusal(broken):
    assert "Only the crew may." in broken.get("/raises/forbidden/").content.decode()


def test_forbidden_without_a_sentence_says_that_the_role_does_not_allow_it(broken):
    assert "Your role does not allow it." in broken.get("/raises/forbidden-silently/").content.decode()


def test_wrong_method_names_the_methods_that_are_allowed(broken):
    assert broken.get("/posted/").headers["Allow"] == "POST"


def test_database_that_is_away_asks_to_come_back(broken):
    response = broken.get("/raises/away/")

    assert response.headers["Retry-After"] == "60"
    assert "What you saved is safe." in response.content.decode()


def test_server_error_asks_the_database_nothing(broken, django_assert_num_queries):
    with django_assert_num_queries(0):
        broken.get("/raises/broken/")


def test_exceptions_tell_the_reader_nothing_of_the_inside(broken):
    for address in ("/raises/broken/", "/raises/away/", "/raises/odd/", "/raises/missing/"):
        text = broken.get(address).content.decode()

        assert not any(word in text for word in ("boom", "away\n", "Traceback", "a secret", "RuntimeError"))


def test_refused_form_says_that_nothing_was_saved():
    response = Client(enforce_csrf_checks=True).post("/sign-in/")

    text = response.content.decode()
    assert response.status_code == 403
    assert "We could not accept this form</h1>" in text
    assert "Nothing was saved." in text
    assert REFERENCE.search(text)


def test_body_that_is_too_large_gets_its_page(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

    response = Client().post("/sign-in/", {"login": "x" * 100})

    assert response.status_code == 413
    assert "This is too large</h1>" in response.content.decode()


@pytest.mark.parametrize("who", ["anonymous", "stranger"])
def test_hidden_draft_is_answered_with_the_bytes_of_what_is_missing(client, people, who):
    draft = draft_of(make_document(people.organisation, people.officer))
    if who == "stranger":
        client.force_login(people.stranger)

    hidden = client.get(draft.get_absolute_url())
    missing = client.get("/documents/NCC-COP-9999/versions/7.7/")

    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content
