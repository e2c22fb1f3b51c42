"""The act on when agreements leave the public register, and what follows from it. That ends nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from audit.acts import act, record
from governance.days import add_months
from governance.search.outbox import owe
from organisations.models import Organisation
from organisations.permissions import Can, register_keeper, require
from organisations.services.organisations import lock_organisation
from protocols import events
from protocols.models import RegisterEntry, RemovalRule
from protocols.models.removal_rule import LONGEST_MONTHS, NEVER

if TYPE_CHECKING:
    from audit.actors import HasActor
    from protocols.models.entry import RegisterEntryQuerySet


@act
def set_removal_rule(organisation: Organisation, *, by: HasActor, months: int | None) -> Organisation:
    """Says how many months past their review day the agreements that the organisation leads leave the public register.

    `months`: NEVER for not at all, None for the rule of the organisation that keeps the register; that rule counts for
    all that have none. Raises ValidationError for a number of months that is none.
    """
    organisation = lock_organisation(organisation)
    require(by, Can.MANAGE_ORGANISATION, organisation)
    if months is not None and not NEVER <= months <= LONGEST_MONTHS:
        raise ValidationError({"months": _("Choose a number of months between 1 and 120.")})
    rule = RemovalRule.objects.filter(organisation=organisation).first()
    if months is None and rule is not None:
        rule.delete()
    elif months is not None:
        rule = rule or RemovalRule(organisation=organisation)
        rule.months = months
        rule.full_clean(validate_unique=False, validate_constraints=False)
        rule.save()
    _follow(organisation)
    record(
        events.REMOVAL_RULE_SET,
        organisation,
        by=by,
        audience=[organisation],
        facts={"months": "" if months is None else str(months)},
    )
    return organisation


def months_for(organisation: Organisation) -> int:
    """How many months past review its agreements leave the register; NEVER for not at all. One query."""
    mine = Q(organisation=organisation) | Q(organisation__code=settings.REGISTER_KEEPER)
    rules = {rule.organisation_id: rule.months for rule in RemovalRule.objects.filter(mine)}
    return months_that_count(rules.get(organisation.pk), next(iter(rules.values()), None))


def months_that_count(own: int | None, of_keeper: int | None) -> int:
    """An organisation's own rule, else that of who keeps the register, else NEVER."""
    if own is not None:
        return own
    return NEVER if of_keeper is None else of_keeper


def months_of_keeper() -> int:
    """The rule for those who have none. One query."""
    rule = RemovalRule.objects.filter(organisation__code=settings.REGISTER_KEEPER).first()
    return rule.months if rule else NEVER


def leaves_on(entries: Iterable[RegisterEntry], months: int) -> date | None:
    """The first day without the agreement in the public register; its entries in order, the newest version last.

    It counts from the review of the newest version: what was agreed, or a later day that a review has set since. What
    ends before that day stays, and says that it ended.
    """
    newest = list(entries)[-1]
    days = [day for day in (newest.review_on, newest.version.next_review_on) if day and newest.review_on]
    if months == NEVER or not days:
        return None
    leaves = add_months(max(days), months)
    return None if newest.ends_on is not None and newest.ends_on < leaves else leaves


def _follow(organisation: Organisation) -> None:
    """Entries and search of all whose rule it is say so from now on."""
    months = months_for(organisation)
    _write(RegisterEntry.objects.filter(document__organisation=organisation), months)
    keeper = register_keeper()
    if keeper is None or keeper.pk != organisation.pk:
        return
    ruled = RemovalRule.objects.values("organisation")
    others = RegisterEntry.objects.exclude(
        Q(document__organisation__in=ruled) | Q(document__organisation=keeper)
    )
    leads = set(others.order_by().values_list("document__organisation", flat=True))
    _write(others, months)
    owe("organisations.organisation", leads)


def _write(found: RegisterEntryQuerySet, months: int) -> None:
    ordered = found.select_related("version").order_by("document", "version__major", "version__minor")
    changed = []
    for _key, group in groupby(ordered, key=lambda entry: entry.document_id):
        entries = list(group)
        day = leaves_on(entries, months)
        for entry in entries:
            if entry.hidden_from != day:
                entry.hidden_from = day
                changed.append(entry)
    RegisterEntry.objects.bulk_update(changed, ["hidden_from"], batch_size=500)
