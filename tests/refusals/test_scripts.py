"""A script typed into every text field of every form: it is shown as the words that it is, and never runs.

The forms are those that stand on the pages of tests/browser/pages.py, each sent as a browser would, with every
button. After each, the pages that show what was typed are read; then everything is undone.
"""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

import audit.forms
import governance.forms
import organisations.forms
from governance.models import DocumentVersion
from governance.services import documents, rendition, sections
from tests.browser.pages import NO_PAGES, PAGES, Page
from tests.browser.world import enter_world
from tests.factories.governance import draft_of, make_document
from tests.forms_on_pages import forms_of, runs
from tests.governance.pdf.helpers import assert_sound, words_of
from tests.once import rolled_back

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert('x-4711')</script>"
CLOSED = (
    "\"'></textarea></title>" + SCRIPT + "<img src=x onerror=alert(1)>"
)  # out of any attribute or element
FITTING = {  # for fields that take no free words, so that the others reach the register
    "email": "manager@police.northshire.example",
    "website": "https://www.northshire.example/",
    "phone": "01632 960 001",
    "review_cycle_months": "12",
    "value": "X4711",
    "scheme": "ods",
} | dict.fromkeys(
    ("starts_on", "ends_on", "effective_from", "next_review_on", "until", "on", "since", "day"), ""
)
ASKED = (
    "q",
    "after",
    "before",
    "from",
    "to",
    "show",
    "on",
    "older",
    "newer",
    "kind",
    "organisation",
    "next",
    "stay",
)


@pytest.fixture(scope="module")
def answers_wanted():
    """Fields of our forms in which somebody types, by the form's class."""
    found = {}
    for package in (audit.forms, governance.forms, organisations.forms):
        for module in pkgutil.iter_modules(package.__path__):
            for value in vars(importlib.import_module(f"{package.__name__}.{module.name}")).values():
                if (
                    isinstance(value, type)
                    and issubclass(value, forms.BaseForm)
                    and value.__module__.startswith(package.__name__)
                ):
                    fields = getattr(value, "base_fields", {})
                    found[value] = {name for name, each in fields.items() if is_typed(each)}
    return {form: fields for form, fields in found.items() if fields}


def is_typed(field):
    widget = field.widget
    return isinstance(widget, (forms.TextInput, forms.Textarea)) and not widget.is_hidden


@pytest.fixture
def world(tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return enter_world()


class Typist:
    """Opens pages as people of the world and sends their forms."""

    def __init__(self, world, tries):
        self.world, self.tries = world, tries
        self.clients = {}
        self.sent = set()  # (URL name, form's place, button)
        self.typed = set()  # names of text fields, as they were sent
        self.fields = self.taken = 0
        self.read = 0
        self.faults = []

    def client(self, who):
        if who not in self.clients:
            self.clients[who] = Client()
            if who != "anonymous":
                self.clients[who].force_login(self.world.people[who])
        return self.clients[who]

    def open(self, who, path):
        response = self.client(who).get(path)
        self.look(response, f"{path} by {who}")
        return response

    def look(self, response, where):
        self.read += 1
        if response.status_code == 405 or response.status_code in (500, 502):
            self.faults.append(f"{where}: {response.status_code}")
        if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
            self.faults += [f"{where}: {found}" for found in runs(response.content.decode())]

    def send_all(self, page: Page):
        path = page.path(self.world)
        response = self.open(page.who, path)
        if response.status_code != 200 or response.streaming:
            return
        for place, form in enumerate(forms_of(response.content.decode())):
            if not form.texts:
                continue
            for button in form.buttons or [("", "")]:
                for text, given in self.tries:
                    self.send(page, path, (place, button), form, form.filled(text, button, given))

    def send_address(self, page: Page):
        """The page with a script for everything that an address may ask."""
        path = page.path(self.world).partition("?")[0]
        self.look(
            self.client(page.who).get(path, dict.fromkeys(ASKED, CLOSED)), f"{path} by {page.who}, asked"
        )
        self.typed |= set(ASKED)

    def send(self, page, path, place, form, data):
        self.sent.add((page.name, *place))
        self.typed |= set(form.texts)
        self.fields += len(form.texts)
        target = form.target(path)
        with rolled_back():
            client = self.client(page.who)
            if form.method == "post":
                response = client.post(target, data)
            else:
                response = client.get(target.partition("?")[0], data)
            self.look(response, f"{form.method} {target} {place} by {page.who}")
            if response.status_code == 302:
                self.taken += 1
                self.read_after(page, response)
        self.clients.clear()  # their sessions are undone, too

    def read_after(self, page, response):
        """Where the form leads, and everywhere that shows what was typed."""
        self.open(page.who, response.url)
        words = {name: self.world.words.get(word, word) for name, word in page.words.items()}
        self.open("auditor", reverse("audit:log"))
        self.open(page.who, reverse("governance:work")) if page.who != "anonymous" else None
        for name in (
            "governance:document",
            "governance:history",
            "governance:version",
            "governance:version-changes",
            "governance:compare",
        ):
            if "reference" in words and ("number" in words or not name.endswith(("version", "changes"))):
                wanted = {"reference", "number"} if name.endswith(("version", "changes")) else {"reference"}
                self.open(page.who, reverse(name, kwargs={key: words[key] for key in wanted}))
        if "code" in words:
            for name in ("organisation", "settings", "people", "contacts", "appointments", "teams", "roles"):
                self.open(page.who, reverse(f"organisations:{name}", kwargs={"code": words["code"]}))


WAYS = [(SCRIPT, {}), (CLOSED, {}), (SCRIPT, FITTING), (CLOSED, FITTING)]


@pytest.mark.long
def test_a_script_in_every_text_field_of_every_form_never_runs(world, answers_wanted, record_property):
    typist = Typist(world, WAYS)

    for page in PAGES:
        if page.status == 200 and page.name not in NO_PAGES:
            typist.send_all(page)
            typist.send_address(page)

    assert typist.faults == []
    not_met = {
        f"{form.__name__}.{name}"
        for form, fields in answers_wanted.items()
        for name in fields
        if not any(name == typed or typed.startswith(f"{name}_") for typed in typist.typed)
    }
    assert not_met == set()
    record_property(
        "figure",
        f"<script> typed into {typist.fields} text fields of {len(typist.sent)} forms and buttons "
        f"({len(typist.typed)} names of fields, of {len(answers_wanted)} form classes), {typist.taken} times "
        f"taken and read again; {typist.read} pages read: 0 scripts",
    )


def test_a_script_is_printed_as_words(people, tmp_path):
    officer = people.officer
    version = draft_of(make_document(people.organisation, officer))
    section = version.sections.first()
    sections.save_section(section, by=officer, body=SCRIPT, base=section.lock)
    sections.add_section(version, by=officer, heading=SCRIPT)
    version.refresh_from_db()
    documents.change_version(
        version, by=officer, lock=version.lock, title=SCRIPT, marking="", handling=SCRIPT
    )

    content = rendition.draft_pdf(DocumentVersion.objects.for_page().get(pk=version.pk))

    assert words_of(content).count("".join(SCRIPT.split())) >= 4
    assert b"/JavaScript" not in content
    assert_sound(content, tmp_path)
