"""The pages of the footer, the gallery and the answer to machines."""

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from config.licences import packages

pytestmark = pytest.mark.django_db
PAGES = {
    "page-help": "Help",
    "page-accessibility": "Accessibility statement",
    "page-privacy": "Privacy",
    "page-cookies": "Cookies",
    "page-licences": "Licences",
    "page-components": "Components and states",
}


@pytest.mark.parametrize("who", ["anonymous", "officer"])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_open_to_everybody_and_named(client, people, settings, name, who):
    if who != "anonymous":
        client.force_login(getattr(people, who))

    text = client.get(reverse(name)).content.decode()

    assert f"<title>{PAGES[name]} – {settings.SERVICE_NAME}</title>" in text
    assert text.count("<h1") == 1


@pytest.mark.parametrize("name", PAGES)
def test_page_cannot_be_posted_to(client, name):
    assert client.post(reverse(name)).status_code == 405


def test_every_page_says_that_no_protocol_is_needed_and_leads_to_the_statements(client):
    text = client.get(reverse("account_login")).content.decode()

    assert "A protocol is not needed to share about one person." in text
    assert all(f'href="{reverse(name)}"' in text for name in PAGES if name != "page-components")


def test_accessibility_statement_has_what_the_regulations_ask_for(client):
    response = client.get(reverse("page-accessibility"))

    for words in (
        "Compliance status",
        "No people who use assistive technology have tested this service yet.",
        "Tell us, or ask for another format",
        "Equality and Human Rights Commission",
        "SI 2018/852",
        "How it was tested",
    ):
        assertContains(response, words)


def test_cookies_named_are_those_that_are_set(client, people):
    client.get(reverse("account_login"))
    client.force_login(people.officer)

    text = client.get(reverse("page-cookies")).content.decode()

    assert [name for name in client.cookies if f"<code>{name}</code>" not in text] == []
    assert text.count("<code>") == len(client.cookies) == 2


def test_privacy_names_the_regulator(client, settings):
    settings.REGULATOR_NAME = "Office of the Regulator"

    assertContains(client.get(reverse("page-privacy")), "you can complain to the Office of the Regulator.")


def test_licences_name_every_package_and_its_licence(client):
    response = client.get(reverse("page-licences"))

    assert "django" in [package.name for package in packages()]
    assert [package.name for package in packages() if not package.licence] == []
    for package in packages():
        assertContains(response, package.name)
    assertContains(response, "Copyright (c) 2017 Crown Copyright (Government Digital Service)")


def test_gallery_is_not_there_where_people_work(client, settings):
    settings.SHOW_COMPONENTS = False

    assert client.get(reverse("page-components")).status_code == 404


def test_health_says_ok_and_nothing_more(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/healthz/")

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_health_says_503_where_the_database_does_not_answer(client):
    def refuse(execute, sql, params, many, context):
        raise DatabaseError("away")

    with connection.execute_wrapper(refuse):
        response = client.get("/healthz/")

    assert (response.status_code, response.content) == (503, b"database\n")


def test_name_of_the_service_stands_in_the_bar(client, settings):
    settings.SERVICE_NAME = "Northshire Sharing Register"

    assertContains(client.get("/help/"), "<b>Northshire</b> Sharing Register")


def test_bar_names_the_person_and_offers_to_sign_out(client, people):
    client.force_login(people.officer)

    response = client.get("/help/")

    assertContains(response, '<span class="sr-account__who">Officer</span>', html=True)
    assertContains(response, "Sign out")
    assertNotContains(response, reverse("account_login"))


def test_current_way_is_marked_once(client):
    text = client.get("/help/").content.decode()

    assert text.count("aria-current") == 1
    assert '<a class="sr-nav__link" href="/help/" aria-current="page">Help</a>' in text


def test_refused_form_says_error_in_the_title(client):
    response = client.post(reverse("account_login"), {"login": "", "password": ""})

    assertContains(response, "<title>Error: Sign in – ")
    assertContains(response, "Enter your e-mail address.", count=2)


def test_page_has_no_script_or_style_of_its_own(client):
    for name in (*PAGES, "account_login"):
        text = client.get(reverse(name)).content.decode()

        assert "<style" not in text
        assert " style=" not in text
        assert [tag for tag in text.split("<script")[1:] if ' src="' not in tag.partition(">")[0]] == []
