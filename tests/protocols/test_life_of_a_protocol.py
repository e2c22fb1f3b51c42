"""Random lives of an agreement against a small model: what is refused, and between whom it holds today and tomorrow.

A life opens, cancels, signs, declines, withdraws, amends, admits, leaves, succeeds, suspends, lifts, terminates and
ends memberships in any order. The model knows sets of codes alone. The public map draws no way where it does not hold,
and the flow of the text (from NCC to NPT) wherever the version that the register shows holds for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit import actors
from audit.errors import InvalidMove
from governance.models import DocumentVersion
from governance.services import documents
from organisations.models import Membership
from organisations.services.organisations import record_successor
from organisations.services.people import end_membership
from protocols import integrity
from protocols.held import agreement_of
from protocols.models import EntryArrow, RegisterEntry, Statement
from protocols.services import accession, answering, leaving, opening, succession, suspension, termination
from protocols.statements import Kind
from tests.factories.governance import approved
from tests.once import made_once, rolled_back
from tests.protocols.signing.world import copied, days, given_for, make_approved, make_world, sign

pytestmark = pytest.mark.django_db
REFUSED = (InvalidMove, PermissionDenied, ValidationError)
CODES = ("NCC", "NPT", "POL", "NEW")
AT_FIRST = [("sign", "NCC"), ("sign", "NPT"), ("sign", "POL")]
MOVES = [
    *[("sign", code) for code in CODES] * 4,
    *[(name, code) for name in ("decline", "withdraw", "leave", "end") for code in CODES],
    *[("halt", code) for code in CODES] * 3,
    *[(name,) for name in ("amend", "admit", "succeed", "suspend", "lift", "lift")] * 3,
    *[("open", True), ("open", False), ("cancel",), ("cancel",), ("terminate",)],
]
# most lives come into force, and then go on: sampled from a list, since `one_of` takes what is in it twice once
lives = st.tuples(
    st.booleans(),
    st.sampled_from([0, 1, 2, 2, 3, 3, 3]),
    st.lists(st.sampled_from(MOVES), min_size=4, max_size=14),
).map(lambda life: (life[0], [*AT_FIRST[: life[1]], *life[2]]))


@dataclass
class Round:
    """One round of signing in the model. `gone`: succeeded before signing; `asked`: all who may sign."""

    parties: set
    needs_all: bool
    asked: set = field(default_factory=set)
    signed: set = field(default_factory=set)
    declined: set = field(default_factory=set)
    gone: set = field(default_factory=set)
    joining: set = field(default_factory=set)
    state: str = "open"
    has_begun: bool = False

    def answered(self):
        frozen = self.parties - self.gone
        enough = frozen <= self.signed if self.needs_all else len(self.signed) >= 2
        self.has_begun = self.has_begun or enough
        if self.state == "open" and enough and frozen <= self.signed | self.declined:
            self.state = "done"


class Model:
    """What should be, in sets of codes. Each method applies a move and says whether it is allowed."""

    def __init__(self):
        self.rounds, self.is_draft = [], True
        self.members, self.notices = set(CODES), set()
        self.has_heir = self.is_halted = self.is_over = False
        self.halted = []

    @property
    def last(self):
        return self.rounds[-1] if self.rounds and self.rounds[-1].state != "cancelled" else None

    @property
    def standing(self):
        return [each for each in self.rounds if each.state != "cancelled"]

    def parties(self):
        found = set()
        for each in self.standing:
            found |= each.parties | (each.joining & each.signed)
        return (found - {"NPT"}) | {"NEW"} if self.has_heir and "NPT" in found else found

    def open(self, needs_all):
        if not self.is_draft:
            return False
        self._ask({"NCC", "NPT", "POL"} if not self.standing else self.next, needs_all)
        return True

    def _ask(self, parties, needs_all):
        self.rounds.append(Round(set(parties), needs_all, set(parties)))
        self.is_draft = False

    def cancel(self):
        if not (self.last and self.last.state == "open" and not self.last.has_begun and not self.is_draft):
            return False
        self.next, self.last.state, self.is_draft = set(self.last.parties), "cancelled", True
        return True

    def sign(self, who):
        here = None if self.is_draft else self.last
        if not here or who not in self.members or who not in here.asked - here.signed - here.gone:
            return False
        if here.state != "open" and who not in here.joining:
            return False
        here.signed.add(who)
        here.declined.discard(who)
        here.answered()
        return True

    def decline(self, who):
        here = None if self.is_draft else self.last
        waiting = here.asked - here.signed - here.gone - here.declined if here else set()
        if not here or here.state != "open" or who not in waiting or who not in self.members:
            return False
        here.declined.add(who)
        here.answered()
        return True

    def withdraw(self, who):
        here = None if self.is_draft else self.last
        if not here or here.has_begun or here.state != "open" or who not in here.signed & self.members:
            return False
        here.signed.remove(who)
        return True

    def amend(self):
        if self.is_draft or not self.last or not self.last.has_begun:
            return False
        self._ask(self.parties(), False)
        return True

    def admit(self):
        if self.is_draft or not self.last or not self.last.has_begun:
            return False
        if "NEW" in self.parties() | (self.last.asked - self.last.signed - self.last.declined):
            return False
        self.last.asked.add("NEW")
        self.last.joining.add("NEW")
        return True

    def leave(self, who):
        stands_for = {who, "NPT"} if who == "NEW" and self.has_heir else {who}
        has_signed = any(stands_for & each.signed for each in self.standing)
        if who not in self.parties() or who not in self.members or who in self.notices or not has_signed:
            return False
        self.notices.add(who)
        return True

    def succeed(self):
        if self.has_heir or "NEW" not in self.members or "NPT" not in self.parties():
            return False
        self.has_heir = True
        for each in self.standing:
            if each.state == "open" and "NPT" in each.asked - each.signed:
                each.gone.add("NPT")
                if "NEW" not in each.asked:
                    each.asked.add("NEW")
                    each.parties.add("NEW")
        return True

    def suspend(self):
        if self.is_halted or self.is_draft or not self.last or not self.last.has_begun:
            return False
        self.is_halted = True
        return True

    def halt(self, who):
        """For one party alone."""
        if who in self.halted or self.is_draft or not self.last or not self.last.has_begun:
            return False
        if who not in self.parties():
            return False
        self.halted.append(who)
        return True

    def lift(self):
        """Of all, or else of the party that was suspended first."""
        if self.is_halted:
            self.is_halted = False
            return True
        return bool(self.halted and self.halted.pop(0))

    def terminate(self):
        if self.is_over or self.is_draft or not self.last or not self.last.has_begun:
            return False
        self.is_over = True
        for each in self.standing:
            each.state = "done" if each.state == "open" else each.state
        return True

    def end(self, who):
        was = who in self.members
        self.members.discard(who)
        return was

    def holds(self, tomorrow):
        """The pairs between which it holds."""
        if self.is_over or self.is_halted:
            return set()
        out = self.notices if tomorrow else set()
        return {pair for pair in combinations(CODES, 2) if self._holds(*pair, out, tomorrow)}

    def _holds(self, one, other, out, tomorrow):
        if self.has_heir and "NPT" in (one, other):
            return False
        heir = {"NPT"} if self.has_heir and "NEW" not in out else set()  # until the heir leaves, too
        places = [{each} | (heir if each == "NEW" else set()) for each in (one, other)]
        if set(self.halted) & (places[0] | places[1]):
            return False
        for each in reversed(self.standing):
            pairs = [(x, y) for x in places[0] for y in places[1] if x != y]
            if any(self._stands(each, x, y, out) for x, y in pairs):
                return True
            sides = each.parties | each.joining
            if any({x, y} <= sides and {x, y} & out for x, y in pairs):
                return False
            if self._is_whole(each, set()) or (tomorrow and self._is_whole(each, out)):
                return False
        return False

    def _remaining(self, each, out):
        gone = {"NPT"} - each.signed if self.has_heir else set()
        return each.parties - out - gone

    def _stands(self, each, one, other, out):
        needed = {one, other} | (self._remaining(each, out) if each.needs_all else set())
        return each.has_begun and needed <= each.signed - out

    def _is_whole(self, each, out):
        return each.has_begun and self._remaining(each, out) <= each.signed - out


class Life:
    """The same moves by acts."""

    def __init__(self, world):
        self.w = world
        self.version = DocumentVersion.objects.select_related("document__organisation").get(
            pk=world.version.pk
        )

    @property
    def now(self):
        return DocumentVersion.objects.select_related("document__organisation").get(pk=self.version.pk)

    def open(self, needs_all):
        version = self.now
        if version.state == "draft":
            version = approved(version, self.w.officer, self.w.approver)
        opening.open_for_signature(version, by=self.w.approver, needs_all=needs_all)

    def cancel(self):
        opening.cancel(self.now, by=self.w.approver, reason="To change it")

    def sign(self, who):
        row = self.now.signing_rounds.order_by("-number").first()
        joins = (
            bool(row) and row.signatories.filter(organisation=self.w.bodies[who], is_joining=True).exists()
        )
        sign(self.w, self.now, who, kind=Kind.ACCESSION if joins else Kind.SIGNATURE)

    def decline(self, who):
        body = self.w.bodies[who]
        answering.decline(self.now, by=self.w.signer[who], organisation=body, reason="Too broad")

    def withdraw(self, who):
        mine = Statement.objects.signatures().filter(version=self.version, organisation=self.w.bodies[who])
        last = mine.exclude(round__state="cancelled").last()
        if last is None:
            raise InvalidMove("nothing is signed")
        answering.withdraw_signature(last, by=self.w.signer[who], reason="Not yet")

    def amend(self):
        draft = documents.start_draft(self.now.document, by=self.w.officer)
        self.version = draft
        opening.open_for_signature(approved(draft, self.w.officer, self.w.approver), by=self.w.approver)

    def admit(self):
        accession.admit(self.now, by=self.w.approver, organisation=self.w.fourth, direction="both")

    def leave(self, who):
        """Of the last version that is no draft, as its page does."""
        frozen = self.version.document.versions.exclude(content_sha256="").order_by("major", "minor").last()
        leaving.give_notice(
            frozen or self.now,
            by=self.w.signer[who],
            organisation=self.w.bodies[who],
            leaves_on=days(1),
            reason="No need",
            given=given_for(frozen or self.now, self.w.signer[who], self.w.bodies[who], kind=Kind.LEAVING),
        )

    def succeed(self):
        succession.succeed(self.w.other, by=self.w.heir, successor=self.w.fourth)

    def suspend(self):
        suspension.suspend(self.now, by=self.w.approver, reason="A breach")

    def halt(self, who):
        suspension.suspend(self.now, by=self.w.approver, reason="A breach", organisation=self.w.bodies[who])

    def lift(self):
        waiting = Statement.objects.of_agreement(self.now.document).not_lifted()
        halted = waiting.filter(concerns=None).first() or waiting.first()
        if halted is None:
            raise InvalidMove("nothing is suspended")
        suspension.lift(halted, by=self.w.approver, reason="Mended")

    def terminate(self):
        termination.terminate(self.now, by=self.w.approver, ends_on=timezone.localdate(), reason="No need")

    def end(self, who):
        mine = Membership.objects.current().filter(user=self.w.signer[who]).first()
        if mine is None:
            raise InvalidMove("no member any more")
        end_membership(mine, by=actors.job("test"))

    def holds(self, tomorrow):
        about = agreement_of(self.version.document)
        day, keys = days(int(tomorrow)), {each: str(self.w.bodies[each].pk) for each in CODES}
        pairs = combinations(CODES, 2)
        return {(a, b) for a, b in pairs if about.between(keys[a], keys[b], day).holds}

    def drawn(self, tomorrow):
        """The pairs between which the public map draws a way."""
        found = EntryArrow.objects.in_force(AnonymousUser(), days(int(tomorrow)))
        ends = found.filter(entry__document=self.version.document).values_list("giver__code", "taker__code")
        return {pair for pair in combinations(CODES, 2) if {pair, pair[::-1]} & set(ends)}

    def owed(self, tomorrow):
        """The pair at the ends of the flow, or its heir, where it holds under the version that the register shows."""
        day = days(int(tomorrow))
        shown = RegisterEntry.objects.filter(document=self.version.document).shown(day).first()
        about, lead = agreement_of(self.version.document), str(self.w.organisation.pk)
        taker = next(about.heirs(str(self.w.other.pk), day), "")
        answer = about.between(lead, taker, day)
        is_owed = shown is not None and answer.holds and answer.number == shown.number
        code = next((code for code, body in self.w.bodies.items() if str(body.pk) == taker), "")
        return {("NCC", code)} if is_owed else set()


def approved_world():
    w = make_world()
    w.version = make_approved(w)
    record_successor(w.other, by=actors.job("test"), successor=w.fourth, on=days(-1))
    return w


made = made_once(approved_world)


@pytest.mark.parametrize("count", [5, pytest.param(300, marks=pytest.mark.long)])
def test_a_protocol_lives_as_the_model_says(made, count):
    few = settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))

    few(given(lives)(lambda life: play(copied(made), *life)))()


def refusal(act, *words):
    """The sentence with which it is refused, if it is."""
    try:
        act(*words)
    except REFUSED as refused:
        return str(refused)
    return None


def play(world, needs_all, moves):
    with rolled_back():
        life, model, told = Life(world), Model(), []
        for name, *words in [("open", needs_all), *moves]:
            told.append((name, *words))
            allowed = getattr(model, name)(*words)
            sentence = refusal(getattr(life, name), *words)
            assert allowed == (sentence is None), f"{told}: {sentence or 'not refused'}"
            for tomorrow in (False, True):
                assert life.holds(tomorrow) == model.holds(tomorrow), f"{told}, tomorrow: {tomorrow}"
                drawn, said = life.drawn(tomorrow), f"{told}, on the map, tomorrow: {tomorrow}"
                assert life.owed(tomorrow) <= drawn <= model.holds(tomorrow), said
        assert [*integrity.statements(), *integrity.told_statements()] == []
