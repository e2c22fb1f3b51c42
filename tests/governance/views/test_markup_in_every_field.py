"""The same markup typed into every text field on the way of a document comes back as text, on pages and in print."""

import pytest
from django.urls import reverse

from governance.models import Document
from governance.pdf.html import document_html
from tests.governance.views.test_control import entries

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;"


def typed(field):
    """Markup that says in which field it was typed."""
    return f"{field}{SCRIPT}"


def test_markup_typed_anywhere_is_text_everywhere(client, people):
    client.force_login(people.officer)
    client.post(
        reverse("governance:document-new"),
        {
            "organisation": people.organisation.pk,
            "kind": "code_of_practice",
            "title": typed("first-title"),
            "language": "en-gb",
            "start": "headings",
        },
    )
    document = Document.objects.get()

    def url(name, *more):
        return reverse(f"governance:{name}", args=[document.reference, "1.0", *more])

    def at(name):
        return reverse(f"governance:{name}", args=[document.reference])

    client.post(
        url("details"),
        {"title": typed("title"), "marking": "official", "handling": typed("handling"), "lock": 1},
    )
    added = client.post(url("section-add"), {"heading": typed("heading")})
    client.post(
        added.url,
        {
            "heading": typed("heading"),
            "body": f"{typed('body')}\n\n- {typed('item')}",
            "base": 1,
            "save": "1",
        },
    )
    texts = ("owner_role", "distribution", "consulted", "equality_impact", "retention")
    texts += ("signed_original",)
    client.post(at("control"), entries(client, document, **{name: typed(name) for name in texts}))
    own_pages = [
        client.get(page) for page in (url("draft"), url("details"), added.url, at("control"), url("submit"))
    ]
    client.post(url("submit"), {"change_summary": typed("summary"), "grade": "material"})
    client.force_login(people.approver)
    reviewed = client.get(url("review"))
    client.post(
        url("review"),
        {
            "decision": "approve",
            "lock": reviewed.context["version"].lock,
            "forum": typed("forum"),
            "note": typed("note"),
        },
    )
    deciding = client.get(url("disclosure"))
    withheld = f"withheld-section-{document.versions.get().sections.get(heading__startswith='heading').key}"
    client.post(
        url("disclosure"),
        {
            "publication": "redacted",
            "reason": typed("publication_reason"),
            "seen": deciding.context["form"]["seen"].value(),
            withheld: "on",
            f"{withheld}-reason": typed("part_reason"),
        },
    )
    publishing = client.get(url("publish"))
    client.post(url("publish"), {"when": "today"})
    public_pages = [client.get(page) for page in (document.get_absolute_url(), url("version"), at("history"))]
    public_pages.append(client.get(document.get_absolute_url(), {"as": "public"}))
    printed = document_html(document.versions.get())

    pages = [*own_pages, reviewed, deciding, publishing, *public_pages]
    assert [page.status_code for page in pages] == [200] * len(pages)
    assert [page.request["PATH_INFO"] for page in pages if SCRIPT in page.content.decode()] == []
    assert all(ESCAPED in page.content.decode() for page in pages)
    assert SCRIPT not in printed
    for field in (
        "title",
        "handling",
        "heading",
        "body",
        "item",
        *texts,
        "publication_reason",
        "summary",
        "forum",
    ):
        assert f"{field}{ESCAPED}" in printed
    assert f"part_reason{ESCAPED}" in public_pages[-1].content.decode()
