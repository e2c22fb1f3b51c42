"""Acts on an organisation's own rule of approval: who must approve which kind of document."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.acts import act, record
from governance import events, registry
from governance.approving import MOST_SEATS, MOST_STEPS, Plan, Step, Way
from governance.models import ApprovalRule
from organisations.models import Office, Organisation, User
from organisations.permissions import Can, require, roles_with
from organisations.services.organisations import lock_organisation

if TYPE_CHECKING:
    from audit.actors import HasActor

MOST_DAYS = 365


@act
def set_rule(organisation: Organisation, *, by: HasActor, plan: Plan, kind: str = "") -> ApprovalRule:
    """Says who must approve the documents of a kind, or of all kinds without a rule of their own.

    Versions that are in review keep the rule under which they were sent. Raises ValidationError for a rule that is
    none: without steps, with an empty step, with more approvals than seats, or that names what there is not.
    """
    organisation = lock_organisation(organisation)
    require(by, Can.MANAGE_ORGANISATION, organisation)
    if kind and kind not in {each.key for each in registry.policy_kinds()}:
        raise ValidationError(_("There is no such kind of document."))
    check_plan(organisation, plan)
    rule = ApprovalRule.objects.filter(organisation=organisation, kind=kind).first()
    rule = rule or ApprovalRule(organisation=organisation, kind=kind)
    rule.steps, rule.in_order, rule.days = plan.as_data(), plan.in_order, plan.days
    rule.save()
    record(
        events.APPROVAL_RULE_SET,
        organisation,
        by=by,
        audience=[organisation],
        facts={
            "kind": kind,
            "steps": [_in_short(step) for step in plan.steps],
            "in_order": plan.in_order,
            "days": plan.days,
        },
    )
    return rule


@act
def remove_rule(organisation: Organisation, *, by: HasActor, kind: str = "") -> Organisation:
    """Goes back to the rule for all kinds, or to one approval by anyone with the right. Raises ValidationError."""
    organisation = lock_organisation(organisation)
    require(by, Can.MANAGE_ORGANISATION, organisation)
    rule = ApprovalRule.objects.filter(organisation=organisation, kind=kind).first()
    if rule is None:
        raise ValidationError(_("There is no such rule."))
    rule.delete()
    record(events.APPROVAL_RULE_REMOVED, organisation, by=by, audience=[organisation], facts={"kind": kind})
    return organisation


def check_plan(organisation: Organisation, plan: Plan) -> None:
    """Raises ValidationError for the first thing that makes it no rule."""
    if not plan.steps:
        raise ValidationError(_("Add a step: somebody must approve."))
    if len(plan.steps) > MOST_STEPS:
        raise ValidationError(_("A rule can have %(most)d steps.") % {"most": MOST_STEPS})
    if not 0 <= plan.days <= MOST_DAYS:
        raise ValidationError(_("Give the approvers %(most)d days at most.") % {"most": MOST_DAYS})
    for number, step in enumerate(plan.steps, start=1):
        _check_step(number, step)
    named = User.objects.members_of(organisation).filter(pk__in=[UUID(key) for key in plan.people])
    if named.count() != len(plan.people):
        raise ValidationError(_("The rule names somebody who is not a member of the organisation."))


def _check_step(number: int, step: Step) -> None:
    words = {"number": number}
    if not step.seats:
        raise ValidationError(_("Choose who approves in step %(number)d.") % words)
    if len(step.seats) > MOST_SEATS or len(set(step.seats)) < len(step.seats):
        raise ValidationError(_("Step %(number)d names too many, or one of them twice.") % words)
    known = {Way.ROLE: [role.value for role in roles_with(Can.APPROVE)], Way.OFFICE: Office.values}
    if any(seat.key not in known.get(Way(seat.way), [seat.key]) for seat in step.seats):
        raise ValidationError(_("Step %(number)d names a role that cannot approve.") % words)
    if step.needed > len(step.seats) and not any(seat.holds_many for seat in step.seats):
        raise ValidationError(
            ngettext(
                "Step %(number)d asks for more approvals than the %(seats)d that it names.",
                "Step %(number)d asks for more approvals than the %(seats)d that it names.",
                len(step.seats),
            )
            % {**words, "seats": len(step.seats)}
        )


def _in_short(step: Step) -> str:
    """For the log: a line such as “all: office siro, role manager”."""
    seats = ", ".join(f"{seat.way} {seat.key}".strip() for seat in step.seats)
    return f"{step.needed or 'all'}: {seats}"
