"""The agreements of a predecessor: those about which nothing was decided yet, and what was decided about the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from governance.models import Document
from organisations.models import Organisation, Succession
from organisations.permissions import Person
from protocols.models import Statement
from protocols.statements import Kind

LISTED = 200  # agreements on one page
DECIDED = frozenset({Kind.SUCCESSION, Kind.CESSATION})


@dataclass(frozen=True)
class AgreementLine:
    """`is_readable`: the person finds its page; the successor is told of each in which its predecessor has a part."""

    document: Document
    is_readable: bool


def predecessors_of(heir: Organisation) -> list[Succession]:
    rows = Succession.objects.filter(successor=heir).select_related("predecessor")
    return list(rows.order_by("-on", "predecessor__sort_name"))


def lines_of(documents: Sequence[Document], person: Person) -> list[AgreementLine]:
    """One query."""
    shown = documents[:LISTED]
    keys = [document.pk for document in shown]
    readable = set(Document.objects.visible_to(person).filter(pk__in=keys).values_list("pk", flat=True))
    return [AgreementLine(document, document.pk in readable) for document in shown]


def decided(heir: Organisation, predecessor: Organisation) -> list[Statement]:
    """What was decided about one of them, the newest first. One query."""
    found = Statement.objects.filter(kind__in=sorted(DECIDED), organisation=heir, concerns=predecessor)
    return list(found.select_related("version__document", "concerns").order_by("-at", "-pk")[:LISTED])
