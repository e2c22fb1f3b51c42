"""Whoever is not signed in is sent to sign in, and loses nothing that was typed."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.factories.governance import draft_of, make_document

TEXT = "We share when it could help.\n\nAsk <b>first</b> if you can."


@pytest.fixture
def address(people):
    version = draft_of(make_document(people.organisation, people.officer))
    return reverse("governance:section-edit", args=[version.document.reference, version.number, "commitment"])


def test_text_typed_into_a_session_that_ended_is_shown_again(client, people, address):
    client.force_login(people.officer)
    client.get(address)
    client.logout()

    response = client.post(address, {"body": TEXT, "base": "1"})

    assertContains(response, "Your text is safe", status_code=403)
    assertContains(
        response, "We share when it could help.\n\nAsk &lt;b&gt;first&lt;/b&gt; if you can.", status_code=403
    )
    assertContains(response, f"/sign-in/?next={address}", status_code=403)
    assert "no-store" in response.headers["Cache-Control"]


def test_the_page_tells_nothing_of_what_is_behind_the_address(client, people, address):
    there = client.post(address, {"body": TEXT})
    missing = client.post(address.replace("NCC-COP-0001", "NCC-COP-9999"), {"body": TEXT})

    assertNotContains(there, "Code of Practice", status_code=403)
    assert there.status_code == missing.status_code


def test_a_form_without_words_leads_to_sign_in(client, people, address):
    assertRedirects(client.post(address, {"base": "1"}), f"/sign-in/?next={address}")
    assertRedirects(client.get(address), f"/sign-in/?next={address}")


def test_a_password_is_not_shown_again(client):
    words = "correct horse battery staple"
    typed = {"oldpassword": words, "password1": words, "password2": words}

    assertRedirects(client.post("/password/change/", typed), "/sign-in/?next=/password/change/")
    assertNotContains(client.post("/password/change/", typed | {"x": "two words"}), words, status_code=403)


def test_each_text_has_the_name_of_its_field(client):
    answer = client.post("/work/", {"change_summary": "Two words", "body": "Some text"})

    assertContains(answer, "What you typed: Change summary", status_code=403)
    assertContains(answer, "What you typed: Body", status_code=403)
