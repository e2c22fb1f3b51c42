"""What people do in their browser, done in a process of its own: `python -m tests.real.launch NAME WORDS`."""

from __future__ import annotations

import json
from contextlib import ExitStack
from html.parser import HTMLParser
from pathlib import Path

from django.test import Client

from audit import actors
from governance.models import DocumentVersion
from organisations.models import Identifier, Organisation, User
from organisations.services.organisations import found_organisation
from tests.forms_on_pages import forms_of

LISTS = "/organisations/import/"


def submit(email, reference):
    send(email, f"/documents/{reference}/versions/1.0/submit/", change_summary="Taken from our statement")


def approve_and_publish(email, reference):
    version = f"/documents/{reference}/versions/1.0"
    send(email, f"{version}/review/", decision="approve", forum="Information governance board, minute 7")
    send(email, f"{version}/publish/", when="today")


def send(email, path, **typed):
    """Opens the page as that person, types into its form, and sends it. Raises AssertionError if it is not taken."""
    client = Client()
    client.force_login(User.objects.get(email=email))
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code)
    form = next(form for form in forms_of(page.content.decode()) if typed.keys() <= form.fields.keys())
    answer = client.post(form.target(path), {**form.fields, **typed})
    assert answer.status_code == 302, (path, answer.status_code, answer.content.decode())


def keep_register(code, name):
    """Enters the organisation that keeps the register of bodies, as whoever sets it up would."""
    found_organisation(code, by=actors.job("tests"), name=name, kind="council")


def upload_lists(email, *paths):
    """Chooses the files on the page and has them checked. Returns the address of the import."""
    client = Client()
    client.force_login(User.objects.get(email=email))
    page = client.get(LISTS)
    form = next(form for form in forms_of(page.content.decode()) if "once" in form.fields)
    with ExitStack() as opened:
        files = [opened.enter_context(Path(path).open("rb")) for path in paths]
        answer = client.post(LISTS, {**form.fields, "lists": files})
    assert answer.status_code == 302, (answer.status_code, answer.content.decode())
    return answer.url


def bring_in(email, path):
    """Agrees to what was found, twice, as an impatient hand does."""
    for _click in range(2):
        client = Client()
        client.force_login(User.objects.get(email=email))
        asked = client.get(f"{path}bring-in/")
        forms = forms_of(asked.content.decode()) if asked.status_code == 200 else []
        form = next((form for form in forms if "planned" in form.fields), None)
        if form is not None:
            assert client.post(f"{path}bring-in/", form.fields).status_code == 302


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
        "keep_register": keep_register,
        "upload_lists": upload_lists,
        "bring_in": bring_in,
        "approve_and_publish": approve_and_publish,
        "read": read,
        "register": register,
        "standing": standing,
    }
    print(json.dumps(todo[name](*words), default=str))
