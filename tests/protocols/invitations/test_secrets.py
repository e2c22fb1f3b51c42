"""The link and the code are nowhere but in the mailbox: in no page, log, event, history, header or other e-mail."""

from __future__ import annotations

import logging

import pytest
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.core.serializers import serialize
from django.test import Client

from audit.models import Event
from config.logs import WithoutSecrets
from protocols.models import InvitationCode
from protocols.services import posting
from protocols.tokens import token_of
from tests.protocols.invitations.world import come_in, fields, link, mailed_code, make_invited

pytestmark = pytest.mark.django_db


def test_neither_link_nor_code_is_in_any_table(django_capture_on_commit_callbacks):
    cache.clear()
    w = make_invited()
    posting.send_due()
    client = come_in(w, django_capture_on_commit_callbacks)
    code = mailed_code()
    client.post("/invited/sign/", fields(client))
    token = token_of(w.invitation.pk)
    assert token in mail.outbox[0].body  # so that what follows can fail
    assert InvitationCode.objects.exists()

    for model in apps.get_models():
        held = serialize("json", model._base_manager.all())
        assert token not in held, model
        assert f'"{code}"' not in held, model
    for event in Event.objects.all():
        assert token not in str(vars(event)), event
        assert f'"{code}"' not in str(event.facts), event
    assert client.session.items()
    assert token not in str(dict(client.session.items()))


def test_who_invites_sees_the_link_nowhere(django_capture_on_commit_callbacks):
    cache.clear()
    w = make_invited()
    posting.send_due()
    token = token_of(w.invitation.pk)
    base = f"/documents/{w.version.document.reference}/versions/{w.version.number}/invitations"
    for person in (w.approver, w.administrator, w.manager, w.auditor):
        client = Client()
        client.force_login(person)
        for path in (
            f"{base}/",
            f"{base}/{w.seat.position}/",
            f"{base}/{w.seat.position}/send-anew/",
            f"{base}/{w.seat.position}/revoke/",
            "/log/",
            f"/documents/{w.version.document.reference}/history/",
        ):
            response = client.get(path)
            assert token not in response.content.decode(), path
            assert token not in str(response.headers), path
            assert w.invitation.token_sha256 not in response.content.decode(), path


def test_other_mail_has_no_link(django_capture_on_commit_callbacks):
    cache.clear()
    w = make_invited()
    posting.send_due()
    client = come_in(w, django_capture_on_commit_callbacks)
    client.post("/invited/sign/", fields(client))
    token = token_of(w.invitation.pk)

    with_link = [each for each in mail.outbox if token in str(each.message())]

    assert [each.to for each in with_link] == [[w.invitation.address]]
    assert len(mail.outbox) > 1


def test_the_log_hides_the_link(client, caplog):
    cache.clear()
    w = make_invited()
    token = token_of(w.invitation.pk)
    hide = WithoutSecrets()
    with caplog.at_level(logging.DEBUG):
        client.get(link(w.invitation)[:-2] + "x/")
        client.get(link(w.invitation) + "more")
        client.put(link(w.invitation))
        logging.getLogger("django.request").warning("Not Found: %s", link(w.invitation))
        try:
            raise RuntimeError(link(w.invitation))
        except RuntimeError:
            logging.getLogger("django.request").exception("Fault")
    lines = []
    for record in caplog.records:
        record.exc_text = None
        assert hide.filter(record)
        lines.append(logging.Formatter().format(record))

    said = "\n".join(lines)
    assert "/sign/…" in said
    assert token not in said
    assert token[:-1] not in said
