"""Without the front-end package, and without scripts, the key pages still serve."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from config import assets
from tests.browser.checks import faults
from tests.browser.pages import NCC, SCHOOLS, Page, governance

KEY_PAGES = [
    Page("governance:home"),
    Page("governance:home", "officer"),
    Page("governance:policies"),
    governance("document", "anonymous", {"reference": "council"}),
    governance("draft", "head of schools", SCHOOLS),
    governance("section-edit", "head of schools", {**SCHOOLS, "key": "commitment"}),
    governance("review", "manager", {"reference": "council", "number": "2.1"}),
    Page("organisations:people", "administrator", NCC),
    Page("audit:log", "auditor"),
    Page("account_login"),
    Page("page-components"),
]


@pytest.fixture
def _no_vendor(monkeypatch):
    """As on a machine that could not get the front-end package."""
    monkeypatch.setattr(assets, "are_there", lambda: False)


@pytest.mark.usefixtures("_no_vendor")
@pytest.mark.parametrize("entry", KEY_PAGES, ids=str)
def test_own_style_serves_alone(desk, world, entry):
    page = desk.open(entry.path(world), entry.who)

    assert page.locator("link[href*=vendor]").count() == 0
    found = faults(page, ("desktop", "phone", "dark"))
    assert not found, "\n".join(found)


@pytest.mark.usefixtures("_no_vendor")
def test_sign_in_works_without_the_package(desk):
    page = desk.open("/sign-in/")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()


@pytest.mark.parametrize("entry", KEY_PAGES, ids=str)
def test_nothing_is_out_of_reach_without_scripts(desk, world, entry):
    page = desk.open(entry.path(world), entry.who, scripts=False)
    shut = [each.inner_text() for each in page.locator("[data-sr-only-script]").all() if each.is_visible()]

    assert shut == []
    for form in page.locator("main form[method=post]").all():
        assert form.locator("button, input[type=submit]").count() > 0
    assert page.locator("a[href='#'], a[href^='javascript']").count() == 0
