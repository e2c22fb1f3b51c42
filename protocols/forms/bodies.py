"""Bodies that somebody names: by code, by key of a public list, or by name; also those that no list has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q
from django.utils.text import get_text_list
from django.utils.translation import gettext

from organisations.models import Identifier, Organisation
from organisations.models.organisation import fold
from protocols.models import EntryParty, RegisterEntry
from protocols.models.entry import NAME

SUGGESTED = 4
BETWEEN = ";"  # names hold commas


@dataclass(frozen=True)
class Bodies:
    """Those that a field names, in its order: organisations, and names of bodies that no list has."""

    found: tuple[Organisation | str, ...] = ()

    def __len__(self) -> int:
        return len(self.found)

    def __str__(self) -> str:
        return "; ".join(str(body) for body in self.found)


def parted(typed: str) -> list[str]:
    """The names in a field that takes several."""
    return list(dict.fromkeys(filter(None, (name.strip() for name in typed.split(BETWEEN)))))


def bodies(typed: Sequence[str]) -> Mapping[str, Organisation | str]:
    """Each body by what was typed, without those that are not known. At most four queries."""
    found: dict[str, Organisation | str] = dict(organisations(typed))
    others = {fold(name)[:NAME]: name for name in typed if name not in found}
    if others:
        entries = RegisterEntry.objects.visible_to(AnonymousUser()).filter(pk=OuterRef("entry_id"))
        parties = EntryParty.objects.filter(Exists(entries.order_by()), organisation=None, name__in=others)
        found |= {others[name]: others[name] for name in parties.values_list("name", flat=True)}
    return found


def organisations(typed: Sequence[str]) -> Mapping[str, Organisation]:
    """Organisations by code, else by key, else by a name that only one of them has. At most three queries."""
    found = _by_code(typed)
    left = [name for name in typed if name not in found]
    found |= _by_key([name for name in left if ":" in name])
    return found | _by_name([name for name in left if name not in found])


def _by_code(typed: Iterable[str]) -> dict[str, Organisation]:
    codes = {name.upper() for name in typed}
    known = {body.code: body for body in Organisation.objects.filter(code__in=codes)} if codes else {}
    return {name: known[name.upper()] for name in typed if name.upper() in known}


def _by_key(typed: Iterable[str]) -> dict[str, Organisation]:
    keys = {name: _key(name) for name in typed}
    if not keys:
        return {}
    wanted = Q()
    for scheme, value in keys.values():
        wanted |= Q(scheme=scheme, value=value)
    rows = Identifier.objects.filter(wanted).select_related("organisation")
    known = {(row.scheme, row.value): row.organisation for row in rows}
    return {name: known[key] for name, key in keys.items() if key in known}


def _key(typed: str) -> tuple[str, str]:
    scheme, _colon, value = typed.partition(":")
    return scheme.strip().lower(), value.strip()


def _by_name(typed: Collection[str]) -> dict[str, Organisation]:
    if not typed:
        return {}
    named: dict[str, list[Organisation]] = {}
    for body in Organisation.objects.filter(sort_name__in={fold(name) for name in typed}):
        named.setdefault(body.sort_name, []).append(body)
    return {name: named[fold(name)][0] for name in typed if len(named.get(fold(name), ())) == 1}


def unknown(typed: str) -> str:
    """What to type instead. One query."""
    like = Organisation.objects.matching(typed).in_name_order()[: SUGGESTED + 1]
    names = [f"{body.name} ({body.code})" for body in like]
    if not names:
        return gettext(
            "No organisation of this register is called that. Type its full name, or its code such as NCC."
        )
    if len(names) > SUGGESTED:
        return gettext("Several organisations are called like that. Type the full name, or the code.")
    return gettext("Type the full name or the code of one organisation: %(names)s.") % {
        "names": get_text_list(names, gettext("or"))
    }
