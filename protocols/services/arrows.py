"""Writes who gives what to whom beside an entry of the register, from what the public reads of the version and of who
takes part in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from uuid import UUID

from django.utils import timezone
from django.utils.text import Truncator

from governance import markdown
from governance.kinds import VersionText
from governance.withheld import is_stand_in
from organisations.models import Organisation
from organisations.models.organisation import fold
from protocols.kinds import INFORMATION, SHARING_NOTHING
from protocols.models import EntryArrow, EntryContent, RegisterEntry
from protocols.models.arrow import SORTED
from protocols.models.entry import NAME
from protocols.ways import GIVERS, TAKERS, Arrow, Party, end_of, standing

MOST = 10_000  # arrows of one agreement: a hundred parties that all give to all
TOLD = 300  # letters of what is shared, where no list of items says it
ENDINGS = (".", ";", ":", ",", "?", "!")


@dataclass(frozen=True)
class Shared:
    """Which way things go under one version, and what they are."""

    arrows: tuple[Arrow, ...]
    items: tuple[str, ...]
    told: str


def shared(text: VersionText, kind: str, parties: Sequence[Party]) -> Shared:
    """Of what a reader reads of a version, and of its parties as they stand: what is withheld from that reader leaves
    no arrow."""
    is_sharing = kind not in SHARING_NOTHING or bool(text.rows.get("flows"))
    items = tuple(str(row["what"]) for row in text.rows.get("data_items", ()))
    sections = (each for each in text.sections if each.key == INFORMATION and not is_stand_in(each))
    told = _in_one_line("\n".join(markdown.plain(each.body) for each in sections))
    named = {end_of(party).key for party in text.rows.get("parties", ())}
    arrows = islice(standing(_arrows(text), parties, named), MOST) if is_sharing else ()
    return Shared(tuple(arrows), items, told)


def _in_one_line(text: str) -> str:
    """The points of a list and paragraphs stay apart."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line if line.endswith(ENDINGS) else f"{line};" for line in lines if line]
    return " ".join(lines).removesuffix(";")


def _arrows(text: VersionText) -> Iterator[Arrow]:
    flows = text.rows.get("flows", ())
    if flows:
        for flow in flows:
            route = flow["route"]
            yield Arrow(
                end_of(route["from"]), end_of(route["to"]), tuple(item["what"] for item in flow["items"])
            )
        return
    parties = text.rows.get("parties", ())
    givers = [end_of(party) for party in parties if party["direction"] in GIVERS]
    takers = [end_of(party) for party in parties if party["direction"] in TAKERS]
    yield from (Arrow(giver, taker) for giver, taker in product(givers, takers) if giver != taker)


def store_arrows(entries: Iterable[RegisterEntry], texts: Iterable[VersionText]) -> None:
    """For entries that are stored, each with the text that the public reads of it: those that stand in the register
    today or later."""
    today = timezone.localdate()
    shown = [
        (entry, text)
        for entry, text in zip(entries, texts, strict=True)
        if entry.shown_to is None or entry.shown_to > today
    ]
    found = [(entry, shared(text, entry.document.kind, entry.parties)) for entry, text in shown]
    codes = {
        end.code for _entry, what in found for arrow in what.arrows for end in (arrow.giver, arrow.taker)
    }
    bodies = {
        code: (key, kind)
        for code, key, kind in Organisation.objects.filter(code__in=codes - {""}).values_list(
            "code", "pk", "kind"
        )
    }
    EntryContent.objects.bulk_create([_content(entry, what) for entry, what in found], batch_size=200)
    EntryArrow.objects.bulk_create(
        [
            _row(entry, number, arrow, bodies)
            for entry, what in found
            for number, arrow in enumerate(what.arrows, start=1)
        ],
        batch_size=500,
    )


def _content(entry: RegisterEntry, what: Shared) -> EntryContent:
    return EntryContent(
        entry=entry,
        items=list(what.items),
        told=Truncator(what.told).chars(TOLD),
        purpose_words=fold(entry.purpose),
        shared_words=fold(_words(what.items) or what.told),
    )


def _row(entry: RegisterEntry, number: int, arrow: Arrow, bodies: dict[str, tuple[UUID, str]]) -> EntryArrow:
    giver, giver_kind = bodies.get(arrow.giver.code, (None, ""))
    taker, taker_kind = bodies.get(arrow.taker.code, (None, ""))
    return EntryArrow(
        entry=entry,
        place=f"{entry.reference}.{number:05}",
        giver_id=giver,
        giver_name=arrow.giver.name[:NAME],
        giver_sort=fold(arrow.giver.name)[:SORTED],
        giver_kind=giver_kind,
        taker_id=taker,
        taker_name=arrow.taker.name[:NAME],
        taker_sort=fold(arrow.taker.name)[:SORTED],
        taker_kind=taker_kind,
        items=list(arrow.items),
        since=arrow.since,
        until=arrow.until,
        item_words=fold(_words(arrow.items)),
    )


def _words(items: Sequence[str]) -> str:
    return ", ".join(items)


def keep_kinds(key: UUID) -> None:
    """After an organisation became of another kind."""
    kind = Organisation.objects.values_list("kind", flat=True).get(pk=key)
    for side in ("giver", "taker"):
        stale = EntryArrow.objects.filter(**{side: key}).exclude(**{f"{side}_kind": kind})
        stale.update(**{f"{side}_kind": kind})
