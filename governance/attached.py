"""A file that belongs to a version, as it is frozen with it: its name, its type and the hash of its bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _

from governance.files.types import FileType


class HasFile(Protocol):
    """A stored attachment, or one of a frozen version."""

    number: int
    name: str
    title: str
    type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class AttachedFile:
    """One attachment. `number` is its own within the version; `title` says in words what it is, or is empty."""

    number: int
    name: str
    title: str
    type: str
    size: int
    sha256: str

    @classmethod
    def of(cls, row: HasFile) -> AttachedFile:
        return cls(row.number, row.name, row.title, row.type, row.size, row.sha256)

    @property
    def label(self) -> str:
        return self.title or self.name

    @property
    def type_label(self) -> str:
        return str(FileType(self.type).label)

    @property
    def size_label(self) -> str:
        return size_in_words(self.size)


def size_in_words(size: int) -> str:
    """Such as “180 KB” or “2.4 MB”."""
    if size >= 1_000_000:
        return _("%(size)s MB") % {"size": f"{size / 1_000_000:.1f}"}
    return _("%(size)d KB") % {"size": max(1, round(size / 1000))}


def as_frozen(files: Iterable[AttachedFile]) -> list[dict[str, str | int]]:
    return [
        {
            "number": file.number,
            "name": file.name,
            "title": file.title,
            "type": file.type,
            "size": file.size,
            "sha256": file.sha256,
        }
        for file in files
    ]


def thawed(found: Iterable[Mapping[str, Any]]) -> tuple[AttachedFile, ...]:
    return tuple(
        AttachedFile(f["number"], f["name"], f["title"], f["type"], f["size"], f["sha256"]) for f in found
    )


def changes(before: Iterable[AttachedFile], after: Iterable[AttachedFile]) -> list[str]:
    """What differs between the files of two versions, in sentences: the same bytes are the same file."""
    then = {file.sha256: file for file in before}
    now = {file.sha256: file for file in after}
    gone = {file.name: file for key, file in then.items() if key not in now}
    said = []
    for key, file in now.items():
        if key not in then and file.name in gone:
            gone.pop(file.name)
            said.append(_("“%(file)s” was replaced by another file of that name.") % {"file": file.label})
        elif key not in then:
            said.append(_("“%(file)s” was added.") % {"file": file.label})
        elif (then[key].name, then[key].title) != (file.name, file.title):
            told = {"old": then[key].label, "new": file.label}
            said.append(_("“%(old)s” is called “%(new)s” now.") % told)
    return said + [_("“%(file)s” was taken away.") % {"file": file.label} for file in gone.values()]
