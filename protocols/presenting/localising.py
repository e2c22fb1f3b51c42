"""Where a protocol was begun from another one: its source, and what changed there since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from governance.disclosure import disclosures
from governance.grading import Reason
from governance.kinds import VersionText
from governance.lifecycle import State
from governance.models import DocumentVersion
from governance.models.version import Grade
from governance.presenting.text import text_of
from governance.withheld import alike
from organisations.permissions import Person
from protocols.changes import propose

if TYPE_CHECKING:
    from organisations.models import Organisation
    from protocols.models import Protocol


@dataclass(frozen=True)
class BasedOn:
    """The version that a protocol was made from; `looked_at`: that up to which its changes were considered; `newest`:
    the newest one that is published and that the reader may read."""

    made_from: DocumentVersion
    looked_at: DocumentVersion
    newest: DocumentVersion

    @property
    def organisation(self) -> Organisation:
        return self.made_from.organisation

    @property
    def is_behind(self) -> bool:
        return _number(self.newest) > _number(self.looked_at)


@dataclass(frozen=True)
class ChangeLine:
    """One change of the source in plain English, and how much it weighs."""

    sentence: str
    grade: str
    is_material: bool


@dataclass(frozen=True)
class SourceNews:
    based_on: BasedOn
    lines: Sequence[ChangeLine]
    is_partial: bool  # something of either version is withheld from the reader
    why: str = ""  # what the newest version says of its change


def based_on(protocol: Protocol | None, person: Person) -> BasedOn | None:
    """None for a protocol without a source, and for a reader who may not read that. One query where there is one.

    `made_from` and `considered` are loaded with the protocol, with the document and the organisation of the first."""
    if protocol is None or protocol.made_from is None or protocol.looked_at is None:
        return None
    document = protocol.made_from.document
    mine = DocumentVersion.objects.visible_to(person).filter(document=document, state=State.PUBLISHED)
    newest = mine.newest_first().first()
    if newest is None:
        return None
    newest.document = document
    return BasedOn(protocol.made_from, protocol.looked_at, newest)


def as_recorded(protocol: Protocol | None) -> BasedOn | None:
    """For those who write it: what their own record says, without a look at what is published there. No query."""
    if protocol is None or protocol.made_from is None or protocol.looked_at is None:
        return None
    return BasedOn(protocol.made_from, protocol.looked_at, protocol.looked_at)


def source_news(found: BasedOn, person: Person) -> SourceNews:
    """What changed from the version that was considered last to the newest one, as far as the person reads both."""
    older, newer = found.looked_at, found.newest
    older.document = newer.document
    seen = disclosures(person, newer.document, [older, newer])
    of_older, of_newer = alike(seen[older.pk], seen[newer.pk])
    then, now = text_of(older, of_older), text_of(newer, of_newer)
    lines = [_line(reason) for reason in propose(then, now).reasons]
    if then.title != now.title:
        lines.insert(0, _line(_renamed(then, now)))
    why = newer.change_summary if seen[newer.pk].shows_summary_of(newer.pk) else ""
    return SourceNews(found, lines, not (of_older.is_all and of_newer.is_all), why)


def _renamed(then: VersionText, now: VersionText) -> Reason:
    words = {"before": then.title, "after": now.title}
    return Reason(Grade.EDITORIAL, _("The title was “%(before)s” and is “%(after)s”.") % words)


def _line(reason: Reason) -> ChangeLine:
    return ChangeLine(reason.sentence, str(Grade(reason.grade).label), reason.grade == Grade.MATERIAL)


def _number(version: DocumentVersion) -> tuple[int, int]:
    return (version.major, version.minor)
