"""The forms that stand on a page, as a browser would send them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

TEXTS = {"text", "search", "email", "url", "tel", "number", "password"}


@dataclass
class FormOnPage:
    """`fields`: what is sent as it stands; `texts`: names of the fields in which somebody types."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def target(self, path):
        """The address that it is sent to, from a page at `path`."""
        return urldefrag(urljoin(path, self.action)).url

    def filled(self, text, button, given=None):
        """What is sent by that button when `text` is typed into every field, save those that are `given`."""
        typed = {name: (given or {}).get(name, text) for name in self.texts}
        return {**self.fields, **typed, **({button[0]: button[1]} if button[0] else {})}


class Reader(HTMLParser):
    """Collects forms: of radio buttons the chosen or else the first one is sent, of lists likewise."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.forms = []
        self._area = self._select = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.forms.append(FormOnPage(given.get("action") or "", (given.get("method") or "get").lower()))
            return
        if not self.forms:
            return
        form, name = self.forms[-1], given.get("name")
        if tag == "button" and given.get("type", "submit") == "submit":
            form.buttons.append((name or "", given.get("value") or ""))
        elif tag == "option" and self._select:
            if "selected" in given or self._select not in form.fields:
                form.fields[self._select] = given.get("value") or ""
        elif not name:
            return
        elif tag == "textarea":
            self._area = name
            form.texts.append(name)
            form.fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "input":
            self._input(form, name, given)

    def _input(self, form, name, given):
        kind, value = (given.get("type") or "text").lower(), given.get("value") or ""
        if kind in TEXTS:
            form.texts.append(name)
            form.fields[name] = value
        elif kind in ("radio", "checkbox"):
            if "checked" in given or (kind == "radio" and name not in form.fields):
                form.fields[name] = value or "on"
        elif kind == "hidden":
            form.fields[name] = value

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data):
        if self._area and self.forms:
            self.forms[-1].fields[self._area] += data


def forms_of(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.forms


class Tags(HTMLParser):
    """Finds what a browser would run: scripts of the page's own, and attributes that hold a script."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "script" and not (given.get("src") or "").startswith("/static/"):
            self.found.append(f"<script {attrs}>")
        self.found += [f"<{tag} {name}>" for name in given if name.startswith("on")]
        self.found += [
            f"<{tag} {name}={value}>" for name, value in attrs if (value or "").startswith("javascript:")
        ]


def runs(html):
    tags = Tags()
    tags.feed(html)
    tags.close()
    return tags.found
