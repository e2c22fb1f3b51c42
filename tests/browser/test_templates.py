"""An organisation is told of a new version of its template, takes what helps it, and says that it is done."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from governance.content.code_of_practice import CODE_OF_PRACTICE
from governance.demo.templates import first
from governance.services.documents import create_document
from organisations.permissions import Role
from tests.browser.checks import faults
from tests.factories.organisations import make_member, make_organisation, make_person


@pytest.fixture
def document(world):
    """Begun with the first version of the template, of which the demo has a second one."""
    body = make_organisation("TDC", name="Templeton District Council", kind="council")
    world.people["adopter"] = make_person("adopter@templeton.example", name="Ada Page")
    make_member(world.people["adopter"], body, Role.INFORMATION_OFFICER)
    return create_document(
        body, kind=CODE_OF_PRACTICE, title="Our Code", by=world.people["adopter"], adopted=first()
    )


def test_new_wording_is_taken_by_buttons_and_the_news_ends(desk, document):
    page = desk.open(f"/documents/{document.reference}/versions/1.0/draft/", "adopter")
    page.get_by_role("link", name="See what changed and what you can take").click()

    page.get_by_role("button", name="Take the new wording of all 3 parts").click()
    expect(page.get_by_text("3 parts have the template’s new wording")).to_be_visible()
    page.get_by_role("button", name="Add this section").click()
    expect(page.get_by_text("has the template’s new wording in your draft")).to_be_visible()
    assert not faults(page)

    page.get_by_role("button", name="We have dealt with version 2").click()
    expect(page.get_by_text("Nothing is new")).to_be_visible()
    page.get_by_role("link", name="All sections").click()
    expect(page.get_by_role("link", name="Tools that write or sum up")).to_be_visible()
    expect(page.get_by_text("The template has a new version")).to_have_count(0)
