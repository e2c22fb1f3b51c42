"""A partner without an account signs: by link and code, on a phone, with and without scripts."""

from __future__ import annotations

import hashlib
import re

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import expect

from governance.models import Body
from protocols.models import Signatory
from protocols.tokens import token_of
from protocols.verifying import beginning_of
from tests.browser.checks import faults
from tests.browser.desk import PHONE
from tests.protocols.signing.world import invite_somebody

CODE = re.compile(r"^(\d{6})$", re.MULTILINE)


def code():
    return CODE.search(mail.outbox[-1].body)[1]


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_who_is_invited_reads_and_answers(desk, world, scripts):
    cache.clear()
    seat = Signatory.objects.get(
        round__version__document__reference=world.words[
            "guest with scripts" if scripts else "guest without scripts"
        ],
        organisation__code="HRT",
    )
    made = invite_somebody(
        seat, by=world.people["HAR approver"], name="Pat Reid", address="pat.reid@hrt.example"
    )
    page = desk.open(f"/sign/{token_of(made.pk)}/", scripts=scripts, viewport=PHONE)
    if scripts:
        assert faults(page) == []

    page.get_by_role("button", name="Send me the code").click()
    page.get_by_label("The code from our e-mail").fill(code())
    if scripts:
        assert faults(page) == []
    page.get_by_role("button", name="Go on").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Daily list")
    assert page.url.endswith("/invited/")
    if scripts:
        assert faults(page) == []
    if not scripts:
        page.get_by_role("link", name="Ask for changes").click()
        page.get_by_label("Your post").fill("Director")
        page.get_by_label("What should change?").fill("Say how long it is kept.")
        page.get_by_role("button", name="Ask for changes").click()
        expect(page.get_by_role("main")).to_contain_text("Your answer is recorded.")
        return
    page.get_by_role("button", name="Sign").click()
    page.get_by_label("Your post").fill("Director")
    page.get_by_label("I have read this version").check()
    assert faults(page) == []
    page.get_by_role("button", name="Sign this version").click()
    expect(page.get_by_role("main")).to_contain_text("You signed this version on")
    assert faults(page) == []


def test_a_file_is_compared_in_the_browser(desk, world):
    page = desk.open(f"/verify/{world.words['short code']}/", viewport=PHONE)
    body = next(
        each.unpacked()
        for each in Body.objects.all()
        if each.sha256.startswith(beginning_of(world.words["short code"]))
    )
    field = page.get_by_label("The file that you have")

    field.set_input_files({"name": "text.json", "mimeType": "application/json", "buffer": body})

    expect(page.get_by_role("status")).to_contain_text("This is the same file, unchanged:")
    field.set_input_files({"name": "text.json", "mimeType": "application/json", "buffer": body + b" "})
    expect(page.get_by_role("status")).to_contain_text("This is not a file that this register made")
    assert hashlib.sha256(body).hexdigest().startswith(beginning_of(world.words["short code"]))
