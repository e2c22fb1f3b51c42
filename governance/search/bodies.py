"""What organisations say to the search: their names of now and before, in both languages, their code, their keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from governance import registry
from governance.entries import Entry, SearchSource
from organisations.models import Organisation, Succession

KIND = "organisation"


def keys() -> Iterable[UUID]:
    return Organisation.objects.order_by("pk").values_list("pk", flat=True).iterator()


def entries(organisations: Collection[UUID]) -> Iterator[Entry]:
    bodies = Organisation.objects.filter(pk__in=organisations).prefetch_related(
        "identifiers", "predecessions__predecessor"
    )
    former = _former_names(organisations)
    for body in bodies:
        yield _of_body(body, former[body.pk])


def _of_body(body: Organisation, former: list[str]) -> Entry:
    names = [name for name in (body.name, body.legal_name, body.name_cy, body.legal_name_cy) if name]
    before = [row.predecessor.name for row in body.predecessions.all()]
    keys = [(row.scheme, row.value) for row in body.identifiers.all()]
    other = [name for name in dict.fromkeys([*names[1:], *former, *before]) if name != body.name]
    return Entry(
        key=str(body.pk),
        target=body.pk,
        kind=KIND,
        title=body.name,
        subtitle=" | ".join(other),
        context=" ".join(
            [body.code, body.get_kind_display(), *(f"{scheme} {value}" for scheme, value in keys)]
        ),
        names=(
            body.code,
            *names,
            *former,
            *(value for _scheme, value in keys),
            *(f"{scheme}:{value}" for scheme, value in keys),
        ),
        address=body.get_absolute_url(),
        organisation=body.pk,
        is_open=True,
    )


def _former_names(organisations: Collection[UUID]) -> dict[UUID, list[str]]:
    """What each was called before, the latest first."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = Organisation.history.filter(id__in=organisations).order_by("-history_date", "-history_id")
    for key, name, legal in rows.values_list("id", "name", "legal_name"):
        found[key] += [text for text in (name, legal) if text and text not in found[key]]
    return found


def with_neighbours(organisations: Collection[UUID]) -> Iterable[UUID]:
    """Those that took over from them carry their names, too."""
    after = Succession.objects.filter(predecessor__in=organisations).values_list("successor_id", flat=True)
    return [*organisations, *after]


registry.add_search_source(
    SearchSource(
        key="organisation",
        keys=keys,
        entries=entries,
        touched={"organisations.organisation": with_neighbours},
        labels={KIND: _("Organisations")},
    )
)
