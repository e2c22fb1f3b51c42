"""The pages of whoever is asked to read."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.models import Reading
from governance.services import readings, training
from governance.services.reading_requests import withdraw
from tests.factories.governance import make_published
from tests.factories.reading import make_edition, make_request, make_training

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def version(people):
    version = make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1))
    people.request = make_request(version.document, people.officer, note="Before the audit")
    return version


@pytest.fixture
def reader(client, people):
    client.force_login(people.practitioner)
    return client


def page(version, name="document"):
    return reverse(f"governance:{name}", args=[version.document.reference])


def confirm(client, version):
    return client.post(page(version, "reading-confirm"), {"number": version.number})


def box(response):
    text = response.content.decode()
    return text[text.index('id="have-you-read"') :].partition("</section>")[0]


def test_the_page_of_a_policy_asks_and_then_says_when_it_was_confirmed(reader, people, version):
    asked = box(reader.get(page(version)))
    assert "Have you read this?" in asked
    assert "I have read and understood version 1.0" in asked
    assert "Before the audit" in asked
    assert not Reading.objects.exclude(opened_at=None).exists()

    response = confirm(reader, version)

    assert (response.status_code, response.url) == (302, f"{page(version)}#have-you-read")
    reading = Reading.objects.get()
    local = timezone.localtime(reading.confirmed_at)
    said = box(reader.get(page(version)))
    assert f"You confirmed this on {local.day} {local:%B %Y} at {local:%H:%M}" in said
    assert "I have read" not in said


def test_the_script_keeps_that_it_was_opened_once(reader, people, version):
    assert f'data-sr-opened="{page(version, "reading-opened")}"' in box(reader.get(page(version)))

    answer = reader.post(page(version, "reading-opened"), {"number": "1.0"})

    assert answer.status_code == 204
    assert Reading.objects.get().opened_at is not None
    assert "data-sr-opened" not in box(reader.get(page(version)))
    assert reader.post(page(version, "reading-opened"), {"number": "7.7"}).status_code == 404


@pytest.mark.parametrize("grade", ["editorial", "material"])
def test_a_version_that_was_replaced_answers_409_with_what_changed(reader, people, version, grade):
    new = make_edition(version.document, people.officer, people.approver, grade)

    response = confirm(reader, version)

    assert response.status_code == 409
    text = response.content.decode()
    assert "Version 1.0 is not confirmed" in text
    assert f"What {new.number} changes" in text
    assert f"?from=1.0&amp;to={new.number}" in text
    assert not Reading.objects.confirmed().exists()


def test_a_material_version_shows_what_changed_since_the_confirmation(reader, people, version, time_machine):
    readings.confirm(version, by=people.practitioner)
    new = make_edition(version.document, people.officer, people.approver)

    asked = box(reader.get(page(version)))

    assert "You confirmed version 1.0 on" in asked
    assert f"What {new.number} changes" in asked
    assert "Material: changes what people must do" in asked
    assert f"Compare version 1.0 with version {new.number}" in asked


def test_an_editorial_version_says_that_the_confirmation_holds(reader, people, version):
    readings.confirm(version, by=people.practitioner)
    make_edition(version.document, people.officer, people.approver, "editorial")

    said = box(reader.get(page(version)))

    assert "your confirmation holds" in said
    assert "Editorial: wording only" in said
    assert "<button" not in said


@pytest.mark.parametrize("name", ["manager", "stranger", "anonymous"])
def test_nobody_else_is_asked_on_the_page(client, people, version, name):
    if name != "anonymous":
        client.force_login(getattr(people, name))

    assert 'id="have-you-read"' not in client.get(page(version)).content.decode()


def test_who_is_not_asked_gets_a_sentence_and_may_read(client, people, version):
    client.force_login(people.manager)

    response = confirm(client, version)

    assert response.status_code == 409
    assert "Nobody asks you to confirm this. You can read it all the same." in response.content.decode()
    assert client.get(page(version, "reading-confirm")).status_code == 200
    assert client.get(page(version)).status_code == 200


def test_the_list_has_the_most_urgent_first_and_what_was_confirmed(reader, people, version, time_machine):
    course = make_training(people.organisation, people.officer, name="Course")
    make_request(course, people.officer, days=2)
    done = make_published(people.organisation, people.officer, people.approver, title="Done")
    make_request(done.document, people.officer)
    readings.confirm(done, by=people.practitioner)
    time_machine.move_to(timezone.now() + timedelta(days=3))
    reader.force_login(people.practitioner)

    response = reader.get(reverse("governance:readings"))

    assert [row.title for row in response.context["to_read"]] == ["Course", "Code of Practice"]
    assert [row.title for row in response.context["done"]] == ["Done"]
    text = response.content.decode()
    assert "1 day overdue" in text
    assert "By " in text
    home = reader.get(reverse("governance:home"))
    assert [row.title for row in home.context["to_read"]] == ["Course", "Code of Practice"]


def test_the_list_of_others_does_not_show(client, people, version):
    client.force_login(people.officer)

    response = client.get(reverse("governance:readings"))

    assert (response.context["to_read"], response.context["done"]) == ([], [])


def test_training_is_confirmed_with_the_day(reader, people):
    course = make_training(people.organisation, people.officer, link="https://a.example/course")
    make_request(course, people.officer)
    where = reverse("governance:training-done", args=[course.pk])
    assert "https://a.example/course" in reader.get(where).content.decode()
    later = (TODAY() + timedelta(days=1)).isoformat()
    assert reader.post(where, {"done_on": later}).status_code == 422

    response = reader.post(where, {"done_on": TODAY().isoformat()})

    assert (response.status_code, response.url) == (302, reverse("governance:readings"))
    assert Reading.objects.get().done_on == TODAY()
    assert "You confirmed this on" in reader.get(where).content.decode()


def test_training_that_nobody_asks_for_any_more_says_so(reader, people):
    course = make_training(people.organisation, people.officer)
    asked = make_request(course, people.officer)
    where = reverse("governance:training-done", args=[course.pk])
    withdraw(asked, by=people.officer)
    assert "Nobody asks you to do this any more." in reader.get(where).content.decode()
    training.end_training(course, by=people.officer)

    assert reader.post(where, {"done_on": TODAY().isoformat()}).status_code == 422
