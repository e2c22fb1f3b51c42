"""The map of who shares what with whom: a picture of few bodies, a matrix of more, of very many their kinds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.models import Organisation, OrganisationKind
from organisations.models.organisation import fold
from protocols.drawing.picture import MOST, picture, weight_of
from protocols.drawing.shapes import Node, Way
from protocols.forms.sharing import HIDDEN, UNLISTED
from protocols.models.arrow import SORTED
from protocols.sharing import COUNTED, KINDS, Body, Seen

IN_MATRIX = 20  # organisations in rows and columns
IN_LIST = 60  # partners of the one organisation that was chosen
OTHER_ENDS = ("among", *HIDDEN)  # given up for one body
TOLD = 3  # agreements by name in the words for a line


@dataclass(frozen=True)
class Cell:
    """How many agreements go one way; `href` leads to the map of that way alone. Empty for none."""

    text: str = ""
    href: str = ""
    name: str = ""
    is_same: bool = False


@dataclass(frozen=True)
class MatrixRow:
    name: str
    href: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Matrix:
    """Rows give to columns, or, in a list of partners, columns say which way."""

    caption: str
    corner: str
    columns: Sequence[str]
    rows: Sequence[MatrixRow]
    is_wide: bool = True
    is_of_kinds: bool = False


@dataclass(frozen=True)
class SharingMap:
    """`ways` is None where there are too many to read; then `counts` holds what was counted between kinds."""

    query: QueryDict
    ways: Sequence[Seen] | None
    chosen: Sequence[Organisation | str]
    counts: Mapping[tuple[str, str], int]

    @property
    def is_empty(self) -> bool:
        return self.ways is not None and not self.ways

    @cached_property
    def between(self) -> Mapping[tuple[str, str], list[Seen]]:
        found: dict[tuple[str, str], list[Seen]] = defaultdict(list)
        for way in self.ways or ():
            found[way.giver.key, way.taker.key].append(way)
        return found

    @cached_property
    def bodies(self) -> list[Body]:
        """Those that were chosen first, then by kind and name."""
        found = {body.key: body for way in self.ways or () for body in (way.giver, way.taker)}
        return sorted(found.values(), key=lambda body: (body.key not in self._chosen, *body.sort_key))

    @cached_property
    def _chosen(self) -> set[str]:
        return {
            body.code if isinstance(body, Organisation) else f"“{fold(body)[:SORTED]}" for body in self.chosen
        }

    @cached_property
    def one(self) -> Body | None:
        """The one organisation that was chosen, where others come with it."""
        first = next(iter(self.bodies), None)
        return first if first and len(self._chosen) == 1 and first.key in self._chosen else None

    # ---- words

    @cached_property
    def sentence(self) -> str:
        """What is shown, before it is shown."""
        if self.ways is None:
            return _("Very many organisations share under agreements that are in force today.")
        agreements = _agreements(len({way.reference for way in self.ways}))
        if self.one is None:
            words = ngettext(
                "%(count)d organisation shares under %(agreements)s in force today.",
                "%(count)d organisations share under %(agreements)s in force today.",
                len(self.bodies),
            )
            return words % {"count": len(self.bodies), "agreements": agreements}
        given = len({way.taker.key for way in self.ways if way.giver == self.one})
        taken = len({way.giver.key for way in self.ways if way.taker == self.one})
        words = _(
            "%(name)s gives to %(given)s and receives from %(taken)s, under %(agreements)s in force today."
        )
        return words % {
            "name": self.one.name,
            "given": _organisations(given),
            "taken": _organisations(taken),
            "agreements": agreements,
        }

    @cached_property
    def how(self) -> str:
        """How to read what follows."""
        if self.picture:
            return _(
                "An arrow leads from who gives to who receives. A box leads to what that organisation shares."
            )
        if self.matrix.is_of_kinds:
            return _(
                "There are too many organisations to draw. "
                "Read across: how many agreements go from one kind to another. Choose a number to see them."
            )
        if self.one is not None:
            return _(
                "More than %(most)d organisations are not drawn. Choose a number to see its agreements."
            ) % {"most": MOST}
        return _(
            "More than %(most)d organisations are not drawn. "
            "Read across: how many agreements go from one to another. Choose a number to see them."
        ) % {"most": MOST}

    # ---- the picture

    @cached_property
    def picture(self) -> str:
        """SVG; empty where there are too many to draw."""
        if self.ways is None or len(self.bodies) > MOST:
            return ""
        nodes = [
            Node(body.key, body.name, _kind(body.kind), self._narrowed(body), body.key in self._chosen)
            for body in self.bodies
        ]
        drawn = [
            Way(
                giver,
                taker,
                weight_of(len(frozenset().union(*(way.items for way in found)))),
                self._aside(giver, taker),
            )
            for (giver, taker), found in self.between.items()
        ]
        title = _("Who shares with whom: %(sentence)s") % {"sentence": self.sentence}
        return picture(nodes, drawn, key="map", title=title, description=" ".join(self._lines()))

    def _aside(self, giver: str, taker: str) -> bool:
        return bool(self._chosen) and not {giver, taker} & self._chosen

    def _lines(self) -> Iterator[str]:
        for found in self.between.values():
            titles = sorted({way.title for way in found})
            more = len(titles) - TOLD
            told = "; ".join(titles[:TOLD])
            if more > 0:
                told += " " + (ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more})
            words = _("%(giver)s gives to %(taker)s: %(titles)s.")
            yield words % {"giver": found[0].giver.name, "taker": found[0].taker.name, "titles": told}

    def _narrowed(self, body: Body) -> str:
        """The map of one body; of the one that was chosen, its own page."""
        if self.one == body:
            return reverse("organisations:organisation", args=[body.code]) if body.code else ""
        return self._with(organisation=body.code or body.name, **dict.fromkeys(OTHER_ENDS, ""))

    def _with(self, **fields: str) -> str:
        query = self.query.copy()
        for name in ("after", "before", *fields):
            query.pop(name, None)
        kept = {name: value for name, value in query.items() if value}
        return f"?{urlencode(kept | {name: value for name, value in fields.items() if value})}"

    # ---- the matrix

    @cached_property
    def matrix(self) -> Matrix:
        if self.ways is None:
            return self._of_kinds(self.counts)
        if self.one is not None and len(self.bodies) <= IN_LIST + 1:
            return self._of_partners(self.one)
        if len(self.bodies) <= IN_MATRIX:
            return self._of_bodies()
        counted: dict[tuple[str, str], set[str]] = defaultdict(set)
        for way in self.ways:
            counted[way.giver.kind, way.taker.kind].add(way.reference)
        return self._of_kinds({cell: len(found) for cell, found in counted.items()})

    def _of_bodies(self) -> Matrix:
        givers = [body for body in self.bodies if any(giver == body.key for giver, _taker in self.between)]
        takers = [body for body in self.bodies if any(taker == body.key for _giver, taker in self.between)]
        rows = [
            MatrixRow(giver.name, self._narrowed(giver), [self._cell(giver, taker) for taker in takers])
            for giver in givers
        ]
        caption = _("How many agreements go from one organisation to another")
        return Matrix(caption, _("From"), [taker.name for taker in takers], rows)

    def _of_partners(self, one: Body) -> Matrix:
        rows = [
            MatrixRow(body.name, self._narrowed(body), [self._cell(one, body), self._cell(body, one)])
            for body in self.bodies
            if body != one
        ]
        words = {"name": one.name}
        columns = [_("%(name)s gives to it") % words, _("%(name)s receives from it") % words]
        caption = _("Under how many agreements %(name)s shares with each organisation") % words
        return Matrix(caption, _("Organisation"), columns, rows, is_wide=False)

    def _cell(self, giver: Body, taker: Body) -> Cell:
        if giver == taker:
            return Cell(is_same=True)
        count = len({way.reference for way in self.between.get((giver.key, taker.key), ())})
        ends = {"giver": giver.code or giver.name, "taker": taker.code or taker.name}
        return _cell(count, self._with(**ends), giver.name, taker.name)

    def _of_kinds(self, counts: Mapping[tuple[str, str], int]) -> Matrix:
        givers = [kind for kind in KINDS if any(counts.get((kind, taker)) for taker in KINDS)]
        takers = [kind for kind in KINDS if any(counts.get((giver, kind)) for giver in KINDS)]
        rows = [
            MatrixRow(
                _kind(giver),
                self._with(kind=giver or UNLISTED),
                [
                    _cell(
                        counts.get((giver, taker), 0),
                        self._with(giver_kind=giver or UNLISTED, taker_kind=taker or UNLISTED),
                        _kind(giver),
                        _kind(taker),
                    )
                    for taker in takers
                ],
            )
            for giver in givers
        ]
        caption = _("How many agreements go from one kind of organisation to another")
        columns = [_kind(taker) for taker in takers]
        return Matrix(caption, _("From"), columns, rows, is_of_kinds=True)


def _cell(count: int, href: str, giver: str, taker: str) -> Cell:
    if not count:
        return Cell()
    text = _("more than %(count)d") % {"count": COUNTED} if count > COUNTED else str(count)
    words = _("%(count)s, from %(giver)s to %(taker)s") % {"count": text, "giver": giver, "taker": taker}
    return Cell(text, href, words)


def _kind(kind: str) -> str:
    return str(OrganisationKind(kind).label) if kind else _("In no list of bodies")


def _organisations(count: int) -> str:
    if not count:
        return _("no organisation")
    return ngettext("%(count)d organisation", "%(count)d organisations", count) % {"count": count}


def _agreements(count: int) -> str:
    return ngettext("%(count)d agreement", "%(count)d agreements", count) % {"count": count}
