from datetime import date

import pytest

from governance.services import documents
from tests.factories.governance import make_published, next_version

pytestmark = pytest.mark.django_db
REASON = {"reason": "It was clearer."}


@pytest.fixture
def document(people):
    version = make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1))
    next_version(version.document, people.officer, people.approver, date(2026, 6, 1), "Second.")
    return version.document


def address(document, number="1.0"):
    return f"/documents/{document.reference}/versions/{number}/restore/"


def test_an_officer_restores_a_text_and_lands_in_the_draft(client, people, document):
    client.force_login(people.officer)

    assert "Its text becomes a new draft." in client.get(address(document)).content.decode()
    answer = client.post(address(document), REASON, follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == f"/documents/{document.reference}/versions/1.2/draft/"
    assert "The text of version 1.0 is back, as a draft." in page
    assert "Version 1.2, from the text of 1.0" in page
    summary = client.get(f"/documents/{document.reference}/versions/1.2/submit/").content.decode()
    assert "Brings back the text of version 1.0. It was clearer." in summary


def test_without_a_reason_it_is_refused(client, people, document):
    client.force_login(people.officer)

    answer = client.post(address(document), {"reason": " "})

    assert answer.status_code == 422
    assert "Say why you bring this text back." in answer.content.decode()


@pytest.mark.parametrize(("method", "status"), [("get", 200), ("post", 409)])
def test_where_there_is_a_draft_the_way_leads_to_it(client, people, document, method, status):
    documents.start_draft(document, by=people.officer)
    client.force_login(people.officer)

    answer = getattr(client, method)(address(document), REASON)

    page = answer.content.decode()
    assert answer.status_code == status
    assert "There is a draft already" in page
    assert f'href="/documents/{document.reference}/versions/1.2/draft/"' in page


def test_the_page_has_its_people(client, people, document):
    seen = {}
    for name in ("practitioner", "manager", "auditor", "stranger"):
        client.force_login(getattr(people, name))
        seen[name] = client.post(address(document), REASON).status_code
    client.logout()

    assert seen == {"practitioner": 403, "manager": 403, "auditor": 403, "stranger": 403}
    assert client.get(address(document)).url.startswith("/sign-in/")
    assert not document.versions.open().exists()
