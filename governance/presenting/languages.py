"""The same document in other languages, as far as a person may see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from governance.control_words import language
from governance.models import Document, DocumentLink


@dataclass(frozen=True)
class OtherLanguage:
    """One row: how the other document stands to this one, and what it is called in its own language."""

    label: str
    document: Document

    @property
    def language(self) -> str:
        return language(self.document.language)


def other_languages(document: Document, ties: Iterable[DocumentLink]) -> list[OtherLanguage]:
    """What the document translates, or what translates it. No query but that of the ties."""
    return [
        OtherLanguage(_("Translation of"), tie.target)
        if tie.source_id == document.pk
        else OtherLanguage(_("Translated as"), tie.source)
        for tie in ties
    ]
