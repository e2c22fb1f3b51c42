"""The picture of which way information flows under one version of an agreement, made of its rows alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.rows import FrozenRow, Rows
from protocols.drawing.picture import NARROW, picture, weight_of
from protocols.drawing.shapes import Node, Way


def flow_picture(rows: Rows, *, is_for_paper: bool = False) -> SafeString:
    """Of 2 to 12 parties with flows; empty for others. `rows`: as a reader reads them."""
    parties = {_key(row): str(row["name"]) for row in rows.get("parties", ())}
    items: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for flow in rows.get("flows", ()):
        giver, taker = flow["route"]["from"], flow["route"]["to"]
        for end in (giver, taker):
            parties.setdefault(_key(end), str(end["name"]))
        items[_key(giver), _key(taker)].update(dict.fromkeys(item["what"] for item in flow["items"]))
    words = ngettext(
        "Which way information flows between %(count)d party",
        "Which way information flows between %(count)d parties",
        len(parties),
    )
    return picture(
        [Node(key, name) for key, name in parties.items()],
        [Way(giver, taker, weight_of(len(what))) for (giver, taker), what in items.items()],
        key="flows",
        title=words % {"count": len(parties)},
        description=" ".join(
            _("%(giver)s to %(taker)s: %(items)s.")
            % {"giver": parties[giver], "taker": parties[taker], "items": _listed(what)}
            for (giver, taker), what in items.items()
        ),
        size=NARROW,
        is_for_paper=is_for_paper,
    )


def _key(named: FrozenRow) -> str:
    return str(named["code"]) or f"“{named['name']}"


def _listed(items: Iterable[str]) -> str:
    return ", ".join(items) or _("not told")
