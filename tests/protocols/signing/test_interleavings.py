"""Whoever edits and whoever signs come between each other in every order: nobody signs a text that was not shown.

Drawn are short stories of an editor (cancel, edit, approve, open), a signer who is shown a page, and the post of what
was shown, at any later time. After each story every signature is of the text on its page, and the log is whole.
"""

from __future__ import annotations

import random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit import verification
from audit.errors import InvalidMove
from governance.services import sections
from protocols import integrity
from protocols.models import Statement
from protocols.services import answering, opening, signing
from tests.factories.governance import approved
from tests.once import made_once, rolled_back
from tests.protocols.signing.world import given_for, make_open, make_world, opened

pytestmark = pytest.mark.django_db
REFUSED = (InvalidMove, PermissionDenied, ValidationError)
STEPS = 14
MOVES = ("show", "show", "sign", "sign", "sign", "cancel", "edit", "open", "open", "withdraw")


def all_first():
    world = make_world()
    world.opened = make_open(world, opened={"needs_all": True})
    return world


made = made_once(all_first)


class Story:
    def __init__(self, world, dice):
        self.world, self.dice = world, dice
        self.version = opened(world)
        self.pages = []  # what was shown: the request, and the fingerprint of its text
        self.signed = self.refused = self.edits = 0

    def fresh(self):
        self.version.refresh_from_db()
        return self.version

    def step(self):
        move = self.dice.choice(MOVES)
        try:
            getattr(self, move)()
        except REFUSED:
            self.refused += 1

    def show(self):
        if self.fresh().state == "for_signature":
            given = given_for(self.version, self.world.trust, self.world.other)
            self.pages.append((given, self.version.content_sha256))

    def sign(self):
        """Posts any page that was ever shown, also one that was posted before."""
        if not self.pages:
            return
        given, sha256 = self.dice.choice(self.pages)
        statement = signing.sign(
            self.fresh(), by=self.world.trust, organisation=self.world.other, given=given
        )
        assert statement.sha256 == sha256, "a text was signed that was not shown"
        self.signed += 1

    def withdraw(self):
        last = Statement.objects.signatures().filter(version=self.version).last()
        if last is not None:
            answering.withdraw_signature(last, by=self.world.trust, reason="Not yet")

    def cancel(self):
        opening.cancel(self.fresh(), by=self.world.approver, reason="To change it")

    def edit(self):
        if self.fresh().state == "draft":
            section = self.version.sections.get(key="purpose")
            self.edits += 1
            body = self.dice.choice(["To keep people safe.", f"Text {self.edits}."])  # also back to the first
            sections.save_section(section, by=self.world.officer, body=body, base=section.lock)

    def open(self):
        if self.fresh().state == "draft":
            approved(self.version, self.world.officer, self.world.approver)
            opening.open_for_signature(self.fresh(), by=self.world.approver, needs_all=True)


@pytest.mark.parametrize("count", [12, pytest.param(1000, marks=pytest.mark.long)])
def test_nobody_signs_what_was_not_shown(made, count, record_property):
    signed = refused = edits = 0
    for seed in range(count):
        with rolled_back():
            story = Story(made, random.Random(seed))
            for _step in range(STEPS):
                story.step()
            check(story, verification.faults() if seed % 20 == 0 else of_statements())
            signed, refused, edits = signed + story.signed, refused + story.refused, edits + story.edits

    assert signed > count / 4
    assert refused > count / 4
    record_property(
        "figure",
        f"{count} interleavings of {STEPS} steps: {signed} signatures, {edits} edits, {refused} refusals; "
        "0 signatures of a text that was not shown",
    )


def of_statements():
    """The part of the check of the log that looks at signatures; the whole of it takes ten times as long."""
    yield from integrity.statements()
    yield from integrity.told_statements()


def check(story, faults):
    version = story.fresh()
    live = Statement.objects.signatures().filter(round__state="open")
    assert all(statement.sha256 == version.content_sha256 for statement in live)
    assert all(statement.sha256 == statement.round.sha256 for statement in Statement.objects.all())
    tokens = list(Statement.objects.filter(kind="signature").values_list("token_digest", flat=True))
    assert len(tokens) == len(set(tokens)), "one page was signed twice"
    assert list(faults) == []
