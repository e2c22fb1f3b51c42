"""Two organisations agree a protocol on phones: with a mouse, with the keyboard alone, and without scripts.

One builds it, a partner reads and comments, a colleague approves and opens it for signature; a manager signs, and
somebody without an account by link and code. It is in force between the two, a third declines; a material change starts
a new round, which the third signs, and then leaves with a declaration of what became of the information.
"""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from governance.models import DocumentVersion
from organisations.permissions import Role
from protocols.services import posting
from protocols.statements import DECLARATIONS, Kind
from tests.browser.checks import faults
from tests.browser.desk import PHONE
from tests.browser.hands import Keyboard, Mouse
from tests.factories.organisations import make_member, make_organisation, make_person
from tests.protocols.invitations.world import CODE, LINK

WAYS = {"mouse": (Mouse, True), "keyboard": (Keyboard, True), "without scripts": (Mouse, False)}
PASSWORD = "a long walk by the river Marl"  # of people who exist in this test alone
COUNCIL, CHARITY, FIRE = "Marlby Borough Council", "Marlby Befrienders", "Marlby Fire Service"
GUEST, GUEST_ADDRESS = "Rosa Lind", "rosa.lind@befrienders.example"
BODIES = {
    "MBC": (COUNCIL, {"officer": Role.INFORMATION_OFFICER, "approver": Role.INFORMATION_OFFICER}),
    "MBF": (CHARITY, {}),
    "MFS": (FIRE, {}),
}
BASIS = "Public task (UK GDPR Article 6(1)(e))"
EVERYBODY = "Everyone who may read this draft, of any organisation"


@pytest.fixture(scope="module")
def marlby(world):
    """Adds three bodies to the register; of the second nobody has an account."""
    for code, (name, roles) in BODIES.items():
        body = make_organisation(code, name=name)
        for role in {**roles, "manager": Role.MANAGER} if code != "MBF" else {}:
            person = make_person(
                f"{role}@{code.lower()}.example", name=f"{role.title()} of {code}", password=PASSWORD
            )
            make_member(person, body, roles.get(role, Role.MANAGER))
            world.people[f"{code} {role}"] = person
    return world


class Walker:
    """Somebody on a phone. Every page that they come to is looked at: its shape, its width, and by axe."""

    def __init__(self, hands, seen, *, scripts):
        self.hands, self.page, self.seen = hands, hands.page, seen
        self.switch = None if scripts else self.page.context.new_cdp_session(self.page)
        for name in ("choose", "tick", "select"):
            setattr(self, name, getattr(hands, name))
        self.look()

    def follow(self, name):
        with self.page.expect_navigation():
            self.hands.follow(name)
        self.look()

    def press(self, name):
        with self.page.expect_navigation():
            self.hands.press(name)
        self.look()

    def write(self, label, words):
        """A field that need not be filled in says so in its label."""
        said = f"{label} (optional)"
        self.hands.write(said if self.page.get_by_label(said, exact=True).count() else label, words)

    def look(self):
        """Where scripts are off, only those of the test run, and only while it looks."""
        self._let_scripts_run(True)
        found = faults(self.page, ("phone",))
        self._let_scripts_run(False)
        self.seen.append(self.page.url)
        assert not found, "\n".join([self.page.url, *found])

    def _let_scripts_run(self, wanted):
        for off in (True, False) if wanted else (True,):  # what a session has not set, it cannot take back
            if self.switch:
                self.switch.send("Emulation.setScriptExecutionDisabled", {"value": off})

    def reads(self, *sentences):
        for sentence in sentences:
            expect(self.page.locator("body")).to_contain_text(sentence)

    def work(self):
        """To the list of what waits."""
        menu = self.page.get_by_role("button", name=re.compile("^Menu"))
        if menu.is_visible():
            self.hands.press("Menu")
        self.follow("My work")

    def go_to(self, path):
        self.page.goto(path)
        self.look()


@pytest.mark.parametrize("way", WAYS)
def test_two_organisations_agree_a_protocol(desk, marlby, way):
    cache.clear()
    hands, scripts = WAYS[way]
    seen = []

    def sits(who, path="/"):
        page = desk.open(path, who, scripts=scripts, viewport=PHONE)
        return Walker(hands(page), seen, scripts=scripts)

    w = SimpleNamespace(title=f"Warm and safe at home, by {way}", sits=sits)
    w.officer, w.approver, w.manager = (sits(f"MBC {role}") for role in ("officer", "approver", "manager"))
    w.fire = sits("MFS manager")

    build(w)
    consult(w)
    send_for_review(w, "First edition.")
    approve(w, "1.0")
    open_for_signature(w)
    invite(w)
    sign_as_manager(w.manager, w.title, "1.0", "Chief Executive")
    sign_as_guest(w)
    reads_in_force(w)
    decline(w)
    change(w)
    send_for_review(w, "Kept for longer.", proposed="Retention: 2 years before, 6 years now.")
    approve(w, "1.1", proposed="Retention: 2 years before, 6 years now.")
    open_for_signature(w)
    sign_as_manager(w.manager, w.title, "1.1", "Chief Executive", changed="6 years")
    sign_as_manager(w.fire, w.title, "1.1", "Area Commander")
    stands_between_them(w)
    leave(w)

    assert len(set(seen)) > 40


def build(w):
    officer = w.officer
    officer.work()
    officer.follow("Start an information sharing protocol")
    officer.choose("Regular sharing, or sharing in bulk")
    officer.press("Continue")
    officer.choose("Information sharing protocol")
    officer.write("Title", w.title)
    officer.press("Begin the draft")
    officer.reads("The draft is there. Only your team can see it.")
    w.version = DocumentVersion.objects.select_related("document__organisation").get(title=w.title)
    w.register = f"/register/{w.version.document.reference}/"

    officer.follow("Parties")
    for name in (CHARITY, FIRE):
        officer.press("Add")
        officer.write("Organisation", name)
        officer.choose("Discloses and receives")
        officer.press("Save")
        officer.reads(f"“{name} (Discloses and receives)” is added.")
    officer.press("Save and go on")
    officer.follow("Purpose and benefits")
    officer.write("Purpose", "To find people whose homes are cold or unsafe, and to help them.")
    officer.press("Save and go on")
    officer.follow("Data items")
    officer.press("Add")
    officer.write("What is shared", "Name and address")
    officer.write("About whom", "Who lives there")
    officer.press("Save")
    officer.press("Save and go on")
    officer.follow("Flows")
    for giver, taker in ((COUNCIL, CHARITY), (COUNCIL, FIRE)):
        officer.press("Add")
        officer.select("From", giver)
        officer.select("To", taker)
        officer.tick("Name and address (Who lives there)")
        officer.write("How it is sent", "Secure e-mail")
        officer.press("Save")
    officer.press("Save and go on")
    officer.follow("Lawful basis")
    officer.press("Add")
    officer.select("Basis or condition", BASIS)
    officer.press("Save")
    officer.press("Save and go on")
    officer.follow("Security")
    officer.write("How is it kept safe?", "Encrypted on the way, and read by the teams alone.")
    officer.write("What if it goes wrong?", "Whoever notices tells the others on the same day.")
    officer.press("Save and go on")
    officer.follow("Impact assessment")
    officer.choose("Done")
    officer.press("Save and go on")
    officer.follow("Retention and disposal")
    officer.write("How long do recipients keep it?", "2 years")
    officer.press("Save and go on")
    officer.press("Check your answers")
    officer.reads("It has what the law asks for before it is signed")


def consult(w):
    """The fire service reads the draft and comments on it; the officer answers."""
    officer, fire = w.officer, w.fire
    officer.follow("Ask a partner to read and comment")
    officer.write("E-mail address", "manager@mfs.example")
    officer.choose("Read this document and its drafts, and comment on them")
    officer.press("Give access")
    officer.reads("Manager of MFS has access now.")

    fire.work()
    fire.follow(f"Read and comment: {w.title}")
    fire.reads("To find people whose homes are cold or unsafe")
    fire.follow("Comments on this version")
    fire.follow("Purpose")
    fire.write("Comment", "Say that smoke alarms belong to it.")
    fire.choose(EVERYBODY)
    fire.press("Add comment")
    fire.reads("Say that smoke alarms belong to it.")

    officer.work()
    officer.reads("Comments waiting for you", "Manager of MFS wrote today.")
    officer.follow("Purpose")
    officer.press("Resolve")


def send_for_review(w, summary, *, proposed=""):
    officer = w.officer
    officer.work()
    officer.follow(f"Finish: {w.title}")
    officer.press("Check your answers")
    officer.press("Send for review")
    if proposed:
        officer.reads("Proposed: Material", proposed, "What you choose below counts.")
    officer.write("What changed, and why?", summary)
    officer.choose("Material: changes what people must do")
    officer.press("Send for review")
    officer.reads("is sent for review")


def approve(w, number, *, proposed=""):
    approver = w.approver
    approver.work()
    approver.follow(f"Approve: {w.title}")
    if proposed:
        approver.reads(proposed, "Whoever sent it for review chose the same.")
    approver.choose("Approve")
    approver.press("Record decision")
    approver.reads("Approved. Now open it for signature.", f"Open version {number} for signature")
    if proposed:
        approver.reads(proposed)


def open_for_signature(w):
    approver = w.approver
    w.closes_on = timezone.localdate() + timedelta(days=20)
    approver.choose("Between any two parties, once both have signed")
    approver.write("Last day to sign", day(w.closes_on))
    approver.press("Open for signature")
    approver.reads("is open for signature. Everybody who is asked will be told.")


def invite(w):
    approver = w.approver
    approver.follow(f"Invite somebody {CHARITY}")
    approver.write("Name of the person", GUEST)
    approver.write("Work e-mail address", GUEST_ADDRESS)
    approver.press("Send the invitation")
    approver.reads(GUEST, GUEST_ADDRESS)


def sign_as_manager(manager, title, number, post, *, changed=""):
    manager.work()
    due = timezone.localdate() + timedelta(days=20)
    manager.reads(f"Version {number}, the last day to sign is {day(due)}", "Due in 20 days")
    manager.follow(f"Sign or decline: {title}")
    if changed:
        manager.reads("What changed since you signed version 1.0", changed)
    manager.tick(str(DECLARATIONS[Kind.SIGNATURE]))
    manager.write("Your post", post)
    prove(manager)
    manager.press("Sign this version")
    manager.reads("Receipt of a signature", f"has signed version {number}.", post)


def prove(person):
    """The password once more, unless it was given a short time ago."""
    if person.page.get_by_label("Your password, once more", exact=True).count():
        person.write("Your password, once more", PASSWORD)


def sign_as_guest(w):
    """By the link in one e-mail and the code in another; neither stands on any page or in any table."""
    posting.send_due()
    letter = mail.outbox[-1]
    assert letter.to == [GUEST_ADDRESS]
    guest = w.sits("anonymous", f"/sign/{LINK.search(letter.body)[1]}/")
    guest.reads(f"{COUNCIL} asks {CHARITY} to sign an agreement")
    guest.press("Send me the code")
    assert mail.outbox[-1].to == [GUEST_ADDRESS]
    guest.write("The code from our e-mail", CODE.search(mail.outbox[-1].body)[1])
    guest.press("Go on")
    guest.reads(w.title, "To find people whose homes are cold or unsafe")
    guest.press("Sign")
    guest.write("Your post", "Chair of trustees")
    guest.tick(str(DECLARATIONS[Kind.SIGNATURE]))
    guest.press("Sign this version")
    guest.reads("You signed this version on")


def reads_in_force(w):
    approver = w.approver
    approver.go_to(w.register)
    approver.reads(w.title, "In force")
    approver.follow("Who can rely on it with whom")
    approver.select("Who sends", COUNCIL)
    approver.select("Who receives", CHARITY)
    approver.press("Show the answer")
    approver.reads(f"Yes: {COUNCIL} can send {CHARITY} what stands below under this agreement.")
    approver.select("Who receives", FIRE)
    approver.press("Show the answer")
    approver.reads(f"Between {COUNCIL} and {FIRE} people decide case by case today, without this agreement.")


def decline(w):
    fire = w.fire
    fire.work()
    fire.follow(f"Sign or decline: {w.title}")
    fire.follow("Decline or ask for changes")
    fire.choose("We decline to sign this version")
    fire.write("Why?", "Two years are too short for us.")
    fire.press("Send the answer")
    fire.reads("Declined", "Two years are too short for us.")
    fire.work()
    expect(fire.page.get_by_role("link", name=w.title)).to_have_count(0)


def change(w):
    officer = w.officer
    officer.go_to(w.register)
    officer.follow("Start a new draft")
    officer.choose("Version 1.0: In force")
    officer.choose("A change: it will be version 1.1")
    officer.press("Start the draft")
    officer.follow("Retention and disposal")
    officer.write("How long do recipients keep it?", "6 years")
    officer.press("Save and go on")


def stands_between_them(w):
    """The new version between the two who signed it, and the old one still with the charity."""
    approver = w.approver
    approver.go_to(w.register)
    approver.follow("Who can rely on it with whom")
    for taker, number in ((FIRE, "1.1"), (CHARITY, "1.0")):
        approver.select("Who sends", COUNCIL)
        approver.select("Who receives", taker)
        approver.press("Show the answer")
        approver.reads(f"Yes: {COUNCIL} can send {taker} what stands below under this agreement.")
        expect(approver.page.locator("#answer")).to_contain_text(number)


def leave(w):
    fire = w.fire
    fire.go_to(w.register)
    fire.follow("Who joins, leaves or pauses")
    fire.follow(f"Leave for {FIRE}")
    fire.write("First day without your organisation", day(timezone.localdate() + timedelta(days=90)))
    fire.write("Why?", "The visits end.")
    fire.tick(str(DECLARATIONS[Kind.LEAVING]))
    fire.write("Your post", "Area Commander")
    prove(fire)
    fire.press("Give notice")
    fire.reads("The notice is given. The other parties are told.", "The visits end.")
    fire.follow("Declare what became of the information")
    fire.write("What became of the information", "The lists of addresses were deleted today.")
    fire.tick(str(DECLARATIONS[Kind.DISPOSAL]))
    fire.write("Your post", "Area Commander")
    prove(fire)
    fire.press("Declare it")
    fire.reads("The lists of addresses were deleted today.")
    w.manager.go_to(w.register)
    w.manager.follow("Who joins, leaves or pauses")
    w.manager.reads("The visits end.", "The lists of addresses were deleted today.")


def day(value):
    return f"{value.day} {value:%B %Y}"
