"""What people do in their browser, done in a process of its own: `python -m tests.real.launch NAME WORDS`."""

from __future__ import annotations

import json
from html.parser import HTMLParser

from django.test import Client
from django.utils import timezone

from governance.models import Document, DocumentVersion
from governance.services import publication, review
from organisations.models import Identifier, Organisation, User


def submit(email, reference):
    version = Document.objects.get(reference=reference).versions.get()
    review.submit(version, by=User.objects.get(email=email), change_summary="Taken from our statement")


def approve_and_publish(email, reference):
    person = User.objects.get(email=email)
    version = Document.objects.get(reference=reference).versions.get()
    review.approve(version, by=person, forum="Information governance board, minute 7")
    publication.publish(version, by=person, effective_from=timezone.localdate())


def read(email, *paths):
    """The status, type and words of each page as that person (or, for "-", anybody) reads it."""
    client = Client()
    if email != "-":
        client.force_login(User.objects.get(email=email))
    return {path: answered(client.get(path)) for path in paths}


def answered(response):
    kind = response.headers["Content-Type"]
    content = b"".join(response.streaming_content) if response.streaming else response.content
    text = Words.of(content.decode()) if kind.startswith("text/html") else content.hex()
    return {"status": response.status_code, "type": kind, "text": text}


class Words(HTMLParser):
    """The words of a page as it is read, without its tags."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    @classmethod
    def of(cls, html):
        words = cls()
        words.feed(html)
        words.close()
        return " ".join(" ".join(words.found).split())

    def handle_data(self, data):
        self.found.append(data)


def register():
    """Every organisation with its identifiers, as text."""
    fields = ("code", "name", "legal_name", "name_cy", "legal_name_cy", "website", "starts_on", "ends_on")
    return {
        "organisations": list(Organisation.objects.order_by("code").values(*fields)),
        "identifiers": list(Identifier.objects.values_list("scheme", "value", "organisation__code")),
    }


def standing(reference):
    version = DocumentVersion.objects.get(document__reference=reference)
    made = version.renditions.get()
    return {
        "state": version.state,
        "sections": version.sections.count(),
        "sha256": made.sha256,
        "pages": made.pages,
        "size": made.size,
    }


def main(words):
    name, *words = words
    todo = {
        "submit": submit,
        "approve_and_publish": approve_and_publish,
        "read": read,
        "register": register,
        "standing": standing,
    }
    print(json.dumps(todo[name](*words), default=str))
