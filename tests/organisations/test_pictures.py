"""An uploaded picture becomes a small PNG of pixels alone, or is refused in a sentence."""

import tracemalloc
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageFile
from PIL.PngImagePlugin import PngInfo

from organisations.pictures import BYTES_LIMIT, KEPT_SIDE, SIDE_LIMIT, clean
from tests.factories.pictures import chunk, make_picture, png_that_says


def opened(data):
    return Image.open(BytesIO(data))


def refused(data):
    with pytest.raises(ValidationError) as caught:
        clean(data)
    return " ".join(caught.value.messages)


@pytest.mark.parametrize(
    ("kind", "mode", "kept"),
    [
        ("PNG", "RGB", "RGB"), ("PNG", "RGBA", "RGBA"), ("PNG", "L", "RGB"), ("PNG", "1", "RGB"), ("PNG", "P", "RGB"),
        ("JPEG", "RGB", "RGB"), ("JPEG", "L", "RGB"), ("JPEG", "CMYK", "RGB"),
    ],
)  # fmt: skip
def test_png_and_jpeg_of_every_mode_become_png(kind, mode, kept):
    picture = clean(make_picture(kind=kind, mode=mode, colour=0))

    found = opened(picture.data)
    assert (found.format, found.mode, found.size) == ("PNG", kept, (40, 20))
    assert (picture.width, picture.height) == (40, 20)


def test_the_largest_picture_that_is_taken_is_made_smaller_and_no_wider():
    picture = clean(make_picture(SIDE_LIMIT, SIDE_LIMIT // 2))

    assert (picture.width, picture.height) == (KEPT_SIDE, KEPT_SIDE // 2)
    assert opened(picture.data).size == (KEPT_SIDE, KEPT_SIDE // 2)


def test_what_is_hidden_in_a_picture_is_not_kept():
    said = PngInfo()
    said.add_text("Comment", "canary words")
    exif = Image.Exif()
    exif[0x010E] = "canary words"
    exif[0x0112] = 6  # lies on its side
    png = make_picture(pnginfo=said) + b"canary words"
    jpeg = make_picture(kind="JPEG", exif=exif)
    assert b"canary" in png
    assert b"canary" in jpeg

    cleaned = [clean(png), clean(jpeg)]

    assert [opened(picture.data).info for picture in cleaned] == [{}, {}]
    assert not any(b"canary" in picture.data for picture in cleaned)
    assert (cleaned[1].width, cleaned[1].height) == (20, 40)


def test_the_same_file_gives_the_same_bytes():
    data = make_picture(300, 200, kind="JPEG")

    assert clean(data) == clean(data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"%PDF-1.7", id="PDF"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', id="SVG"),
        pytest.param(make_picture(kind="GIF", mode="P", colour=0), id="GIF"),
        pytest.param(make_picture(kind="BMP"), id="BMP"),
        pytest.param(make_picture(kind="TIFF"), id="TIFF"),
        pytest.param(make_picture()[:60], id="cut PNG"),
        pytest.param(make_picture(300, 300, "JPEG")[:600], id="cut JPEG"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0" * 100, id="head of a PNG"),
        pytest.param(b"\xff\xd8\xff\xe0" + b"\0" * 100, id="head of a JPEG"),
    ],
)
def test_what_is_no_such_picture_is_refused(data):
    assert refused(data) == (
        "This file cannot be read as a picture. Save the logo as PNG or JPEG, and choose that file."
    )


@pytest.mark.parametrize("told", [True, False])
def test_a_cut_picture_is_refused_whatever_a_library_told_pillow(monkeypatch, told):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", told)  # as WeasyPrint does where it is imported

    assert refused(make_picture()[:60]).startswith("This file cannot be read as a picture.")

    assert ImageFile.LOAD_TRUNCATED_IMAGES is told


def test_a_file_of_more_than_200_kb_is_refused():
    data = make_picture() + b"\0" * BYTES_LIMIT

    assert refused(data).startswith("This file is larger than 200 KB.")
    assert clean(data[:BYTES_LIMIT]).width == 40


@pytest.mark.parametrize(
    ("width", "height"),
    [(SIDE_LIMIT + 1, 10), (10, SIDE_LIMIT + 1), (9000, 9000), (12_000, 12_000), (60_000, 60_000)],
)
def test_a_bomb_is_refused_before_it_is_unpacked(width, height):
    data = png_that_says(width, height)
    tracemalloc.start()

    said = refused(data)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert said == "This picture is larger than 2000 by 2000 pixels. Save it smaller, and choose that file."
    assert peak < 2 * 1024 * 1024


def test_a_bomb_of_words_in_a_picture_is_refused():
    words = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 60_000_000, 9))
    plain = make_picture()
    data = plain[:33] + words + plain[33:]
    assert len(data) < BYTES_LIMIT

    assert refused(data).startswith("This file cannot be read as a picture.")
