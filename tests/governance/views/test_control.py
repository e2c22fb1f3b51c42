import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains

from audit.models import Event
from governance.services.documents import change_control
from tests.audit.helpers import acting
from tests.factories.governance import make_document

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
TEXTS = (
    "owner_role", "distribution", "consulted", "equality_impact", "retention", "signed_original"
)  # fmt: skip


@pytest.fixture
def document(people):
    return make_document(people.organisation, people.officer)


def url(document):
    return reverse("governance:control", args=[document.reference])


def entries(client, document, **fields):
    form = client.get(url(document)).context["form"]
    found = {name: form[name].value() for name in form.fields}
    return {**{name: "" if value is None else str(value) for name, value in found.items()}, **fields}


def test_control_block_is_saved(client, people, document):
    client.force_login(people.officer)
    sent = entries(
        client, document, owner=people.manager.pk, audience="organisation", review_cycle_months="24"
    )

    answer = client.post(url(document), sent)

    document.refresh_from_db()
    assert answer.url == reverse("governance:draft", args=[document.reference, "1.0"])
    assert (document.owner, document.audience, document.review_cycle_months) == (
        people.manager,
        "organisation",
        24,
    )


def test_control_block_sent_twice_is_one_act(client, people, document):
    client.force_login(people.officer)
    sent = entries(client, document, consulted="Trade unions")
    client.post(url(document), sent)

    again = client.post(url(document), sent)

    assert (again.status_code, Event.objects.filter(verb="document.control_changed").count()) == (302, 1)


def test_a_colleagues_change_is_not_undone_unseen(client, people, document):
    client.force_login(people.officer)
    sent = entries(client, document, retention="Ten years")
    change_control(document, by=people.approver, consulted="Trade unions")

    refused = client.post(url(document), sent)
    again = client.post(url(document), {**sent, "seen": refused.context["form"]["seen"].value()})

    document.refresh_from_db()
    assert refused.status_code == 422
    assert "Somebody changed the control block before you" in refused.content.decode()
    assert 'value="Ten years"' in refused.content.decode()
    assert (again.status_code, document.retention) == (302, "Ten years")


@pytest.mark.parametrize("months", ["0", "61", "often", ""])
def test_a_review_cycle_that_does_not_fit_is_refused(client, people, document, months):
    client.force_login(people.officer)

    answer = client.post(url(document), entries(client, document, review_cycle_months=months))

    document.refresh_from_db()
    assert (answer.status_code, document.review_cycle_months) == (422, 12)


def test_the_owner_is_one_of_the_organisation(client, people, document):
    client.force_login(people.officer)

    answer = client.post(url(document), entries(client, document, owner=people.stranger.pk))

    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("name", "status"),
    [("officer", 200), ("manager", 403), ("practitioner", 404), ("stranger", 404), ("anonymous", 302)],
)
def test_control_is_for_those_who_draft(client, people, document, name, status):
    if name != "anonymous":
        client.force_login(getattr(people, name))

    assert client.get(url(document)).status_code == status
    assert client.put(url(document)).status_code == (302 if name == "anonymous" else 405)


def test_what_is_typed_is_never_markup(client, people, document):
    client.force_login(people.officer)
    client.post(url(document), entries(client, document, **dict.fromkeys(TEXTS, SCRIPT)))

    pages = [
        client.get(url(document)),
        client.get(reverse("governance:draft", args=[document.reference, "1.0"])),
    ]

    document.refresh_from_db()
    assert {getattr(document, name) for name in TEXTS} == {SCRIPT}
    assert [SCRIPT in page.content.decode() for page in pages] == [False, False]


def test_the_whole_control_block_is_saved_and_shown(client, people, document):
    client.force_login(people.officer)
    sent = entries(
        client, document, audience="organisation",
        signed_original="Legal Services, box 14", tier="2",
    )  # fmt: skip

    client.post(url(document), sent)

    page = client.get(document.get_absolute_url())
    assertContains(page, "Legal Services, box 14")
    assertContains(page, "Tier 2: a protocol for one sector or purpose")


def test_opening_what_was_withheld_to_anyone_is_refused(people):
    kept = make_document(
        people.organisation,
        people.officer,
        audience="organisation",
        publication="withheld",
        publication_reason="s 31",
    )

    with pytest.raises(ValidationError) as refused:
        change_control(kept, by=people.officer, audience="anyone")

    assert list(refused.value.error_dict) == ["publication"]


def test_the_page_says_that_nothing_is_withheld_yet_and_where_to_decide(client, people, document):
    """As of a document that was called redacted before parts of it could be withheld."""
    with acting(people.officer):
        document.publication, document.publication_reason = "redacted", "Section 31"
        document.save()
    client.force_login(people.officer)

    page = client.get(url(document))

    assertContains(page, "With parts taken out. Section 31. Of version 1.0 nothing is withheld yet.")
    assertContains(page, reverse("governance:disclosure", args=[document.reference, "1.0"]))
