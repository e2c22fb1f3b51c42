import pytest

from organisations.models import Organisation
from organisations.services.sharing import decide_sharing

pytestmark = pytest.mark.django_db
PATH = "/organisations/NCC/settings/sharing/"


def test_an_administrator_decides_and_the_settings_say_so(client, people):
    client.force_login(people.administrator)
    assert (
        "Nothing has been decided yet. Until then no protocol is expected."
        in client.get(PATH).content.decode()
    )
    assert "Not decided" in client.get("/organisations/NCC/settings/").content.decode()

    answer = client.post(PATH, {"sharing": "none", "reason": "One person at a time"})

    assert (answer.status_code, answer.url) == (302, "/organisations/NCC/settings/")
    assert Organisation.objects.get(code="NCC").needs_no_protocol
    page = client.get(PATH).content.decode()
    assert "We do not share regularly or in bulk" in page
    assert "One person at a time" in page
    assert "Administrator" in page
    assert "A protocol is never needed for one person’s case." in page


def test_a_refused_form_keeps_what_was_typed(client, people):
    client.force_login(people.administrator)

    answer = client.post(PATH, {"sharing": "regular", "reason": ""})

    assert answer.status_code == 422
    assert "Say why, so that others can follow the decision." in answer.content.decode()
    assert answer.context["form"]["sharing"].value() == "regular"


@pytest.mark.parametrize("who", ["officer", "practitioner"])
def test_members_read_the_decision_and_cannot_make_it(client, people, who):
    decide_sharing(people.organisation, by=people.administrator, sharing="regular", reason="Daily lists")
    client.force_login(getattr(people, who))

    page = client.get(PATH).content.decode()

    assert "Daily lists" in page
    assert "<textarea" not in page
    assert client.post(PATH, {"sharing": "none", "reason": "x"}).status_code == 403


def test_others_find_nothing(client, people):
    assert client.get(PATH).status_code == 302
    client.force_login(people.stranger)
    assert client.get(PATH).status_code == 404
    assert client.post(PATH, {"sharing": "none", "reason": "x"}).status_code == 404
    client.force_login(people.administrator)
    assert client.put(PATH).status_code == 405
