"""A picture by file:// or http://, typed into a text, is printed as the words that it is; nothing is fetched."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from tests.factories.governance import draft_of, make_document
from tests.governance.pdf.helpers import assert_sound, words_of
from tests.governance.pdf.test_render import CANARY, canary, listener  # noqa: F401  # fixtures, by their names
from tests.refusals.helpers import signed_in, url, words

pytestmark = pytest.mark.django_db


def test_a_picture_from_outside_is_not_fetched(
    client,
    people,
    tmp_path,
    listener,  # noqa: F811
    canary,  # noqa: F811
    record_property,
):
    address, hits = listener
    version = draft_of(make_document(people.organisation, people.officer))
    section = version.sections.first()
    lines = []
    for target in (canary, "file:///etc/passwd", address):
        lines += [f"![a picture]({target})", f'<img src="{target}">', f'<svg><image href="{target}"/></svg>']
    edit = url("section-edit", version, section.key)

    signed_in(client, people.officer)
    saved = client.post(edit, {"body": "\n\n".join(lines), "base": str(section.lock)})
    page = client.get(url("version", version))
    pdf = client.get(url("version-pdf", version))

    assert (saved.status_code, page.status_code, pdf.status_code) == (302, 200, 200)
    html = page.content.decode()
    assert "<img" not in html.partition("<main")[2].partition("</main>")[0]
    assert f'<img src="{address}">' in words(page)
    printed = words_of(pdf.content)
    assert f'<imgsrc="{canary}">' in printed
    assert CANARY.replace(" ", "") not in printed.replace(canary, "")
    assert "root:" not in printed
    assert hits == []
    assert_sound(pdf.content, tmp_path)
    with pikepdf.Pdf.open(BytesIO(pdf.content)) as opened:
        images = [name for page in opened.pages for name in page.get_images()]
    assert images == []
    record_property(
        "figure", f"{len(lines)} pictures by file:// and http:// in a text: printed as words, 0 fetched"
    )
