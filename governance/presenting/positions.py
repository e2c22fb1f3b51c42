"""What a person's own organisations stand for, and whom to call there: the front page of those who share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from governance.kinds import VersionText
from governance.models import DocumentVersion
from governance.presenting.text import opening_words, whole_texts_of
from organisations.models import Contact, Organisation
from organisations.models.contact import Purpose
from organisations.permissions import Can, Person, organisations_where

KIND = "code_of_practice"  # the kind of document that says what an organisation stands for
SECTION = "commitment"  # ... and its section that says it
SUPPORT = "support"
SHOWN = 3  # organisations of one person


@dataclass(frozen=True)
class Call:
    """Somebody to talk to."""

    contact: Contact

    @property
    def href(self) -> str:
        """The telephone first: it answers sooner."""
        digits = "".join(c for c in self.contact.telephone if c.isdigit() or c == "+")
        return f"tel:{digits}" if digits else f"mailto:{quote(self.contact.email, safe='@')}"

    @property
    def shown(self) -> str:
        return self.contact.telephone or self.contact.email


@dataclass(frozen=True)
class Position:
    """An organisation, its words from the version in force (empty without one), and its desks."""

    organisation: Organisation
    version: DocumentVersion | None
    words: str
    has_support: bool
    advice: Sequence[Call]
    out_of_hours: Sequence[Call]


def positions_of(person: Person, on: date) -> list[Position]:
    """Of the organisations of which the person is a member, so that he reads the whole.

    Four queries, two where there is none.
    """
    mine = organisations_where(person, Can.READ_INTERNAL).in_name_order().prefetch_related("contacts")
    bodies = list(mine[:SHOWN])
    versions = (
        DocumentVersion.objects.visible_to(person)
        .in_force(on)
        .filter(document__organisation__in=bodies, document__kind=KIND)
    )
    found = {version.document.organisation_id: version for version in versions.for_list()} if bodies else {}
    of_versions = whole_texts_of(found.values()) if found else {}
    texts = {key: of_versions[version.pk] for key, version in found.items()}
    return [_position(body, found.get(body.pk), texts.get(body.pk)) for body in bodies]


def _position(body: Organisation, version: DocumentVersion | None, text: VersionText | None) -> Position:
    return Position(
        body,
        version,
        opening_words(text, SECTION) if text else "",
        any(section.key == SUPPORT for section in text.sections) if text else False,
        [Call(contact) for contact in body.contacts.all() if contact.purpose == Purpose.ADVICE],
        [Call(contact) for contact in body.contacts.all() if contact.purpose == Purpose.OUT_OF_HOURS],
    )
