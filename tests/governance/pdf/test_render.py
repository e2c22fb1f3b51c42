"""The child process: the same bytes each time, nothing from outside, an answer to every bomb."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import pikepdf
import pytest

from governance.pdf import render
from governance.pdf.errors import PdfRefused, PdfUnavailable
from governance.pdf.render import Printable, to_pdf
from governance.pdf.words import elements, role
from organisations.pictures import clean
from tests.factories.pictures import make_picture
from tests.governance.pdf.helpers import assert_sound, make_printable, words_of

DATA = "data:image/png;base64," + base64.b64encode(make_picture()).decode()
CANARY = "canary-4711-never-printed"
PAGE = '<html lang="en"><head><title>T</title>{head}</head><body><h1>T</h1>{body}</body></html>'


def page(body="", head="", css=""):
    return Printable(PAGE.format(head=head, body=body), css)


def test_two_renderings_are_the_same_bytes_and_sound(tmp_path):
    what = make_printable()

    first, second = to_pdf(what), to_pdf(what)

    assert first.content == second.content
    assert first.pages == 4
    assert_sound(first.content, tmp_path, what.html)


def test_marking_of_three_words_runs_and_stands_in_the_control_block(tmp_path):
    marking = "Not protectively marked"
    what = make_printable(marking=marking, control=(("Protective marking", marking),))

    content = to_pdf(what).content

    assert_sound(content, tmp_path, what.html)
    assert words_of(content).count("Notprotectivelymarked") == 1


def test_key_follows_everything_that_is_printed():
    what = make_printable()
    keys = {
        what.key(),
        make_printable(number="2.2").key(),
        make_printable("Other words.").key(),
        Printable(what.html, what.css + " ", what.assets, what.links).key(),
        Printable(what.html, what.css, {}, what.links).key(),
        Printable(what.html, what.css, what.assets, {}).key(),
    }

    assert len(keys) == 6
    assert make_printable().key() == what.key()


def test_nothing_of_the_renderer_is_imported_by_the_parent():
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings.test';"
        "django.setup(); import governance.services.rendition;"
        "print([name for name in ('weasyprint', 'pikepdf') if name in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=render.ROOT
    )

    assert done.stdout == "[]\n"


def test_child_knows_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hidden")

    assert "hidden" not in str(render._environment())
    assert set(render._environment()) == {
        "PYTHONHASHSEED", "LC_ALL", "TZ", "HOME", "FONTCONFIG_FILE", "XDG_DATA_HOME",
    }  # fmt: skip


# ---- nothing from outside ----------------------------------------------------------------------------


@pytest.fixture
def listener():
    """A web server on the loopback that counts who calls, whatever they ask for."""
    hits = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            hits.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(CANARY.encode())

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/canary", hits
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def canary(tmp_path):
    file = tmp_path / "canary.txt"
    file.write_text(CANARY)
    return file.as_uri()


VECTORS = {
    "link": lambda url: page(head=f'<link rel="stylesheet" href="{url}">'),
    "import": lambda url: page(css=f'@import url("{url}");'),
    "url": lambda url: page(css=f'body {{ background: url("{url}") }}'),
    "font": lambda url: page(
        css=f'@font-face {{ font-family: x; src: url("{url}") }} body {{ font-family: x }}'
    ),
    "img": lambda url: page(f'<img src="{url}" alt="x">'),
    "attachment": lambda url: page(head=f'<link rel="attachment" href="{url}">'),
    "object": lambda url: page(f'<object data="{url}"></object>'),
    "iframe": lambda url: page(f'<iframe src="{url}"></iframe><embed src="{url}">'),
    "svg": lambda url: page(f'<svg viewBox="0 0 9 9"><image href="{url}" width="9" height="9"/></svg>'),
    "use": lambda url: page(f'<svg viewBox="0 0 9 9"><use href="{url}#a"/></svg>'),
}


def printed_or_refused(what):
    """What comes out: the bytes of a PDF, or the sentence that refuses it."""
    try:
        return to_pdf(what).content, ""
    except PdfRefused as refusal:
        return b"", str(refusal)


@pytest.mark.parametrize("vector", VECTORS)
def test_renderer_fetches_nothing(vector, listener, canary):
    address, hits = listener

    for url in (canary, address):
        content, refusal = printed_or_refused(VECTORS[vector](url))
        if vector == "use":  # not drawn at all
            assert CANARY.encode() not in content
            assert 0 < len(content) < 8_000
        elif vector == "font":  # refused as soon as it wants a file to keep the font in
            assert "outside itself" in refusal
        else:
            assert url in refusal

    assert hits == []


def test_text_cannot_ask_for_anything(listener, canary, tmp_path):
    """The same ten, typed into a section: they are printed as the words that they are."""
    address, hits = listener
    lines = []
    for url in (canary, address):
        lines += [make(url).html.split("<body>")[1] for make in VECTORS.values()]
        lines += [f"![picture]({url})", f'@import url("{url}");', f"<style>@import url({url});</style>"]
    what = make_printable("\n\n".join(lines))

    pdf = to_pdf(what)

    assert hits == []
    assert CANARY not in what.html
    assert "<img" not in what.html.split("<main>")[1]
    assert_sound(pdf.content, tmp_path, what.html)


def test_link_is_printed_and_not_followed(listener):
    address, hits = listener

    to_pdf(make_printable(f"See [this]({address})."))

    assert hits == []


def test_style_may_use_our_own_pictures_alone(tmp_path):
    picture = tmp_path / "ours.svg"
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    )
    css = "body { background: url(asset:%s) }"

    assert to_pdf(Printable(page().html, css % "ours.svg", {"ours.svg": picture})).pages == 1
    with pytest.raises(PdfRefused, match=r"asset:other\.svg"):
        to_pdf(Printable(page().html, css % "other.svg", {"ours.svg": picture}))


# ---- the logo --------------------------------------------------------------------------------------


def alternatives(content):
    """What stands for each picture in the tree."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return [str(e.get("/Alt", "")) for e in elements(pdf.Root.StructTreeRoot) if role(e) == "Figure"]


@pytest.mark.parametrize(("mode", "size"), [("RGB", (300, 100)), ("RGBA", (20, 800)), ("RGB", (1, 1))])
def test_logo_is_printed_with_the_name_and_the_same_twice(mode, size, tmp_path):
    what = make_printable(logo=clean(make_picture(*size, mode=mode)).data)

    first, second = to_pdf(what), to_pdf(what)

    assert first.content == second.content
    assert_sound(first.content, tmp_path, what.html)
    assert alternatives(first.content) == ["Northshire County Council"]
    with pikepdf.open(BytesIO(first.content)) as pdf:
        (image,) = pdf.pages[0].get_images().values()
        assert (int(image.Width), int(image.Height)) == size
    assert b"rings" not in what.html.encode()


def test_without_a_logo_the_rings_stand_and_no_picture():
    what = make_printable()

    content = to_pdf(what).content

    assert "<img" not in what.html
    assert alternatives(content) == []
    assert what.pictures == {}


def test_key_follows_the_logo():
    one, two = (make_printable(logo=clean(make_picture(colour=c)).data) for c in ("red", "teal"))

    assert len({one.key(), two.key(), make_printable().key()}) == 3


def test_picture_is_served_by_the_hash_of_its_bytes_alone():
    real, other = clean(make_picture()).data, clean(make_picture(colour="red")).data
    what = make_printable(logo=real)
    (sha256,) = what.pictures

    assert to_pdf(what).pages > 1
    for pictures in ({}, {sha256: other}, {"0" * 64: real}):
        with pytest.raises(PdfRefused, match=f"picture:{sha256}"):
            to_pdf(replace(what, pictures=pictures))


@pytest.mark.parametrize("address", ["picture:", "picture:../../etc/passwd", "picture:{sha256}x", DATA])
def test_no_other_picture_is_served(address):
    real = clean(make_picture()).data
    sha256 = hashlib.sha256(real).hexdigest()
    asked = page(f'<img src="{address.format(sha256=sha256)}" alt="x">')

    with pytest.raises(PdfRefused, match="outside itself"):
        to_pdf(replace(asked, pictures={sha256: real}))


# ---- bombs -----------------------------------------------------------------------------------------


BOMBS = {
    "wide cell": "<table><tr><td colspan=100000000>x</td><td>y</td></tr></table>",
    "deep nesting": "<div>" * 5000,
    "many pages": '<p style="break-after: page">x</p>' * 10_000,
    "nested uses": "<svg viewBox='0 0 9 9'><defs><g id='a0'><rect width='1' height='1'/></g>"
    + "".join(f"<g id='a{n}'>" + f"<use href='#a{n - 1}'/>" * 10 + "</g>" for n in range(1, 9))
    + "</defs><use href='#a8'/></svg>",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bomb_is_refused_and_the_next_document_printed(bomb, monkeypatch):
    monkeypatch.setattr(render, "CPU_SECONDS", 2)

    with pytest.raises(PdfRefused, match="too long or too deeply nested"):
        to_pdf(page(BOMBS[bomb]))

    assert to_pdf(page("<p>x</p>")).pages == 1


def test_memory_is_limited(monkeypatch):
    monkeypatch.setattr(render, "MEMORY_BYTES", 200 * 1024 * 1024)

    with pytest.raises(PdfRefused, match="more time or memory"):
        to_pdf(page("<p>words and words</p>" * 20_000))


def test_pages_are_limited(monkeypatch):
    monkeypatch.setattr(render, "PAGE_LIMIT", 2)

    with pytest.raises(PdfRefused, match="more than 2 pages"):
        to_pdf(page('<p style="break-after: page">x</p>' * 3))


def test_time_on_the_wall_is_limited():
    with pytest.raises(PdfRefused, match="more time"):
        to_pdf(page("<p>x</p>"), wall_seconds=0.05)


def test_too_many_at_once_wait_and_are_told(monkeypatch):
    monkeypatch.setattr(render, "_slots", threading.BoundedSemaphore(1))

    with render._slots, pytest.raises(PdfUnavailable, match="Try again in a minute"):
        to_pdf(page(), wall_seconds=0.1)


# ---- a machine that cannot print ----------------------------------------------------------------------


def test_a_process_that_cannot_be_started_is_no_fault_of_the_document(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))

    with pytest.raises(PdfUnavailable, match=r"The reason is in the log"):
        to_pdf(page())


def test_missing_libraries_are_named(monkeypatch, tmp_path):
    """As on a machine without Pango:

    the import of WeasyPrint ends in OSError, and it prints a banner of its own.
    """
    broken = tmp_path / "weasyprint"
    broken.mkdir()
    (broken / "__init__.py").write_text(
        "print('banner')\nraise OSError('cannot load library libpango-1.0-0')\n"
    )
    start = render._START.replace("sys.argv[1])", f"sys.argv[1]); sys.path.insert(0, {str(tmp_path)!r})", 1)
    monkeypatch.setattr(render, "_START", start)

    with pytest.raises(PdfUnavailable, match=r"apt-get install libpango-1\.0-0"):
        to_pdf(page())


def test_missing_typeface_is_named(monkeypatch):
    monkeypatch.setattr(render, "FONTS", ("font_of_nobody",))
    render.font_folders.cache_clear()

    try:
        with pytest.raises(PdfUnavailable, match="the Python package font-of-nobody is missing"):
            to_pdf(page())
    finally:
        render.font_folders.cache_clear()


def test_only_our_two_typefaces_are_embedded():
    pdf = to_pdf(make_printable("Plain, **bold**, *slanted*: → ✓ and 漢."))

    names = {name for name in (b"DejaVu", b"Noto", b"Liberation") if name in pdf.content}
    assert names == set()
    assert pdf.sha256 == hashlib.sha256(pdf.content).hexdigest()


def test_text_that_is_nested_deep_or_wider_than_its_head_is_printed_whole(tmp_path):
    lists = "".join("  " * level + f"- list{level}\n" for level in range(20))
    quotes = "".join(">" * (level + 1) + f" quote{level}\n" for level in range(40))
    table = "| A | B |\n|---|---|\n| one | two | three | four |\n| five | six |"
    what = make_printable(f'{lists}\n\n{quotes}\n\n{table}\n\n[words](https://a.example "titled")')

    pdf = to_pdf(what)

    assert_sound(pdf.content, tmp_path, what.html)
    text = words_of(pdf.content)
    expected = [*(f"list{n}" for n in range(20)), *(f"quote{n}" for n in range(40)), "three|four", "(titled)"]
    assert [word for word in expected if word not in text] == []
