"""The link and the code of an invitation are met in the mailbox of who is invited, and nowhere else, by nobody."""

from __future__ import annotations

import io
import logging
import re
from functools import partial

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import caches
from django.core.mail import EmailMessage
from django.db import connection
from django.http import HttpResponseRedirect
from django.test import Client, TestCase, override_settings
from django.urls import reverse

from config.logs import WithoutSecrets
from governance.models import Body
from governance.notices import delivering, refreshing
from protocols.models import InvitationCode
from protocols.pdf import signed_copy
from protocols.services import certificates, inviting, posting
from protocols.tokens import fingerprint_of, token_of
from tests.canary.crawl import addresses_of, walk, words_of
from tests.once import rolled_back
from tests.people import make_people
from tests.protocols.invitations.world import CODE, again, come_in, fields, link, seat_of
from tests.protocols.signing.world import furnish, invite_somebody, make_open, sign

pytestmark = pytest.mark.django_db
GUESTS = {"POL": "pat@police.example", "NPT": "sam@trust.example", "NEW": "kim@new.example"}
STARTS = (
    "/", "/work/", "/notifications/", "/log/", "/register/", "/register.csv", "/register.json",
    "/register/changes.atom", "/register/map/", "/register/map.csv", "/organisations/", "/search/?q=pat", "/sign-in/",
    "/invited/code/", "/invited/", "/invited/sign/", "/invited/ask/", "/invited/text.json", "/invited/receipt.txt",
    "/invited/your-data.json", "/invited/your-data.csv",
)  # fmt: skip
SIGNED_IN = {  # by their name in the world
    "who invites": "approver",
    "administrator": "administrator",
    "auditor": "auditor",
    "manager of the invited": "trust",
    "practitioner": "practitioner",
    "officer of the invited": "stranger",
}
CRAWLERS = ["anonymous", "guest", "another guest", *SIGNED_IN]
RARE = {"practitioner", "officer of the invited"}  # may less than another of their organisation
PRINTED_FOR = "guest"  # the others would wait for the same PDF
HELP = re.compile(r"/(help|guidance|policies)/")


class Secrets:
    """Names of secrets, and how they would look. What is kept of a secret is none, and is shown to nobody either."""

    def __init__(self):
        self.of, self.kept = {}, {}

    def add(self, name, secret, kept):
        self.of[name] = re.compile(rf"(?<![0-9A-Za-z.]){re.escape(secret)}(?![0-9A-Za-z])")
        self.kept[f"what is kept of {name}"] = re.compile(kept)

    def told(self, text, *, kept=True):
        found = self.of | self.kept if kept else self.of
        return {name for name, pattern in found.items() if pattern.search(text)}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """POL signed by a second link and its code; NPT asked for a code, which is still good; NEW has its link alone."""
    folder = tmp_path_factory.mktemp("media")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=str(folder)),
        rolled_back(),
        OperatorsLog(logging.getLogger()) as log,
    ):
        w = make_world()
        w.log = log
        yield w


class OperatorsLog:
    """All that operators read of what a logger is told."""

    def __init__(self, logger):
        self.logger, self.written = logger, io.StringIO()
        self.handler, self.level = logging.StreamHandler(self.written), logger.level
        self.handler.addFilter(WithoutSecrets())

    def __enter__(self):
        self.logger.addHandler(self.handler)
        self.logger.setLevel(settings.LOGGING["root"]["level"])
        return self

    def __exit__(self, *_error):
        self.logger.removeHandler(self.handler)
        self.logger.setLevel(self.level)

    def text(self):
        return self.written.getvalue()


def make_world():
    for cache in caches.all():
        cache.clear()
    mail.outbox = []
    committed = partial(TestCase.captureOnCommitCallbacks, execute=True)
    w = furnish(make_people())
    w.version = make_open(w, " ".join(["NCC", *GUESTS]))
    w.secrets, w.clients = Secrets(), {}
    with committed():
        invited = {
            code: invite_somebody(
                seat_of(w.version, code), by=w.approver, name=f"Guest of {code}", address=address
            )
            for code, address in GUESTS.items()
        }
        first = invited["POL"]
        posting.send_due()
        invited["POL"] = inviting.send_anew(first, by=w.approver)
        posting.send_due()
    w.invited = {code: again(invitation) for code, invitation in invited.items()}
    sign(w, w.version, "NCC")
    guest = Client(headers={"referer": f"{settings.PUBLIC_BASE_URL}{link(w.invited['POL'])}"})
    w.clients["guest"] = come_in(w, TestCase.captureOnCommitCallbacks, guest, w.invited["POL"])
    codes = {"POL": CODE.search(mail.outbox[-1].body)[1]}
    for page, values in (("ask", {"name": "Pat", "text": "How long is it kept?"}), ("sign", fields(guest))):
        with committed():
            assert guest.post(f"/invited/{page}/", values).status_code == 302
    w.clients["another guest"] = Client()
    with committed():
        assert w.clients["another guest"].post(link(w.invited["NPT"])).status_code == 302
    codes["NPT"] = CODE.search(mail.outbox[-1].body)[1]
    refreshing.refresh_all()
    delivering.deliver()
    w.mails = list(mail.outbox)
    for name, invitation in {**w.invited, "POL before": first}.items():
        token = token_of(invitation.pk)
        w.secrets.add(f"link of {name}", token, fingerprint_of(token))
    for name, code in codes.items():
        w.secrets.add(f"code of {name}", code, InvitationCode.objects.last_of(w.invited[name]).mac)
    w.clients["anonymous"] = Client()
    for name, attribute in SIGNED_IN.items():
        w.clients[name] = Client()
        w.clients[name].force_login(getattr(w, attribute))
    return w


def whole(response):
    """All that comes back, also where it leads to and what the browser shall keep."""
    return "\n".join([words_of(response), response.headers.get("Location", ""), response.cookies.output()])


def met_by(w, who):
    """Where somebody met a secret, which, and how many answers were read."""
    invitations = reverse("protocols:invitations", args=[w.version.document.reference, w.version.number])
    start = [*STARTS, *addresses_of(w.version, w.organisation), invitations]
    start += [f"{invitations}{seat}/{page}" for seat in range(1, 5) for page in ("", "send-anew/", "revoke/")]
    met, answers = {}, 0

    def is_left_out(address):
        return bool(HELP.match(address)) or (address.endswith(".pdf") and who != PRINTED_FOR)

    for address, response in walk(w.clients[who], start, is_left_out):
        answers += 1
        if told := w.secrets.told(whole(response)):
            met[address] = told
    return met, answers


def mails_with(w, mails):
    """To whom each secret was sent."""
    found = {name: [] for name in w.secrets.of}
    for each in mails:
        for name in w.secrets.told(f"{each.message()}\n{each.body}"):
            found.setdefault(name, []).append(each.recipients())
    return found


def columns_with(w):
    """Tables and columns in which a secret stands in clear, and those in which what is kept of one stands."""
    clear, kept = set(), set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    text = (
                        bytes(value).decode("latin-1")
                        if isinstance(value, (bytes, memoryview))
                        else str(value)
                    )
                    told = w.secrets.told(text)
                    clear |= {(table, name) for each in told if each in w.secrets.of}
                    kept |= {(table, name) for each in told if each in w.secrets.kept}
    return clear, kept


@pytest.mark.parametrize(
    "who", [pytest.param(who, marks=pytest.mark.long) if who in RARE else who for who in CRAWLERS]
)
def test_nobody_meets_a_secret_on_a_page(world, who, record_property):
    with rolled_back():
        met, answers = met_by(world, who)

    assert met == {}
    assert answers > 100
    record_property("figure", f"{who}: {answers} answers read, links and codes of invitations met: 0")


@pytest.mark.parametrize("code", GUESTS)
def test_the_link_itself_says_nothing_of_itself(world, code):
    """Whatever is asked of it: no word of it to other sites, caches, or the address that comes after."""
    where = link(world.invited[code])
    for method, path, values in (
        ("get", where, {}),
        ("head", where, {}),
        ("put", where, {}),
        ("post", where, {}),
        ("post", where, {"new_link": "1"}),
        ("get", where.rstrip("/"), {}),
        ("get", f"{where}more/", {}),
        ("get", f"{where[:-2]}_/", {}),
    ):
        with rolled_back():
            response = getattr(Client(headers={"referer": where}), method)(path, values)

        assert world.secrets.told(f"{words_of(response)}{response.cookies.output()}") == set(), (method, path)
        leads_to = response.headers.get("Location", "")
        assert leads_to in ("", "/invited/code/") or (leads_to, path) == (where, where.rstrip("/"))
        assert response["Referrer-Policy"] in ("no-referrer", "same-origin")
        if path == where:
            assert response["Referrer-Policy"] == "no-referrer", method
            assert response["Cache-Control"] == "no-store, private", method


def test_each_secret_was_mailed_to_who_is_invited_alone(world):
    addresses = GUESTS | {"POL before": GUESTS["POL"]}

    assert mails_with(world, world.mails) == {
        name: [[addresses[name.partition(" of ")[2]]]] for name in world.secrets.of
    }
    assert {"approver@northshire.example", "manager@northshire.example"} <= {
        address for each in world.mails for address in each.recipients()
    }  # who were told of it, and had a mail that could have leaked


def test_what_is_kept_of_a_secret_is_kept_once_and_the_secret_nowhere(world):
    assert columns_with(world) == (
        set(),
        {("protocols_invitation", "token_sha256"), ("protocols_invitationcode", "mac")},
    )
    for body in Body.objects.all():
        assert world.secrets.told(body.unpacked().decode()) == set()
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    assert any(str(world.invited["POL"].pk) in session for session in sessions)
    assert [world.secrets.told(session) for session in sessions if world.secrets.told(session)] == []
    for cache in caches.all():
        assert world.secrets.told(str(vars(cache).get("_cache", ""))) == set()


def test_the_signed_copy_holds_none(world):
    printed = signed_copy(world.version, certificates.stated(world.version))

    assert GUESTS["POL"] in printed.html
    assert world.secrets.told(printed.html) == set()


def test_operators_read_none(world):
    with rolled_back():
        for where in map(link, world.invited.values()):
            Client().get(f"{where}more/")
            Client().put(where)
            Client().post("/invited/code/", {"code": "12 34"})

    assert "/sign/…" in world.log.text()
    assert world.secrets.told(world.log.text()) == set()
    assert all("without_secrets" in each["filters"] for each in settings.LOGGING["handlers"].values())


def test_a_secret_out_of_place_is_found(world):
    """The test of the tests: on a page, in a column, where a page leads to, in a cookie, a mail and the log."""
    token, name = token_of(world.invited["NEW"].pk), "link of NEW"
    invitations = reverse(
        "protocols:invitations", args=[world.version.document.reference, world.version.number]
    )
    with rolled_back():
        seat, address = seat_of(world.version, "NEW"), GUESTS["NEW"]
        invite_somebody(seat, by=world.approver, name=f"Kim {token}", address=address)

        assert world.secrets.told(whole(world.clients["who invites"].get(invitations))) == {name}
        assert ("protocols_invitation", "name") in columns_with(world)[0]
    response = HttpResponseRedirect(f"/help/?from={link(world.invited['NEW'])}")
    assert world.secrets.told(whole(response)) == {name}
    response = HttpResponseRedirect("/")
    response.set_cookie("from", token)
    assert world.secrets.told(whole(response)) == {name}
    to_sender = EmailMessage("Asked", f"We asked Kim: /sign/{token}/", None, [world.approver.email])
    assert mails_with(world, [*world.mails, to_sender])[name] == [[GUESTS["NEW"]], [world.approver.email]]
    with OperatorsLog(logging.Logger("planted")) as log:
        log.logger.warning("made %s", token)
    assert world.secrets.told(log.text()) == {name}
