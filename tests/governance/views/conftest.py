"""The section that people write in, and the officer at the desk."""

import pytest

from tests.factories.governance import draft_of, make_document


@pytest.fixture
def section(people):
    return draft_of(make_document(people.organisation, people.officer)).sections.get(key="commitment")


@pytest.fixture
def officer(client, people):
    client.force_login(people.officer)
    return client
