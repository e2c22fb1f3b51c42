"""What a person typed into a form that could not be used: it is shown again, so that nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Typed:
    """One text, and the name of its field in words."""

    name: str
    text: str


def typed_words(request: HttpRequest) -> list[Typed]:
    """Every value of a form that has more than one word, but for passwords."""
    if request.method != "POST":
        return []
    fields = [(name, values) for name, values in request.POST.lists() if "password" not in name]
    return [
        Typed(in_words(name), text) for name, values in fields for text in values if len(text.split()) > 1
    ]


def in_words(name: str) -> str:
    """`change_summary` is “Change summary”."""
    words = " ".join(name.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:]
