"""What other pages show of agreements: on an organisation's page those of the register that name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from governance import registry
from governance.framework import AgreementsOf, FrameworkPart
from governance.models import DocumentVersion
from organisations.models import Organisation, Succession
from organisations.panels import Panel, Setting, add_panel, add_setting
from organisations.permissions import Can, Person, rights_in
from protocols.forms.removal_rule import in_words
from protocols.kinds import KINDS
from protocols.models import AddedLaw, Party, RemovalRule, SigningRule
from protocols.reading import agreements_of
from protocols.services.removal_rules import months_that_count

SHOWN = 5


def _agreements(organisation: Organisation, person: Person) -> Mapping[str, object]:
    found = list(agreements_of(organisation, person, timezone.localdate())[: SHOWN + 1])
    return {
        "entries": found[:SHOWN],
        "has_more": len(found) > SHOWN,
        "code": organisation.code,
        "may_start": Can.DRAFT in rights_in(person, organisation),
    }


add_panel(Panel("agreements", "protocols/_organisation_agreements.html", _agreements))


def _entered_into_by(organisation: Organisation) -> Q:
    """It leads the agreement, or is named as a party by the version."""
    kinds = [kind.key for kind in registry.agreement_kinds()]
    named = Party.objects.filter(organisation=organisation).values("version")
    return Q(document__kind__in=kinds) & (Q(document__organisation=organisation) | Q(pk__in=named))


def _in_force(person: Person, on: date) -> Coalesce:
    versions = DocumentVersion.objects.visible_to(person).in_force(on)
    named = versions.filter(document__kind__in=KINDS, parties__organisation=OuterRef("pk"))
    count = (
        named.order_by().values("parties__organisation").annotate(counted=Count("document", distinct=True))
    )
    return Coalesce(Subquery(count.values("counted")), 0)


def _listed(code: str) -> str:
    return f"{reverse('protocols:register')}?{urlencode({'party': code})}"


registry.add_agreements(AgreementsOf(_in_force, _listed))
registry.add_framework_part(
    FrameworkPart("agreements", _("Agreements"), _("No agreement was in force."), _entered_into_by, place=2)
)


@dataclass(frozen=True)
class _Numbers:
    """How many rules of signing, predecessors and added laws an organisation has, and its rule of removal, if any."""

    rules: int
    predecessors: int
    laws: int
    months: int | None
    months_of_keeper: int | None


def _numbers(organisation: Organisation) -> _Numbers:
    """One query for all of them; none the second time for the same object."""
    kept: dict[str, Any] = vars(organisation)
    if "numbers_of_protocols" not in kept:
        asked = Organisation.objects.filter(pk=organisation.pk).values_list(
            _number(SigningRule.objects.filter(organisation=OuterRef("pk")), "organisation"),
            _number(Succession.objects.filter(successor=OuterRef("pk")), "successor"),
            _number(AddedLaw.objects.filter(organisation=OuterRef("pk")), "organisation"),
            Subquery(RemovalRule.objects.filter(organisation=OuterRef("pk")).values("months")),
            Subquery(
                RemovalRule.objects.filter(organisation__code=settings.REGISTER_KEEPER).values("months")
            ),
        )
        kept["numbers_of_protocols"] = _Numbers(*asked.get())
    numbers: _Numbers = kept["numbers_of_protocols"]
    return numbers


def _number(rows: QuerySet[Any], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _rules(organisation: Organisation) -> str:
    count = _numbers(organisation).rules
    if not count:
        return now("One signature")
    return ngettext("%(count)d rule", "%(count)d rules", count) % {"count": count}


def _predecessors(organisation: Organisation) -> str:
    count = _numbers(organisation).predecessors
    return ngettext("%(count)d predecessor", "%(count)d predecessors", count) % {"count": count}


def _laws(organisation: Organisation) -> str:
    count = _numbers(organisation).laws
    return ngettext("%(count)d added", "%(count)d added", count) % {"count": count} if count else now("None")


def _months(organisation: Organisation) -> str:
    found = _numbers(organisation)
    return in_words(months_that_count(found.months, found.months_of_keeper))


add_setting(
    Setting(
        "protocols:succession",
        _("Agreements of bodies before us"),
        _("Which agreements of a body that was abolished pass to this one, or end"),
        _predecessors,
    )
)
add_setting(
    Setting(
        "protocols:added-law",
        _("Law that you added"),
        _("Legal powers and lawful bases that agreements can name, beside those that are there"),
        _laws,
    )
)
add_setting(
    Setting(
        "protocols:removal-rule",
        _("When agreements leave the register"),
        _("How long after an overdue review the public register leaves them out"),
        _months,
    )
)
add_setting(
    Setting(
        "protocols:signing-rules",
        _("Who must sign"),
        _("Which roles or offices sign agreements, by what is shared"),
        _rules,
    )
)
