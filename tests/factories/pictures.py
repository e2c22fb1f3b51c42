"""Files that hold a picture, or only say so."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image


def make_picture(width=40, height=20, kind="PNG", mode="RGB", colour="teal", **options):
    out = BytesIO()
    Image.new(mode, (width, height), colour).save(out, kind, **options)
    return out.getvalue()


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_that_says(width, height):
    """A small PNG whose head promises that many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 100_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
