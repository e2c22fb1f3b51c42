"""Makes a safe picture of an uploaded one: decoded, made small enough to print, and written anew as PNG.

What comes out holds pixels and nothing else: no place, no camera, no hidden text, no second picture.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps

BYTES_LIMIT = 200 * 1024
SIDE_LIMIT = 2000  # pixels, of what is sent
KEPT_SIDE = 800  # pixels, of what is kept: sharp on paper at 6 cm


@dataclass(frozen=True)
class Picture:
    """A PNG file with its size in pixels."""

    data: bytes
    width: int
    height: int


def clean(data: bytes) -> Picture:
    """Raises ValidationError for what is too large, or no PNG or JPEG picture. Same bytes in, same bytes out."""
    if len(data) > BYTES_LIMIT:
        raise ValidationError(
            _("This file is larger than 200 KB. Save the picture smaller, and choose that file.")
        )
    try:
        with _strictly(), Image.open(BytesIO(data), formats=["PNG", "JPEG"]) as opened:
            _check_sides(*opened.size)  # says the head of the file: nothing is unpacked yet
            opened.load()
            return _written_anew(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(_too_many_pixels()) from None
    except (OSError, ValueError, SyntaxError, EOFError, IndexError) as error:  # as Pillow says that it cannot
        raise ValidationError(
            _("This file cannot be read as a picture. Save the logo as PNG or JPEG, and choose that file.")
        ) from error


_one_at_a_time = Lock()


@contextmanager
def _strictly() -> Iterator[None]:
    """Refuses cut and swollen pictures, whatever this process has been told: WeasyPrint tells Pillow to take them.

    What Pillow and the warnings are told holds for the whole process, so one picture is read at a time.
    """
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        told = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = told


def _check_sides(width: int, height: int) -> None:
    if width > SIDE_LIMIT or height > SIDE_LIMIT:
        raise ValidationError(_too_many_pixels())


def _too_many_pixels() -> str:
    return _("This picture is larger than 2000 by 2000 pixels. Save it smaller, and choose that file.")


def _written_anew(opened: Image.Image) -> Picture:
    upright = ImageOps.exif_transpose(opened)
    image = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    image.thumbnail((KEPT_SIDE, KEPT_SIDE))
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = BytesIO()
    bare.save(out, "PNG", optimize=True)
    return Picture(out.getvalue(), *bare.size)
