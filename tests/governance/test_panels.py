import pytest

from governance.services import documents
from tests.factories.governance import make_document, make_published

pytestmark = pytest.mark.django_db
PAGE = "/organisations/NCC/"


def test_organisation_shows_its_policies_in_force(client, people):
    version = make_published(people.organisation, people.officer, people.approver, title="Council code")
    make_document(people.organisation, people.officer, title="Canary")
    documents.start_draft(version.document, by=people.officer)

    page = client.get(PAGE).content.decode()

    assert f'href="{version.document.get_absolute_url()}">Council code</a>' in page
    assert "Canary" not in page


def test_closed_policies_are_for_members(client, people):
    make_published(
        people.organisation, people.officer, people.approver, title="Inner", audience="organisation"
    )

    assert "Inner" not in client.get(PAGE).content.decode()
    client.force_login(people.practitioner)
    assert "Inner" in client.get(PAGE).content.decode()


def test_without_policies_sharing_is_still_possible(client, people):
    assert "That does not mean you cannot share." in client.get(PAGE).content.decode()
