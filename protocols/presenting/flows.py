"""The picture of which way information flows under one version of an agreement, made of its rows alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.rows import Drawing, FrozenRow, Rows
from protocols.drawing.matrix import DOT, matrix
from protocols.drawing.picture import NARROW, picture, weight_of
from protocols.drawing.shapes import Node, Way

WIDE_ON_PAPER = 900  # of the picture, in its own pixels; a sheet that lies on its side has 930


@dataclass(frozen=True)
class Flows:
    """The parties of one version by key, and which items go from one to another."""

    parties: Mapping[str, str]
    items: Mapping[tuple[str, str], Sequence[str]]

    @property
    def title(self) -> str:
        words = ngettext(
            "Which way information flows between %(count)d party",
            "Which way information flows between %(count)d parties",
            len(self.parties),
        )
        return words % {"count": len(self.parties)}

    @property
    def description(self) -> str:
        return " ".join(
            _("%(giver)s to %(taker)s: %(items)s.")
            % {"giver": self.parties[giver], "taker": self.parties[taker], "items": _listed(what)}
            for (giver, taker), what in self.items.items()
        )

    def picture(self, *, size: int = NARROW, is_for_paper: bool = False) -> SafeString:
        """Empty for more parties than are drawn, and without flows."""
        return picture(
            [Node(key, name) for key, name in self.parties.items()],
            [Way(giver, taker, weight_of(len(what))) for (giver, taker), what in self.items.items()],
            key="flows",
            title=self.title,
            description=self.description,
            size=size,
            is_for_paper=is_for_paper,
        )

    @property
    def counted(self) -> SafeString:
        """A matrix for paper of how many items go from each party to each other."""
        places = {key: at for at, key in enumerate(self.parties)}
        cells = {
            (places[giver], places[taker]): str(len(what) or DOT)
            for (giver, taker), what in self.items.items()
        }
        return matrix(list(self.parties.values()), cells)


def flows_of(rows: Rows) -> Flows:
    """`rows`: as a reader reads them."""
    parties = {_key(row): str(row["name"]) for row in rows.get("parties", ())}
    items: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for flow in rows.get("flows", ()):
        giver, taker = flow["route"]["from"], flow["route"]["to"]
        for end in (giver, taker):
            parties.setdefault(_key(end), str(end["name"]))
        items[_key(giver), _key(taker)].update(dict.fromkeys(item["what"] for item in flow["items"]))
    return Flows(parties, {way: list(what) for way, what in items.items()})


def flow_picture(rows: Rows) -> SafeString:
    """For a page: of 2 to 12 parties with flows; empty for others."""
    return flows_of(rows).picture()


def drawn_flows(rows: Rows) -> Drawing | None:
    """For paper: a picture as on the page; of more parties a matrix. None where nothing flows, and of very many."""
    flows = flows_of(rows)
    if not flows.items:
        return None
    says = f"{flows.title}. {flows.description}"
    if svg := flows.picture(size=WIDE_ON_PAPER, is_for_paper=True):
        return Drawing(str(svg), says)
    note = _(
        "%(title)s. Read across: how many data items go from one party to another, whose number stands above. "
        "A square stands where the agreement does not say which."
    )
    svg = flows.counted
    return Drawing(str(svg), says, note % {"title": flows.title}) if svg else None


def _key(named: FrozenRow) -> str:
    return str(named["code"]) or f"“{named['name']}"


def _listed(items: Iterable[str]) -> str:
    return ", ".join(items) or _("not told")
