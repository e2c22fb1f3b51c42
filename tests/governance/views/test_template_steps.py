import re

import pytest
from django.urls import reverse

from governance.services.steps import steps_of
from tests.governance.services.test_step_adoption import make_world
from tests.once import made_once

pytestmark = pytest.mark.django_db
people = made_once(make_world)


@pytest.fixture
def officer(client, people):
    client.force_login(people.officer)
    return client


def page(people, name="adopted"):
    return reverse(f"governance:{name}", args=[people.document.reference])


def test_each_changed_step_stands_with_what_can_be_done(officer, people):
    html = officer.get(page(people)).content.decode()

    assert re.findall(r'<section class="sr-adopt__section" id="(step-\w+)"', html) == [
        "step-confirm",
        "step-weigh",
        "step-ask",
        "step-old",
    ]
    assert html.count('name="is_step" value="on"') == 3
    assert reverse("governance:step-remove", args=[people.document.reference, "1.0", "old"]) in html


def test_a_step_is_taken_by_its_button(officer, people):
    typed = {"offered": 2, "key": "weigh", "is_step": "on", "base": ""}

    answer = officer.post(page(people, "adopted-take"), typed, follow=True)

    assert "“Weigh it up” has the template’s new wording in your draft." in answer.content.decode()
    assert "weigh" in [step.key for step in steps_of(people.draft)]


@pytest.mark.parametrize(("key", "base", "status"), [("ask", 1, 409), ("unheard-of", "", 422)])
def test_a_step_that_is_not_as_it_was_seen_is_left_alone(officer, people, key, base, status):
    before = [(step.key, step.what) for step in steps_of(people.draft)]

    answer = officer.post(
        page(people, "adopted-take"), {"offered": 2, "key": key, "is_step": "on", "base": base}
    )

    assert answer.status_code == status
    assert [(step.key, step.what) for step in steps_of(people.draft)] == before


def test_template_and_its_changes_show_the_steps(officer, people):
    whole = officer.get(reverse("governance:template-version", args=["procedure", 2])).content.decode()
    changes = officer.get(reverse("governance:template-changes", args=["procedure", 2])).content.decode()

    assert [" ".join(what.split()) for what in re.findall(r"</span>\d</span> ([^<]+)</h3>", whole)] == [
        "Confirm who asks", "Weigh it up", "Ask them", "Send",
    ]  # fmt: skip
    for sentence in ("“Weigh it up” is new", "“Write it in the book” is removed"):
        assert f"Steps: {sentence}" in changes
