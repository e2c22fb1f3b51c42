"""The index of help, its pages, and the way there from the page that one looks at."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from config.help.library import TASKS, task_named
from tests.factories.governance import make_document

pytestmark = pytest.mark.django_db


def test_index_leads_to_each_part_and_each_task(client):
    text = client.get(reverse("page-help")).content.decode()

    parts = [piece.partition('"')[0] for piece in text.split('href="#')[1:] if not piece.startswith("main")]
    assert parts[:2] == ["everybody", "practitioner"]
    assert [part for part in parts if f'id="{part}"' not in text] == []
    assert [task.slug for task in TASKS if f'href="/help/{task.slug}/"' not in text] == []


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.slug)
def test_page_of_a_task_is_open_to_everybody(client, django_assert_num_queries, task):
    with django_assert_num_queries(0):
        text = client.get(task.get_absolute_url()).content.decode()

    assert f'<h1 class="govuk-heading-l">{task.title}</h1>' in text
    assert [other for other in task.see if f'href="/help/{other}/"' not in text] == []
    assert text.count("<ol>") == 1
    assert "**" not in text


def test_page_says_who_can_do_it(client):
    approving = client.get("/help/approve/")
    reading = client.get("/help/read-a-policy/")

    assertContains(
        approving, "<strong>Information officer or manager</strong><br>Approve a draft or send it back"
    )
    assertContains(approving, "let in a person from outside for one document")
    assertContains(reading, "Everybody. You need not sign in.")


def test_a_task_that_is_not_there_is_not_found(client):
    assert client.get("/help/no-such-task/").status_code == 404


def test_a_page_leads_to_the_help_with_it(client, people):
    document = make_document(people.organisation, people.officer)
    client.force_login(people.officer)

    response = client.get(reverse("governance:submit", args=[document.reference, "1.0"]))

    task = task_named("send-for-review")
    assertContains(
        response, f'Help with this page: <a class="govuk-link" href="/help/{task.slug}/">{task.title}</a>'
    )


@pytest.mark.parametrize("address", ["/help/", "/privacy/"])
def test_a_page_that_needs_no_help_offers_none(client, address):
    assertNotContains(client.get(address), "Help with this page")


def test_what_went_wrong_is_not_helped_as_if_it_were_the_page(client):
    response = client.get("/documents/NCC-COP-0099/")

    assertNotContains(response, "Help with this page", status_code=404)
