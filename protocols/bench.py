"""The people who may sign for an organisation on a day, and what an agreement shares: read for `protocols.signers`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import DateField, JSONField, TextChoices, UUIDField, Value
from django.utils import timezone

from organisations.models import Appointment, Membership, Organisation
from organisations.permissions import Can, roles_with
from protocols.models import DataItem, SigningRule
from protocols.signers import Holder, Line, Need, Post, Shares, may_sign, needs

if TYPE_CHECKING:
    from governance.models import DocumentVersion
    from organisations.models import User

HEALTH = "health"  # the key of the special category in the reference data


@dataclass(frozen=True)
class Bench:
    """Of one organisation: who has the right to sign, who holds which role, and the holders of its offices."""

    signing: frozenset[str]
    roles: frozenset[tuple[str, str]]
    holders: Sequence[Holder]

    def post_of(self, person: User, need: Need) -> Post | None:
        key = str(person.pk)
        roles = {role for who, role in self.roles if who == key}
        return may_sign(key, need, roles=roles, holders=self.holders, signing=self.signing)

    def who(self, need: Need) -> list[UUID]:
        """The people who may give a signature on the day."""
        found = []
        for person in sorted(self.signing):
            roles = {role for who, role in self.roles if who == person}
            if may_sign(person, need, roles=roles, holders=self.holders, signing=self.signing) is not None:
                found.append(UUID(person))
        return found


def bench_of(organisation: Organisation, on: date | None = None) -> Bench:
    """One query."""
    return benches_of([organisation.pk], on or timezone.localdate())[organisation.pk]


def shares_of(version: DocumentVersion) -> Shares:
    special = set(
        DataItem.objects.filter(version=version).exclude(special="").values_list("special", flat=True)
    )
    return Shares(health=HEALTH in special, special=bool(special))


def needs_of(organisation: Organisation, version: DocumentVersion) -> list[Need]:
    """The signatures that an organisation's own rule asks for. Two queries."""
    return list(needs_of_all([organisation], version)[organisation.pk])


def needs_of_all(
    bodies: Iterable[Organisation], version: DocumentVersion, shares: Shares | None = None
) -> Mapping[UUID, list[Need]]:
    """The same of several organisations, by key. Two queries; one where it is known what the version shares."""
    shares = shares or shares_of(version)
    lines: dict[UUID, list[Line]] = {body.pk: [] for body in bodies}
    for rule in SigningRule.objects.filter(organisation__in=list(lines)):
        lines[rule.organisation_id].append(rule.line)
    return {key: needs(each, kind=version.document.kind, shares=shares) for key, each in lines.items()}


class _Holds(TextChoices):
    """What a row of the query of all says of an organisation."""

    OFFICE = "office"
    ROLE = "role"
    RULE = "rule"


def benches_of(bodies: Collection[UUID], on: date) -> Mapping[UUID, Bench]:
    """As `bench_of` for several organisations, by key. One query."""
    return _rules_and_benches(bodies, on)[1]


def signing_of_all(
    bodies: Collection[UUID], version: DocumentVersion, shares: Shares, on: date
) -> tuple[Mapping[UUID, list[Need]], Mapping[UUID, Bench]]:
    """The signatures that each organisation's own rule asks for, and who could give them, by key. One query."""
    rules, benches = _rules_and_benches(bodies, on)
    kind = version.document.kind
    return {key: needs(rules[key], kind=kind, shares=shares) for key in bodies}, benches


def _rules_and_benches(
    bodies: Collection[UUID], on: date
) -> tuple[Mapping[UUID, list[Line]], Mapping[UUID, Bench]]:
    allowed = {role.value for role in roles_with(Can.SIGN)}
    roles: dict[UUID, set[tuple[str, str]]] = {key: set() for key in bodies}
    holders: dict[UUID, list[Holder]] = {key: [] for key in bodies}
    rules: dict[UUID, list[Line]] = {key: [] for key in bodies}
    for body, user, key, is_deputy, away_from, back_on, holds, condition, posts, needed in _rows(bodies, on):
        if holds == _Holds.OFFICE:  # twin of `Appointment.is_away`
            is_away = away_from is not None and away_from <= on and (back_on is None or back_on > on)
            holders[body].append(Holder(str(user), key, bool(is_deputy), is_away))
        elif holds == _Holds.ROLE:
            roles[body].add((str(user), key))
        else:
            rules[body].append(SigningRule(kind=key, condition=condition, posts=posts, needed=needed).line)
    benches = {
        key: Bench(
            frozenset(user for user, role in roles[key] if role in allowed),
            frozenset(roles[key]),
            holders[key],
        )
        for key in bodies
    }
    return rules, benches


def _rows(bodies: Collection[UUID], on: date) -> Iterable[tuple[Any, ...]]:
    held = Appointment.objects.current(on).filter(organisation__in=bodies, user__is_active=True)
    members = Membership.objects.current(on).filter(organisation__in=bodies, user__is_active=True)
    rules = SigningRule.objects.filter(organisation__in=bodies)
    nobody, no_day = Value(None, output_field=UUIDField()), Value(None, output_field=DateField())
    no_rule = (Value(""), Value(None, output_field=JSONField()), Value(0))
    rows = held.order_by().values_list(
        "organisation_id",
        "user_id",
        "office",
        "deputy",
        "away_from",
        "back_on",
        Value(_Holds.OFFICE.value),
        *no_rule,
    )
    return rows.union(
        members.order_by().values_list(
            "organisation_id",
            "user_id",
            "role",
            Value(False),
            no_day,
            no_day,
            Value(_Holds.ROLE.value),
            *no_rule,
        ),
        rules.order_by().values_list(
            "organisation_id",
            nobody,
            "kind",
            Value(False),
            no_day,
            no_day,
            Value(_Holds.RULE.value),
            "condition",
            "posts",
            "needed",
        ),
        all=True,
    )
