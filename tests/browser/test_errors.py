"""A refused form says so on top, takes the focus there, leads to the field, and keeps what was typed."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core import mail
from playwright.sync_api import expect

from tests.browser.checks import faults
from tests.browser.pages import SCHOOLS, Page, governance

FORMS = [
    Page("account_login"),
    Page("governance:document-new", "officer"),
    governance("submit", "head of schools", SCHOOLS),
    governance("review", "manager", {"reference": "council", "number": "2.1"}),
    governance("publish", "police reviewer", {"reference": "police", "number": "1.1"}),
    governance("section-add", "head of schools", SCHOOLS),
    Page("organisations:person-add", "administrator", {"code": "NCC"}),
]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("entry", FORMS, ids=str)
def test_empty_form_tells_what_is_missing(desk, world, entry, scripts):
    desk.expect_console("status of 422")
    page = desk.open(entry.path(world), entry.who, scripts=scripts)

    page.locator(
        "main form[method=post] button[type=submit], main form[method=post] button:not([type])"
    ).last.click()

    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_visible()
    assert page.title().startswith("Error: ")
    link = summary.get_by_role("link").first
    if scripts:
        expect(summary).to_be_focused()
        assert faults(page) == []
        link.click()
        assert page.evaluate("document.activeElement.matches('input, select, textarea')")
    else:
        target = link.get_attribute("href")
        assert page.locator(target).count() == 1


def test_what_was_typed_is_kept(desk, world):
    desk.expect_console("status of 422")
    page = desk.open(governance("submit", "head of schools", SCHOOLS).path(world), "head of schools")
    page.get_by_label("What changed, and why?").fill("All of it.")

    page.get_by_role("button", name="Send for review").click()

    expect(page.get_by_label("What changed, and why?")).to_have_value("All of it.")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Choose how much it changes.")


def test_sign_in_leads_to_where_one_wanted_to_go(desk):
    page = desk.open("/work/")
    page.get_by_label("E-mail").fill("officer@northshire.example")
    page.get_by_label("Password", exact=True).fill("sharing-register-demo")

    page.get_by_role("button", name="Continue").click()

    expect(page).to_have_url(f"{desk.url}/work/")
    expect(page.get_by_role("banner")).to_contain_text("Sam Lee")
    page.get_by_role("banner").get_by_text("Sign out").click()
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("banner")).to_contain_text("Sign in")


def test_forgotten_password_is_set_anew(desk, world):
    page = desk.open("/password/reset/")
    page.get_by_label("E-mail").fill(world.people["forgetful auditor"].email)
    page.locator("main").get_by_role("button").click()
    link = next(word for word in mail.outbox[-1].body.split() if "/password/reset/key/" in word)

    page.goto("/" + link.split("/", 3)[3])
    assert faults(page) == []
    for field in page.locator("main input[type=password]").all():
        field.fill("harbour lantern pebble seven")
    page.locator("main form button[type=submit]").click()

    expect(page).to_have_url(f"{desk.url}/password/reset/done/")


@pytest.mark.parametrize(
    ("path", "status"), [("/nothing-is-here/", 404), ("/documents/NCC-COP-0001/versions/9.9/", 404)]
)
def test_error_pages_are_pages(desk, path, status):
    desk.expect_console(f"status of {status}")
    page = desk.sit().new_page()

    assert page.goto(path).status == status
    assert faults(page, ("desktop", "phone", "reflow", "dark")) == []
    assert page.title().endswith(settings.SERVICE_NAME)
