"""The matrix of completeness: a row for each organisation, a cell for each topic, and the share that is in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance import completeness, registry
from governance.kinds import Kind, Topic
from governance.models import DocumentVersion
from governance.models.version import Standing
from organisations.models import Organisation
from organisations.permissions import Can, Person, rights_in

# Of several versions of a kind that is not in force, the one nearest to it speaks.
NEARNESS = (
    Standing.SCHEDULED, Standing.FOR_SIGNATURE, Standing.APPROVED, Standing.IN_REVIEW, Standing.DRAFT,
)  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """What an organisation has of one kind: what is `in_force`, or the version that is `to_come`, or nothing.

    `start`: where the person may begin one. `on` is the day as which all of it is shown."""

    kind: Kind
    body: Organisation
    in_force: Sequence[DocumentVersion]
    to_come: DocumentVersion | None
    start: str
    on: date

    @cached_property
    def late(self) -> DocumentVersion | None:
        """Of what is in force: the version whose review is the most overdue, or else due the soonest."""
        reviews = [(version.review(self.on), version) for version in self.in_force]
        due = [
            (found.on, version) for found, version in reviews if found and (found.is_overdue or found.is_due)
        ]
        return min(due, key=lambda pair: pair[0])[1] if due else None

    @property
    def text(self) -> str:
        """Of what is in force: the number of the one version, or how many there are."""
        count = len(self.in_force)
        if count == 1:
            return self.in_force[0].number
        return ngettext("%(count)d in force", "%(count)d in force", count) % {"count": count}

    @property
    def href(self) -> str:
        if self.late or len(self.in_force) == 1:
            return (self.late or self.in_force[0]).document.get_absolute_url()
        if self.in_force:
            query = urlencode({"organisation": self.body.code, "kind": self.kind.key})
            return f"{reverse('governance:policies')}?{query}"
        return self.to_come.get_absolute_url() if self.to_come else self.start

    @property
    def words(self) -> str:
        """As one line of text."""
        if self.late and (review := self.late.review(self.on)):
            words = (
                _("%(text)s, review overdue since %(day)s")
                if review.is_overdue
                else _("%(text)s, review due %(day)s")
            )
            return words % {"text": self.text, "day": review.on.isoformat()}
        if self.in_force:
            return self.text
        return str(self.to_come.standing(self.on).label) if self.to_come else _("None in force")


@dataclass(frozen=True)
class Cell:
    topic: Topic
    pieces: Sequence[Piece]

    @property
    def is_complete(self) -> bool:
        return all(piece.in_force for piece in self.pieces)


@dataclass(frozen=True)
class Agreements:
    """The agreements of an organisation; `is_told`: the person may know what it decided about regular sharing."""

    body: Organisation
    count: int
    is_told: bool
    address: str

    @property
    def is_expected(self) -> bool:
        return self.is_told and self.body.expects_protocols

    @property
    def is_missing(self) -> bool:
        return self.is_expected and not self.count

    @property
    def words(self) -> str:
        if self.count:
            return ngettext("%(count)d in force", "%(count)d in force", self.count) % {"count": self.count}
        if self.is_missing:
            return _("None in force")
        if not self.is_told:
            return _("Case by case")
        return _("Not needed: no regular sharing") if self.body.needs_no_protocol else _("Not decided")


@dataclass(frozen=True)
class Row:
    body: Organisation
    cells: Sequence[Cell]
    agreements: Agreements

    @property
    def has_gap(self) -> bool:
        return self.agreements.is_missing or not all(cell.is_complete for cell in self.cells)

    @property
    def pieces(self) -> dict[str, Piece]:
        """By kind."""
        return {piece.kind.key: piece for cell in self.cells for piece in cell.pieces}


@dataclass(frozen=True)
class Share:
    """In how many of those organisations of which it is expected something is in force."""

    done: int
    of: int

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means all of them."""
        return self.done * 100 // self.of if self.of else None


@dataclass(frozen=True)
class Matrix:
    rows: Sequence[Row]

    @property
    def topics(self) -> list[Topic]:
        return [topic for topic, _kinds in registry.topics()]

    @cached_property
    def shares(self) -> list[Share]:
        """By topic, as the columns stand."""
        columns = zip(*(row.cells for row in self.rows), strict=True)
        return [Share(sum(cell.is_complete for cell in column), len(column)) for column in columns]

    @cached_property
    def share_of_agreements(self) -> Share:
        expected = [row.agreements for row in self.rows if row.agreements.is_expected]
        return Share(sum(bool(each.count) for each in expected), len(expected))

    @property
    def with_gaps(self) -> Matrix:
        return Matrix([row for row in self.rows if row.has_gap])

    @property
    def sentence(self) -> str:
        """Says what the matrix shows before it is read."""
        whole = sum(not row.has_gap for row in self.rows)
        words = ngettext(
            "%(whole)d of %(count)d organisation has all that is expected in force.",
            "%(whole)d of %(count)d organisations have all that is expected in force.",
            len(self.rows),
        )
        return words % {"whole": whole, "count": len(self.rows)}


def matrix_of(person: Person, wanted: Mapping[str, Any], on: date) -> Matrix:
    """By the cleaned data of a MatrixFilter. Two queries beside that of the person's rights, however much there is."""
    found = completeness.bodies(person, wanted, on)
    theirs: dict[Any, dict[str, list[DocumentVersion]]] = defaultdict(lambda: defaultdict(list))
    for version in completeness.versions(person, found, on):
        theirs[version.document.organisation_id][version.document.kind].append(version)
    return Matrix([_row(person, body, theirs[body.pk], on) for body in found])


def _row(person: Person, body: Organisation, theirs: Mapping[str, list[DocumentVersion]], on: date) -> Row:
    rights = rights_in(person, body, on)
    cells = [
        Cell(topic, [_piece(kind, body, theirs.get(kind.key, []), rights, on) for kind in kinds])
        for topic, kinds in registry.topics()
    ]
    listed = registry.agreements()
    address = listed.address(body.code) if listed else ""
    count = int(getattr(body, "agreements_in_force", 0))
    return Row(body, cells, Agreements(body, count, Can.READ_INTERNAL in rights, address))


def _piece(
    kind: Kind, body: Organisation, theirs: Iterable[DocumentVersion], rights: frozenset[Can], on: date
) -> Piece:
    standing: dict[Standing, list[DocumentVersion]] = defaultdict(list)
    for version in theirs:
        standing[version.standing(on)].append(version)
    to_come = next((standing[each][0] for each in NEARNESS if standing[each]), None)
    query = urlencode({"organisation": body.code, "kind": kind.key})
    start = f"{reverse('governance:document-new')}?{query}" if Can.DRAFT in rights else ""
    return Piece(kind, body, standing[Standing.IN_FORCE], to_come, start, on)
