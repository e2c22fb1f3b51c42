"""Whose work the product stands on, and under which licence it may."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import metadata

from config.version import PROJECT

NAME = re.compile(r"[A-Za-z0-9._-]+")
LONG = 60  # signs; what is longer is a whole licence text, and the classifiers name it in short


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    licence: str


@cache
def packages() -> tuple[Package, ...]:
    """The packages that pyproject.toml asks for, as they are installed, by name."""
    wanted = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["dependencies"]
    names = sorted(found[0] for line in wanted if (found := NAME.match(line)))
    return tuple(Package(name, metadata.version(name), licence_of(metadata.metadata(name))) for name in names)


def licence_of(about: metadata.PackageMetadata) -> str:
    """What the package says of itself; empty where it says nothing."""
    said = (about.get_all("License-Expression") or about.get_all("License") or [""])[0]
    named = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    return str(said) if said and len(said) <= LONG and "\n" not in said else ", ".join(named)
