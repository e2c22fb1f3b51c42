"""What differs between the kinds of rows of an agreement: their fields, their words in the log, and their rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.verbs import Verb
from governance.models import DocumentVersion
from organisations.models.organisation import fold
from protocols import events
from protocols.bases import bases
from protocols.frozen import frozen_law
from protocols.keys import free_key
from protocols.models import AddedLaw, DataItem, Flow, LegalBasis, LegalPower, Party
from protocols.models.added_law import OWN
from protocols.models.party import Direction
from protocols.powers import powers

AnyRow: TypeAlias = Party | DataItem | Flow | LegalPower | LegalBasis
Fields: TypeAlias = Mapping[str, Any]  # by the names of the model's fields


@dataclass(frozen=True)
class RowKind:
    """One kind of rows. `complete` gives a new row what nobody types; `check` and `check_removal` raise
    ValidationError for what the table cannot refuse by itself."""

    key: str  # of its set of rows
    model: type[AnyRow]
    fields: tuple[str, ...]
    added: Verb
    changed: Verb
    moved: Verb
    removed: Verb
    complete: Callable[[AnyRow, Sequence[AnyRow]], None]
    check: Callable[[AnyRow], None]
    check_removal: Callable[[AnyRow], None]
    related: tuple[str, ...] = ()
    unchecked: frozenset[str] = frozenset()  # fields that `check` looks at, with a better sentence

    def in_order(self, version: DocumentVersion) -> list[Any]:  # Any: rows of the model
        found = self.model._default_manager.filter(version=version).order_by("position", "pk")
        return list(found.select_related("version__document__organisation", *self.related))


def _nothing(*_rows: object) -> None:
    """Rows of this kind need no more."""


def _name_party(row: AnyRow, _others: Sequence[AnyRow]) -> None:
    """A party goes by the name of its organisation, unless the agreement calls it otherwise."""
    if isinstance(row, Party) and row.organisation is not None and not row.name:
        row.name = row.organisation.name


def _check_party(row: AnyRow) -> None:
    """Twice by the same name, where no organisation tells them apart; and a direction that contradicts a flow."""
    assert isinstance(row, Party)  # noqa: S101  # the kind of this check
    others = Party.objects.filter(version=row.version_id).exclude(pk=row.pk).values_list("name", flat=True)
    if fold(row.name) in {fold(name) for name in others}:
        raise ValidationError({"name": _("A party of this name stands here already.")})
    if row.direction == Direction.RECIPIENT and row.given.exists():
        raise ValidationError(
            {"direction": _("Something flows from this party, so it discloses. Change the flow first.")}
        )
    if row.direction == Direction.DISCLOSER and row.taken.exists():
        raise ValidationError(
            {"direction": _("Something flows to this party, so it receives. Change the flow first.")}
        )


def _check_party_goes(row: AnyRow) -> None:
    flow = Flow.objects.filter(giver=row.pk).first() or Flow.objects.filter(taker=row.pk).first()
    if flow is not None:
        raise ValidationError(
            _("“%(flow)s” is a flow of this party. Remove that flow first, then the party.") % {"flow": flow}
        )


def _key_item(row: AnyRow, others: Sequence[AnyRow]) -> None:
    if isinstance(row, DataItem) and not row.key:
        row.key = free_key(row.what, {o.key for o in others if isinstance(o, DataItem)}, "item")


def _check_item_goes(row: AnyRow) -> None:
    assert isinstance(row, DataItem)  # noqa: S101  # the kind of this check
    flows = Flow.objects.filter(version=row.version_id).select_related("giver", "taker")
    flow = next((each for each in flows if row.key in each.items), None)
    if flow is not None:
        raise ValidationError(
            _("This item goes with the flow “%(flow)s”. Take it out there first.") % {"flow": flow}
        )


def _key_flow(row: AnyRow, others: Sequence[AnyRow]) -> None:
    if isinstance(row, Flow) and not row.key and row.giver_id and row.taker_id:
        names = f"{row.giver.name[:24]} {row.taker.name[:24]}"
        row.key = free_key(names, {o.key for o in others if isinstance(o, Flow)}, "flow")


def _check_flow(row: AnyRow) -> None:
    """Between two parties of the same version that may give and receive, of items that it has."""
    assert isinstance(row, Flow)  # noqa: S101  # the kind of this check
    errors = {}
    if row.giver.version_id != row.version_id:
        errors["giver"] = _("Choose a party of this agreement: nothing flows from anybody else.")
    elif row.giver.direction == Direction.RECIPIENT:
        errors["giver"] = _("%(name)s only receives, by the list of parties.") % {"name": row.giver.name}
    if row.taker.version_id != row.version_id:
        errors["taker"] = _("Choose a party of this agreement: nothing flows to anybody else.")
    elif row.taker_id == row.giver_id:
        errors["taker"] = _("Choose two different parties: nothing flows from a party to itself.")
    elif row.taker.direction == Direction.DISCLOSER:
        errors["taker"] = _("%(name)s only discloses, by the list of parties.") % {"name": row.taker.name}
    there = DataItem.objects.filter(version=row.version_id).order_by("position", "pk")
    keys = list(there.values_list("key", flat=True))
    if not row.items:
        errors["items"] = _("Choose at least one data item.")
    elif not set(row.items) <= set(keys):
        errors["items"] = _("Choose data items of this agreement.")
    if errors:
        raise ValidationError(errors)
    row.items = [key for key in keys if key in row.items]


def _find_law(row: AnyRow, others: Sequence[AnyRow]) -> None:
    """The law that an organisation added, where the key names one; it goes by its words, once."""
    assert isinstance(row, LegalPower | LegalBasis)  # noqa: S101  # the kinds of this
    if not row.key.startswith(OWN) or row.added_id:
        return
    offered = AddedLaw.objects.offered_to(row.version.document.organisation)
    found = next((law for law in offered if law.key == row.key), None)
    if found is None:
        raise ValidationError({"key": _("Choose a law from the list.")})
    if found.words in [str(other) for other in others]:
        raise ValidationError({"key": _("This stands here already.")})
    row.added, row.law = found, frozen_law(found)


def _check_power(row: AnyRow) -> None:
    """One of the past stays where it stood, but is not chosen anew."""
    assert isinstance(row, LegalPower)  # noqa: S101  # the kind of this check
    power = row.added or powers().get(row.key)
    if power is None or (row.added and not row.added.is_power):
        raise ValidationError({"key": _("Choose a legal power from the list.")})
    if row._state.adding and not power.holds(timezone.localdate()):
        raise ValidationError({"key": _("This power is not in force today. Choose another one.")})


def _check_basis(row: AnyRow) -> None:
    """One of the past stays where it stood, but is not chosen anew."""
    assert isinstance(row, LegalBasis)  # noqa: S101  # the kind of this check
    basis = row.added or bases()[row.key]
    if row.added and row.added.is_power:
        raise ValidationError({"key": _("Choose a basis or condition from the list.")})
    if row._state.adding and not basis.holds(timezone.localdate()):
        raise ValidationError({"key": _("This basis is not in force today. Choose another one.")})


PARTIES = RowKind(
    "parties",
    Party,
    ("organisation", "name", "direction", "role"),
    events.PARTY_ADDED,
    events.PARTY_CHANGED,
    events.PARTY_MOVED,
    events.PARTY_REMOVED,
    _name_party,
    _check_party,
    _check_party_goes,
    related=("organisation",),
)
ITEMS = RowKind(
    "data_items",
    DataItem,
    ("what", "about", "special", "is_criminal", "why"),
    events.ITEM_ADDED,
    events.ITEM_CHANGED,
    events.ITEM_MOVED,
    events.ITEM_REMOVED,
    _key_item,
    _nothing,
    _check_item_goes,
)
FLOWS = RowKind(
    "flows",
    Flow,
    ("giver", "taker", "items", "method", "often", "format", "onward"),
    events.FLOW_ADDED,
    events.FLOW_CHANGED,
    events.FLOW_MOVED,
    events.FLOW_REMOVED,
    _key_flow,
    _check_flow,
    _nothing,
    related=("giver__organisation", "taker__organisation"),
    unchecked=frozenset({"items"}),
)
POWERS = RowKind(
    "powers",
    LegalPower,
    ("key",),
    events.POWER_ADDED,
    events.POWER_CHANGED,
    events.POWER_MOVED,
    events.POWER_REMOVED,
    _find_law,
    _check_power,
    _nothing,
)
BASES = RowKind(
    "bases",
    LegalBasis,
    ("key", "covers", "explanation"),
    events.BASIS_ADDED,
    events.BASIS_CHANGED,
    events.BASIS_MOVED,
    events.BASIS_REMOVED,
    _find_law,
    _check_basis,
    _nothing,
)
ROW_KINDS = {kind.key: kind for kind in (PARTIES, ITEMS, FLOWS, POWERS, BASES)}


def kind_of(row: AnyRow) -> RowKind:
    return next(kind for kind in ROW_KINDS.values() if isinstance(row, kind.model))
