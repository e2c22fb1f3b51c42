"""Two or three people write in one section: whatever order they do things in, nothing that one of them typed is lost.

The pure model is `Ledger`: what each person sent and has neither saved nor thrown away, and what was ever saved. The
first must be shown to that person again whenever he opens the section, the second must stand in the history of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.kinds import PlainSection
from governance.models import Body, DocumentVersion, Section
from organisations.permissions import Role
from tests.factories.governance import draft_of, make_document
from tests.factories.organisations import make_member, make_person
from tests.once import made_once, rolled_back
from tests.people import make_people
from tests.races import meanwhile

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r"typed\d+")
START = "The first line.\n\nThe second line.\n\nThe third line."


def tokens(text):
    return set(TOKEN.findall(text))


@dataclass
class Ledger:
    """`unsaved`: by person what was sent and neither saved nor thrown away; `saved`: what any save took."""

    unsaved: dict[int, set[str]] = field(default_factory=dict)
    saved: set[str] = field(default_factory=set)

    def sent(self, who, text):
        self.unsaved[who] = {token for token in tokens(text) if token not in self.saved}

    def took(self, who, text):
        self.saved |= tokens(text)
        self.unsaved[who] = set()

    def thrown_away(self, who):
        self.unsaved[who] = set()


@dataclass
class Window:
    """What stands on a person's screen: the editor, two texts to choose from, or a text that came too late."""

    kind: str
    text: str
    base: object = 0
    began: object = 0


class Desk:
    """Everybody's screens before one section; each method is a button that somebody presses."""

    def __init__(self, world):
        self.world, self.windows, self.ledger = world, {}, Ledger()
        self.number = 0
        self.clients = [Client() for _person in world.writers]
        for client, person in zip(self.clients, world.writers, strict=True):
            client.force_login(person)

    def at(self, name, *more):
        version = self.world.version
        return reverse(f"governance:{name}", args=[version.document.reference, version.number, *more])

    def open(self, who, _n=0):
        self.show(who, self.clients[who].get(self.at("section-edit", "commitment")))

    def show(self, who, page):
        """Puts an answer on the screen: whatever the person has not saved must be to be seen in it."""
        if page.status_code == 302:
            page = self.clients[who].get(page.url)
        if "form" in page.context and "talks" in page.context:
            form = page.context["form"]
            window = Window("editor", form["body"].value(), form["base"].value())
        elif "mine" in page.context:
            window = Window(
                "choice", page.context["mine"], page.context["section"].lock, page.context["began"]
            )
        else:
            late = page.context.get("typed") or ""
            window = Window("late", late if isinstance(late, str) else "\n".join(each.text for each in late))
        self.windows[who] = window
        if page.request["PATH_INFO"] == self.at("section-edit", "commitment"):
            lost = self.ledger.unsaved.get(who, set()) - tokens(window.text)
            assert not lost, f"{who} does not see {lost} on the page {window.kind}"

    def type(self, who, n):
        """Adds a line, writes over one, or deletes one."""
        if (window := self.windows.get(who)) is None or window.kind != "editor":
            return
        lines, self.number = window.text.split("\n"), self.number + 1
        place = n % (len(lines) + 1)
        new = [] if n % 7 == 6 else [f"typed{self.number} by {who}."]
        lines[place : place + (n % 3 == 2 or n % 7 == 6)] = new
        window.text = "\n".join(lines)

    def autosave(self, who, _n):
        if (window := self.windows.get(who)) is None or window.kind != "editor":
            return
        answer = self.clients[who].post(
            self.at("section-autosave", "commitment"), {"body": window.text, "base": window.base}
        )
        self.ledger.sent(who, window.text)
        assert answer.status_code in (200, 409)

    def post(self, who, window, **buttons):
        self.ledger.sent(who, window.text)
        fields = {"body": window.text, "base": window.base, "began": window.began, **buttons}
        page = self.clients[who].post(self.at("section-edit", "commitment"), fields)
        if page.status_code == 302 and ("save" in buttons or "next" in buttons):
            self.ledger.took(who, window.text)
        return page

    def save(self, who, n):
        window = self.windows.get(who)
        if window is not None and window.kind == "editor":
            self.show(who, self.post(who, window, **{"next" if n % 2 else "save": "1"}))

    def save_in_a_race(self, who, n):
        """Somebody else is quicker, while the form is on its way."""
        rival = (who + 1) % len(self.clients)
        window = self.windows.get(who)
        is_draft = DocumentVersion.objects.get(pk=self.world.version.pk).is_draft
        if window is None or window.kind != "editor" or not is_draft:
            return
        with meanwhile(lambda: (self.save if n % 2 else self.submit)(rival, n)):
            page = self.post(who, window, save="1")
        self.show(who, page)

    def preview(self, who, _n):
        window = self.windows.get(who)
        if window is not None and window.kind == "editor":
            self.show(who, self.post(who, window, preview="1"))

    def comment(self, who, n):
        """A comment beside the editor; every other one is empty and refused."""
        window = self.windows.get(who)
        if window is not None and window.kind == "editor":
            words = {"new-text": "Why?" if n % 2 else "", "new-audience": "organisation"}
            self.show(who, self.post(who, window, comment="new", **words))

    def discard(self, who, _n):
        if self.windows.get(who) is not None:
            self.ledger.thrown_away(who)
            self.show(who, self.clients[who].post(self.at("section-edit", "commitment"), {"discard": "1"}))

    def choose(self, who, n):
        window = self.windows.get(who)
        if window is None or window.kind != "choice":
            return
        if n % 3 == 0:
            self.ledger.thrown_away(who)
            self.show(who, self.clients[who].post(self.at("section-edit", "commitment"), {"theirs": "1"}))
        else:
            self.show(who, self.post(who, window, **{"save" if n % 3 == 1 else "combine": "1"}))

    def close(self, who, _n):
        """Without saving: what was typed since it was last sent is gone, as everybody expects."""
        self.windows.pop(who, None)

    def submit(self, who, _n):
        self.clients[who].post(self.at("submit"), {"change_summary": "What and why", "grade": "material"})

    def send_back(self, who, _n):
        lock = DocumentVersion.objects.get(pk=self.world.version.pk).lock
        self.clients[who].post(self.at("review"), {"decision": "changes", "reason": "Say more", "lock": lock})

    def recall(self, who, _n):
        self.clients[who].post(self.at("recall"), {"reason": "A slip"})

    def close_the_day(self):
        """Everybody opens the section once more, and the history holds whatever was saved."""
        for who in range(len(self.clients)):
            self.open(who)
        shas = Section.history.filter(id=self.world.section.pk).values("body_sha256")
        stored = [body.unpacked().decode() for body in Body.objects.filter(pk__in=shas)]
        assert self.ledger.saved <= tokens("\n".join(stored))


ACTIONS = [
    "open", "type", "autosave", "save", "save_in_a_race", "preview", "comment", "discard", "choose", "close",
    "submit", "send_back", "recall",
]  # fmt: skip
OFTEN = ["type", "type", "autosave", "save", "choose", "open", "open"]
steps = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(ACTIONS + OFTEN), st.integers(0, 20)),
    min_size=8,
    max_size=30,
)


def make():
    people = make_people()
    third = make_person("third@northshire.example", name="Third")
    make_member(third, people.organisation, Role.INFORMATION_OFFICER)
    text = PlainSection("commitment", "Our commitment", START)
    version = draft_of(make_document(people.organisation, people.officer, texts=[text]))
    section = version.sections.get(key="commitment")
    return SimpleNamespace(version=version, section=section, writers=[people.officer, people.approver, third])


world = made_once(make)


def play(world, told):
    with rolled_back():
        desk = Desk(world)
        for who in range(3):
            desk.open(who)
        for who, action, n in told:
            getattr(desk, action)(who, n)
        desk.close_the_day()
        return desk


@pytest.mark.parametrize("count", [6, pytest.param(300, marks=pytest.mark.long)])
def test_nothing_that_was_typed_is_lost_in_any_order(world, count, record_property):
    seen = {"steps": 0, "saved": 0, "windows": set()}

    def check(told):
        desk = play(world, told)
        seen["steps"] += len(told)
        seen["saved"] += len(desk.ledger.saved)

    few = settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))
    few(given(steps)(check))()
    record_property("figure", f"{count} orders of {seen['steps']} steps, {seen['saved']} saved lines: 0 lost")


CASES = {
    "stale save, keep mine": [(0, "type", 0), (1, "type", 1), (0, "save", 0), (1, "save", 0), (1, "choose", 1)],
    "stale save, combined": [
        (0, "type", 0), (1, "type", 1), (0, "save", 0), (1, "save", 0), (1, "choose", 2), (1, "close", 0),
        (1, "open", 0), (1, "save", 0), (1, "choose", 2), (1, "save", 0),
    ],
    "too late, then sent back": [
        (0, "type", 0), (1, "submit", 0), (0, "save", 0), (0, "close", 0), (2, "send_back", 0), (0, "open", 0),
        (0, "save", 0),
    ],
    "autosave too late, then recalled": [
        (0, "type", 0), (1, "submit", 0), (0, "autosave", 0), (0, "close", 0), (1, "recall", 0), (0, "open", 0),
    ],
    "submitted while saving": [(0, "type", 0), (0, "save_in_a_race", 0), (0, "close", 0), (0, "open", 0)],
    "previewed and closed": [(0, "type", 0), (0, "preview", 0), (0, "close", 0), (0, "open", 0)],
    "commented while writing": [(0, "type", 0), (0, "comment", 1), (0, "close", 0), (0, "open", 0)],
    "commented too late": [(0, "type", 0), (1, "submit", 0), (0, "comment", 0), (0, "close", 0)],
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_lost(world, case):
    desk = play(world, CASES[case])

    assert desk.number > 0
