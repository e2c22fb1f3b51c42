"""A paste of 50 MB through a real socket: a page that says what is too large, and everything as it was."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from audit.models import Event
from config.middleware import content_length
from governance.models import Section, SectionDraft
from governance.services.sections import keep_draft
from tests.factories.governance import draft_of, make_document
from tests.people import make_people

SIZE = 50 * 1024 * 1024
SENTENCE = "What was sent is larger than this service takes, which is 5 MB. Nothing was saved."


class Writing:
    """An officer with the editor of a section open, and some of the text kept by autosave."""

    def __init__(self):
        self.people = make_people()
        version = draft_of(make_document(self.people.organisation, self.people.officer))
        self.section = version.sections.first()
        keep_draft(self.section, self.people.officer, "Typed so far.", self.section.lock)
        self.path = f"/documents/{version.document.reference}/versions/1.0/sections/{self.section.key}/"
        self.client = Client()
        self.client.force_login(self.people.officer)
        self.before = self.stands()

    def stands(self):
        section = Section.objects.get(pk=self.section.pk)
        typed = SectionDraft.objects.get(section=section).text
        return section.body, section.lock, typed, Event.objects.count()

    def headers(self, length):
        cookies = self.client.cookies
        return {
            "Content-Type": "application/x-www-form-urlencoded",
            "Content-Length": str(length),
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={cookies[settings.SESSION_COOKIE_NAME].value}",
        }


def paste(address, path, headers, beginning, size):
    """Sends the whole body, as a browser does, and only then reads. Returns status and page."""
    connection = http.client.HTTPConnection(address, timeout=60)
    connection.putrequest("POST", path)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(beginning)
    piece, left = b"a" * (1024 * 1024), size - len(beginning)
    while left > 0:
        connection.send(piece[:left])
        left -= len(piece)
    answer = connection.getresponse()
    read = answer.read().decode()
    connection.close()
    return answer.status, read


def check(address, writing, record_property, server):
    began = time.monotonic()

    status, page = paste(address, writing.path, writing.headers(SIZE), b"base=1&body=", SIZE)

    took = time.monotonic() - began
    assert (status, SENTENCE in page) == (413, True)
    assert writing.stands() == writing.before
    record_property(
        "figure", f"50 MB pasted through {server}: 413 in a sentence, {took:.1f} s, nothing changed"
    )


@pytest.mark.django_db(transaction=True)
def test_fifty_megabytes_are_refused_in_a_sentence(live_server, record_property):
    check(urlsplit(live_server.url).netloc, Writing(), record_property, "Django's own server")


@pytest.fixture
def listening():
    """A socket on a free port, handed over to the server that is started."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        opened.listen(16)
        yield opened


def test_the_server_of_production_refuses_them_in_the_same_sentence(listening, database_url, record_property):
    """Without a session: the answer comes before anybody asks who sent it."""
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"fd://{listening.fileno()}"],
        env=os.environ | {"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        pass_fds=[listening.fileno()],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    host, port = listening.getsockname()
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(SIZE)}
    try:
        status, page = paste(f"{host}:{port}", "/sign-in/", headers, b"login=", SIZE)
    finally:
        with server:
            server.terminate()

    assert (status, SENTENCE in page) == (413, True)
    record_property("figure", "50 MB pasted through gunicorn: 413 in a sentence")


@pytest.mark.django_db
@pytest.mark.parametrize(("length", "status"), [(5 * 1024 * 1024, 200), (5 * 1024 * 1024 + 1, 413)])
def test_the_limit_is_the_one_that_the_page_names(client, length, status):
    answer = client.post("/sign-in/", b"a" * length, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("said", "length"), [("17", 17), ("", 0), ("no number", 0), ("9" * 30, 0), (None, 0)]
)
def test_a_length_that_is_no_number_is_none(rf, said, length):
    request = rf.get("/")
    request.META["CONTENT_LENGTH"] = said

    assert content_length(request) == length
