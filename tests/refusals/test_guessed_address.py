"""Another organisation's draft, by a guessed address, is answered exactly like one that does not exist."""

from __future__ import annotations

import re
from uuid import NAMESPACE_URL, uuid5

import pytest
from django.urls import URLPattern, get_resolver, reverse

from config.views.errors import SIGNS
from tests.factories.governance import draft_of, make_document
from tests.refusals.helpers import changed, signed_in, stored

pytestmark = pytest.mark.django_db
DRAWN = re.compile(  # at random for each answer: a form's token, and the number of a 405 for the operators
    rb'name="csrfmiddlewaretoken" value="[^"]*"|\b[%s]{4}-[%s]{4}\b' % (SIGNS.encode(), SIGNS.encode())
)
NAMED = re.compile(r"<(?:\w+:)?(\w+)>")  # <int:key> of a path, (?P<reference>...) of an expression


def document_key(words):
    """A key that is the same for the same words."""
    return uuid5(NAMESPACE_URL, words)


def addresses_of(document, key):
    """Every address that names a document, by the name of the URL."""
    found = {}
    words = {
        "reference": document,
        "number": "1.0",
        "key": key,
        "file": 1,
        "rows": "parties",
        "position": 1,
        "round": 1,
        "code": "NPT",
        "task": "parties",
    }
    for entry in get_resolver().url_patterns:
        for pattern in getattr(entry, "url_patterns", []):
            if not isinstance(pattern, URLPattern) or "<reference>" not in str(pattern.pattern):
                continue
            named = {name: words[name] for name in NAMED.findall(str(pattern.pattern))}
            if "int:key" in str(pattern.pattern):
                named["key"] = 1
            if "uuid:key" in str(pattern.pattern):
                named["key"] = document_key(key)
            found[pattern.name] = reverse(f"{entry.app_name}:{pattern.name}", kwargs=named)
    return found


def answered(response, reference):
    """All that a reader could tell two answers apart by, but the address that they typed and what is drawn."""
    headers = {name: value.replace(reference, "REF") for name, value in response.headers.items()}
    content = DRAWN.sub(b"", response.content).replace(reference.encode(), b"REF")
    return response.status_code, headers, content, sorted(response.cookies)


@pytest.mark.parametrize("who", ["stranger", "practitioner", "anonymous"])
def test_a_draft_of_others_is_answered_like_a_missing_one(client, people, who, record_property):
    document = make_document(people.organisation, people.officer, title="Nobody knows of this yet")
    section = draft_of(document).sections.first()
    missing = f"{document.reference[:-4]}9999"
    if who != "anonymous":
        signed_in(client, getattr(people, who))
    before = stored()
    theirs, nothing = addresses_of(document.reference, section.key), addresses_of(missing, section.key)

    compared = 0
    for name, address in theirs.items():
        for method in ("get", "post"):
            data = {"body": "x", "base": "1", "reason": "x", "title": "x"} if method == "post" else {}
            first = answered(getattr(client, method)(address, data), document.reference)
            second = answered(getattr(client, method)(nothing[name], data), missing)
            assert first == second, f"{method} {name}"
            assert first[0] in ({302, 404, 405} if who == "anonymous" else {404, 405}), (
                f"{method} {name}: {first[0]}"
            )
            assert b"Nobody knows of this yet" not in first[2]
            compared += 1

    assert len(theirs) >= 20
    assert changed(before) == []
    record_property(
        "figure",
        f"a draft by guessed address, {who}: {compared} answers equal those to a missing one",
    )
