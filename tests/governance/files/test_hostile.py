"""Each file that does harm where it is opened is refused with a sentence, and little memory is spent on finding out."""

from __future__ import annotations

import io

import pytest
from django.core.handlers.wsgi import WSGIHandler

from governance.files import asking
from governance.files.refusals import FileRefused
from governance.files.types import FileType, check
from tests.factories.hostile import HOSTILE, TEXT, opendocument, with_relation, workbook
from tests.factories.pdfs import make_pdf, with_link
from tests.factories.pictures import make_picture
from tests.factories.word import make_docx

MEGABYTE = 1024 * 1024
MOST_MEMORY = 50 * MEGABYTE  # of the process that looks, the file itself included


@pytest.mark.parametrize("what", HOSTILE)
def test_each_hostile_file_is_refused_with_a_sentence_and_little_memory(what, record_property):
    name, make, sentence = HOSTILE[what]
    content = make()

    with pytest.raises(FileRefused, match=sentence) as refused:
        check(name, content)

    assert refused.value.peak < MOST_MEMORY
    record_property("figure", f"{what}: {len(content)} bytes, {refused.value.peak // MEGABYTE} MB to see it")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.docx", make_docx(TEXT), FileType.DOCX),
        ("a.xlsx", workbook({}), FileType.XLSX),
        ("a.odt", opendocument({}), FileType.ODT),
        ("a.png", make_picture(), FileType.PNG),
        ("a.JPG", b"\xff\xd8\xff\xe0\x00", FileType.JPEG),
        ("a.pdf", make_pdf(), FileType.PDF),
        ("a.pdf", make_pdf(change=with_link), FileType.PDF),
        ("a.csv", b"Team,Phone\nHousing,01\n", FileType.CSV),
        ("a.txt", "Sharing \u2013 plainly: 3 < 4, R&D\n".encode(), FileType.TEXT),
        ("a.txt", "Caf\u00e9".encode("cp1252"), FileType.TEXT),
    ],
)
def test_what_is_sound_is_known_by_what_is_in_it(name, content, expected):
    assert check(name, content).type == expected


def test_a_file_may_link_to_web_pages():
    content = with_relation("hyperlink", "https://ico.example/", part="word/_rels/more.xml.rels")

    assert check("a.docx", content).type == FileType.DOCX


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\me\\plan.pdf", "plan.pdf"),
        ("../../etc/plan.pdf", "plan.pdf"),
        ('pl"an\r\nX-Evil: 1.pdf', "pl_an X-Evil_ 1.pdf"),
        ("plan\u202efdp.pdf", "planfdp.pdf"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
    ],
)
def test_the_name_of_a_file_says_nothing_to_a_system(given, kept):
    assert check(given, make_pdf()).name == kept


def test_reading_a_word_file_that_takes_too_much_memory_ends_with_a_sentence():
    bounds = asking.Bounds(cpu_seconds=20, wall_seconds=30, memory_bytes=44 * MEGABYTE)
    long = make_docx(*("<w:p><w:r><w:t>a</w:t></w:r></w:p>" for _n in range(12_000)))

    with pytest.raises(FileRefused, match="too much time or memory"):
        asking.ask("word", long, bounds)

    assert asking.ask("word", make_docx(TEXT), bounds).found["markdown"] == "We share when it helps.\n"


def test_reading_that_takes_too_long_ends_with_a_sentence():
    with pytest.raises(FileRefused, match="too much time or memory"):
        asking.ask("word", make_docx(TEXT), asking.Bounds(20, 0, 512 * MEGABYTE))


class Stream:
    """A gigabyte that nobody holds: gives the same piece again and again, and counts."""

    def __init__(self, size):
        self.left, self.given = size, 0
        self.piece = bytes(MEGABYTE)

    def read(self, size=-1):
        size = min(self.left, MEGABYTE if size < 0 else size)
        self.left -= size
        self.given += size
        return self.piece[:size]

    def readline(self, size=-1):
        return self.read(size)


@pytest.mark.parametrize("stated", [True, False], ids=["with its length", "without a length"])
@pytest.mark.parametrize(
    "path", ["/documents/from-word/", "/documents/NCC-COP-0001/versions/1.0/attachments/"]
)
@pytest.mark.django_db
def test_a_stream_of_a_gigabyte_is_refused_early(client, path, stated, record_property):
    stream = Stream(1024 * MEGABYTE)
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": stream,
        "wsgi.errors": io.StringIO(),
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
    }
    if stated:
        environ["CONTENT_LENGTH"] = str(1024 * MEGABYTE)
    before = memory()
    answers = []

    page = b"".join(WSGIHandler()(environ, lambda status, headers: answers.append(status[:3])))

    grown = memory() - before
    assert answers == [
        "413" if stated else "403"
    ]  # without a length nothing is read, so the token is missing
    assert stream.given <= 256 * MEGABYTE
    assert grown < 30 * MEGABYTE
    assert (b"larger than 10 MB" in page) is stated
    record_property(
        "figure", f"{stream.given // MEGABYTE} MB of 1024 read, {grown // MEGABYTE} MB of memory more"
    )


def memory():
    """Bytes that this process has in memory."""
    with open("/proc/self/statm", encoding="ascii") as told:
        return int(told.read().split()[1]) * 4096
