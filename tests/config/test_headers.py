"""The same headers on every answer: own pages, refusals, pages that are not there, files."""

import runpy

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLPattern
from pytest_django.asserts import assertContains

from config.middleware import PERMISSIONS_POLICY
from tests.config.test_production import COMPLETE
from tests.people import PASSWORD

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
}
pytestmark = pytest.mark.django_db


def plain_addresses():
    """Each address of ours that names no object."""

    def walk(patterns, before):
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if not isinstance(pattern, URLPattern):
                yield from walk(pattern.url_patterns, route)
            elif "<" not in route and "(" not in route:
                yield "/" + route

    return sorted(set(walk(get_resolver().url_patterns, "")))


def directives(policy):
    return sorted(part.strip() for part in policy.split(";"))


def assert_headers(response):
    assert {name: response.headers.get(name) for name in EXPECTED} == EXPECTED
    assert directives(response.headers["Content-Security-Policy"]) == directives(POLICY)


def test_plain_addresses_are_found():
    assert {"/", "/sign-in/", "/policies/", "/organisations/", "/healthz/"} <= set(plain_addresses())


def test_every_answer_has_the_headers_for_anonymous(client):
    for address in [*plain_addresses(), "/not-there/"]:
        response = client.get(address)

        assert_headers(response)
        kept = set(response.headers["Cache-Control"].split(", "))
        assert kept == {"no-cache"} or {"no-store", "private"} <= kept, address


@pytest.mark.parametrize("who", ["officer", "auditor"])
def test_no_answer_to_a_person_is_kept_in_a_cache(client, people, who):
    client.force_login(getattr(people, who))

    for address in [*plain_addresses(), "/not-there/"]:
        response = client.get(address)

        assert_headers(response)
        assert {"no-store", "private"} <= set(response.headers["Cache-Control"].split(", ")), address


def test_a_refused_form_has_the_headers():
    from django.test import Client  # the one that looks at the token of a form

    response = Client(enforce_csrf_checks=True).post("/sign-in/")

    assert response.status_code == 403
    assert_headers(response)


@pytest.fixture
def production(monkeypatch, settings):
    """The transport and cookie settings of production, on top of the tests' own."""
    for name, value in COMPLETE.items():
        monkeypatch.setenv(name, value)
    loaded = runpy.run_module("config.settings.production")
    for name, value in loaded.items():
        if name.startswith(("SECURE_", "SESSION_COOKIE", "CSRF_", "LANGUAGE_COOKIE")):
            setattr(settings, name, value)
    return settings


def test_production_sends_people_to_https(client, production):
    response = client.get("/sign-in/")

    assert response.status_code == 301
    assert response.headers["Location"] == "https://testserver/sign-in/"


def test_production_asks_browsers_to_stay_with_https(client, production):
    response = client.get("/sign-in/", secure=True)

    assert_headers(response)
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_production_binds_its_cookies_to_this_host(client, production, people):
    people.officer.set_password(PASSWORD)
    people.officer.save()
    client.get("/sign-in/", secure=True)
    typed = {"login": people.officer.email, "password": PASSWORD}
    assert client.post("/sign-in/", typed, secure=True).status_code == 302

    for name in ("__Host-csrf", "__Host-session"):
        cookie = client.cookies[name]
        assert (cookie["secure"], cookie["path"]) == (True, "/"), name
        assert not cookie["domain"], name
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "Lax"


def test_production_answers_plain_http_only_about_its_health(client, production):
    assert client.get("/healthz/").status_code == 200


def test_a_page_has_no_script_or_style_of_its_own(client):
    response = client.get("/sign-in/")

    assertContains(response, "<form")
    page = response.content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert [
        part.split(">")[0] for part in page.split("<script")[1:] if " src=" not in part.split(">")[0]
    ] == []
