"""Cross-government and regulator's guidance by nation: links as dated data, each with the day of its own next look.

What is `unsure` is never shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.content.reference import NATIONS, table

READERS = {
    "practitioner": gettext_lazy("For practitioners"),
    "officer": gettext_lazy("For information officers"),
    "both": gettext_lazy("For everyone"),
}


@dataclass(frozen=True)
class Guidance:
    """One publication. `published` is a day, a month or a year, as far as that is known; `sections` are keys.

    `was_read`: its page was looked at on `checked_on`; else it is settled knowledge, entered on that day.
    """

    key: str
    nation: str
    title: str
    text: str
    publisher: str
    published: str
    address: str
    reader: str
    checked_on: date
    look_again_on: date
    was_read: bool
    sections: frozenset[str]

    @property
    def published_words(self) -> str:
        """Such as “18 March 2026”, “May 2022” or “2016”; empty where no date was found."""
        parts = [int(part) for part in self.published.split("-") if part]
        if not parts:
            return ""
        if len(parts) == 1:
            return str(parts[0])
        return date_format(date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1), _form(len(parts)))

    @property
    def reader_words(self) -> str:
        return str(READERS[self.reader])

    def is_due(self, on: date) -> bool:
        """Whether somebody should look again whether it still says so."""
        return self.look_again_on <= on


@dataclass(frozen=True)
class OfNation:
    key: str
    name: str
    links: tuple[Guidance, ...]


def _form(parts: int) -> str:
    return "j F Y" if parts > 2 else "F Y"


@cache
def links() -> tuple[Guidance, ...]:
    """All that may be shown, in the order of the table."""
    return tuple(
        Guidance(
            key=row["key"],
            nation=row["nation"],
            title=row["label"],
            text=row["text"],
            publisher=row["publisher"],
            published=row["published"],
            address=row["address"],
            reader=row["for_whom"],
            checked_on=date.fromisoformat(row["checked_on"]),
            look_again_on=date.fromisoformat(row["look_again_on"]),
            was_read=row["confidence"] == "read",
            sections=frozenset(row["sections"].split()),
        )
        for row in table("guidance")
        if row["confidence"] != "unsure"
    )


def by_nation() -> list[OfNation]:
    """The United Kingdom first; publications of one publisher stand together."""
    return [
        OfNation(nation, _(name), tuple(sorted(own, key=lambda each: (each.publisher, each.title))))
        for nation, name in NATIONS.items()
        if (own := [each for each in links() if each.nation == nation])
    ]


def for_section(kind: str, section: str) -> list[Guidance]:
    """What helps to write a section, by its key or by `kind/section` for that kind alone."""
    return [each for each in links() if each.sections & {section, f"{kind}/{section}"}]
