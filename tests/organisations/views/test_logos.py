"""The pages of the logo, and the picture itself."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from organisations.models import Logo
from organisations.services.logos import remove_logo, set_logo
from tests.factories.pictures import make_picture, png_that_says

pytestmark = pytest.mark.django_db
TEAL, RED = make_picture(colour="teal"), make_picture(colour="red")
WHO = ["officer", "manager", "practitioner", "auditor", "administrator", "stranger", "anonymous"]


def url(name, *more):
    return reverse(f"organisations:{name}", args=["NCC", *more])


def sent(data, **fields):
    return {"picture": SimpleUploadedFile("logo.png", data), **fields}


@pytest.fixture
def administrator(client, people):
    client.force_login(people.administrator)
    return client


def logo_of(people):
    people.organisation.refresh_from_db()
    return people.organisation.logo_id


def with_logo(people, data=TEAL):
    return set_logo(people.organisation, by=people.administrator, data=data).logo_id


def test_a_logo_is_uploaded_and_shown(administrator, people):
    answer = administrator.post(url("logo"), sent(TEAL), follow=True)

    assertRedirects(answer, url("settings"))
    shown = f'src="{url("logo-picture", logo_of(people))}" alt="Northshire County Council"'
    assertContains(answer, shown)
    assertContains(administrator.get(url("logo")), shown)
    administrator.logout()
    assertContains(administrator.get(url("organisation")), shown)


def test_form_can_send_a_file(administrator):
    assertContains(administrator.get(url("logo")), '<form method="post" enctype="multipart/form-data"')


def test_another_picture_is_taken_only_with_confirmation(administrator, people):
    kept = with_logo(people)

    refused = administrator.post(url("logo"), sent(RED))
    stood = logo_of(people)
    administrator.post(url("logo"), sent(RED, confirmed="on"))

    assertContains(refused, "Confirm that the new picture replaces the logo", status_code=422)
    assert stood == kept
    assert logo_of(people) not in (kept, None)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "This file is empty. Choose a PNG or JPEG file."),
        (b"<svg/>", "This file cannot be read as a picture."),
        (TEAL + b"\0" * 200 * 1024, "This file is larger than 200 KB."),
        (png_that_says(60_000, 60_000), "This picture is larger than 2000 by 2000 pixels."),
    ],
    ids=["empty", "svg", "large", "bomb"],
)
def test_a_bad_file_is_refused_in_a_sentence_and_the_logo_stays(administrator, people, data, says):
    kept = with_logo(people)

    answer = administrator.post(url("logo"), sent(data, confirmed="on"))

    assertContains(answer, says, count=2, status_code=422)  # at the top and beside the field
    assertContains(answer, 'href="#id_picture"', status_code=422)
    assertContains(answer, "checked", status_code=422)
    assert logo_of(people) == kept


def test_no_file_is_refused(administrator, people):
    answer = administrator.post(url("logo"), {})

    assertContains(answer, "Choose a picture: a PNG or JPEG file.", count=2, status_code=422)
    assert logo_of(people) is None


def test_a_logo_is_removed_after_asking(administrator, people):
    with_logo(people)

    asked = administrator.get(url("logo-remove"))
    stood = logo_of(people)
    answer = administrator.post(url("logo-remove"), follow=True)

    assertContains(asked, "Remove the logo")
    assert stood is not None
    assert logo_of(people) is None
    assertRedirects(answer, url("settings"))
    assertNotContains(answer, "<img")


@pytest.mark.parametrize("verb", ["get", "post"])
def test_nothing_is_removed_where_there_is_no_logo(administrator, people, verb):
    assertRedirects(getattr(administrator, verb)(url("logo-remove")), url("logo"))


@pytest.mark.parametrize("name", ["logo", "logo-remove"])
def test_pages_are_for_administrators(client, people, name):
    with_logo(people)
    statuses = {}
    for who in WHO:
        client.logout()
        if who != "anonymous":
            client.force_login(getattr(people, who))
        statuses[who] = {client.get(url(name)).status_code, client.post(url(name), sent(RED)).status_code}

    assert statuses.pop("administrator") in ({200, 302}, {200, 422})
    assert statuses == {
        "officer": {403}, "manager": {403}, "practitioner": {403}, "auditor": {403}, "stranger": {404},
        "anonymous": {302},
    }  # fmt: skip
    client.force_login(people.administrator)
    assert client.delete(url(name)).status_code == 405


def test_picture_is_for_everybody_and_kept_for_long(client, people):
    sha256 = with_logo(people)
    address = url("logo-picture", sha256)

    answer = client.get(address)

    assert (answer.status_code, answer.content) == (200, bytes(Logo.objects.get().data))
    assert {name: answer.headers[name] for name in (
        "Content-Type", "Cache-Control", "X-Content-Type-Options", "Content-Disposition", "ETag",
        "Cross-Origin-Resource-Policy", "X-Frame-Options",
    )} == {
        "Content-Type": "image/png", "Cache-Control": "public, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff", "Content-Disposition": "inline", "ETag": f'"{sha256}"',
        "Cross-Origin-Resource-Policy": "same-origin", "X-Frame-Options": "DENY",
    }  # fmt: skip
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert client.get(address, headers={"If-None-Match": f'"{sha256}"'}).status_code == 304
    assert client.post(address).status_code == 405


def test_picture_for_a_person_is_kept_by_that_browser_alone(client, people):
    sha256 = with_logo(people)
    client.force_login(people.stranger)

    answer = client.get(url("logo-picture", sha256))

    assert set(answer.headers["Cache-Control"].split(", ")) == {"private", "max-age=31536000", "immutable"}


def test_only_the_present_logo_of_that_organisation_has_an_address(client, people):
    old = with_logo(people)
    new = with_logo(people, RED)
    elsewhere = reverse("organisations:logo-picture", args=["NPT", new])

    found = [client.get(address).status_code for address in (
        url("logo-picture", old), url("logo-picture", "0" * 64), elsewhere, url("logo-picture", new),
    )]  # fmt: skip
    remove_logo(people.organisation, by=people.administrator)

    assert found == [404, 404, 404, 200]
    assert client.get(url("logo-picture", new)).status_code == 404
