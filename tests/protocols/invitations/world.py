"""A version open for signature whose third party is asked by invitation, and what its guest does in a browser."""

from __future__ import annotations

import re

from django.core import mail
from django.db import connection
from django.test import Client

from protocols.models import Invitation, Signatory
from protocols.services import inviting, posting
from protocols.tokens import token_of
from tests.people import make_people
from tests.protocols.signing.world import furnish, make_open, without_signers

ADDRESS = "pat@police.example"
LINK = re.compile(r"/sign/([A-Za-z0-9_-]{43})/")
CODE = re.compile(r"^(\d{6})$", re.MULTILINE)
SPEC = "NCC NPT POL"


def make_invited(parties=SPEC, **opened):
    w = furnish(make_people())
    w.version = make_open(w, parties, opened=opened or None)
    w.seat = seat_of(w.version, "POL")
    with without_signers(w, "POL"):
        w.invitation = inviting.invite(w.seat, by=w.approver, name="Pat Reid", address=ADDRESS)
    return w


def seat_of(version, code):
    return Signatory.objects.select_related("organisation", "round__version__document__organisation").get(
        round__version=version, organisation__code=code, round__state="open"
    )


def again(invitation):
    return Invitation.objects.for_page().get(pk=invitation.pk)


def link(invitation):
    """What stands in the e-mail alone."""
    return f"/sign/{token_of(invitation.pk)}/"


def mailed_link():
    """The path in the last letter of invitation."""
    posting.send_due()
    return f"/sign/{LINK.search(mail.outbox[-1].body)[1]}/"


def mailed_code():
    return CODE.search(mail.outbox[-1].body)[1]


def committed(capture, act):
    """What waits for the commit happens too."""
    with capture(execute=True):
        return act()


def come_in(w, capture, client=None, invitation=None):
    """Through the link and the code, to the pages of the guest."""
    client = client or Client()
    with capture(execute=True):
        response = client.post(link(invitation or w.invitation))
    assert response.status_code == 302, response.content
    response = client.post("/invited/code/", {"code": mailed_code()})
    assert (response.status_code, response["Location"]) == (302, "/invited/"), response.content
    return client


def fields(client, **changes):
    """What the page to sign is sent with."""
    form = client.get("/invited/sign/").context["form"]
    first = {name: form.initial[name] for name in ("token", "key")}
    return {**first, "name": "Pat Reid", "post": "Chief", "agreed": "on", **changes}


def rows():
    """How many rows all tables of this app hold."""
    counts = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith("protocols_") or table == "audit_event":
                cursor.execute(f'SELECT count(*) FROM "{table}"')
                counts[table] = cursor.fetchone()[0]
    return counts
