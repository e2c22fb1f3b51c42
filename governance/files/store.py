"""Keeps files by what is in them: under their SHA-256, once, in the storage that Django is set to use."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


class FileMissing(Exception):
    """The storage does not have the file, or has other bytes under its name."""


def path_of(sha256: str) -> str:
    return f"files/{sha256[:2]}/{sha256}"


def keep(content: bytes) -> str:
    """Writes the file unless it is there and sound; returns its SHA-256 in hexadecimal.

    What an act that failed left behind is in nobody's way: the same bytes have the same name.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if not is_sound(sha256):
        default_storage.delete(path_of(sha256))  # what a killed worker left half written
        saved = default_storage.save(path_of(sha256), ContentFile(content))
        if saved != path_of(sha256):  # another worker was quicker: the storage gave ours another name
            default_storage.delete(saved)
    return sha256


def is_sound(sha256: str) -> bool:
    """Whether the file is there, with the bytes that its name promises."""
    if not default_storage.exists(path_of(sha256)):
        return False
    with default_storage.open(path_of(sha256), "rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest() == sha256


def read(sha256: str) -> bytes:
    """The whole file. Raises FileMissing."""
    try:
        with default_storage.open(path_of(sha256), "rb") as opened:
            content = bytes(opened.read())
    except FileNotFoundError as fault:
        raise FileMissing(sha256) from fault
    if hashlib.sha256(content).hexdigest() != sha256:
        raise FileMissing(sha256)
    return content
