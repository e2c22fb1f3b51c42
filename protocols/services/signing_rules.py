"""Acts on an organisation's own rule of signing: who must sign which agreements for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.acts import act, record
from organisations.models import Office
from organisations.permissions import Can, Role, require, roles_with
from organisations.services.organisations import lock_organisation
from protocols import events
from protocols.kinds import KINDS
from protocols.models import SigningRule
from protocols.signers import MOST_SEATS, OFFICE, ROLE, Condition, Line, Post

if TYPE_CHECKING:
    from audit.actors import HasActor
    from organisations.models import Organisation


@act
def set_rule(organisation: Organisation, *, by: HasActor, line: Line) -> SigningRule:
    """Says who must sign agreements of a kind (any, where it names none) that meet a condition.

    Rounds that are open keep the rule under which they were opened. Raises ValidationError for a line that is none:
    without posts, with one twice, with more signatures than posts, or that names what there is not.
    """
    organisation = lock_organisation(organisation)
    require(by, Can.MANAGE_ORGANISATION, organisation)
    _check(line)
    rule = SigningRule.objects.filter(
        organisation=organisation, kind=line.kind, condition=line.condition
    ).first()
    rule = rule or SigningRule(organisation=organisation, kind=line.kind, condition=line.condition)
    rule.posts, rule.needed = [{"way": post.way, "key": post.key} for post in line.posts], line.needed
    rule.save()
    record(
        events.SIGNING_RULE_SET,
        organisation,
        by=by,
        audience=[organisation],
        facts={
            "kind": line.kind,
            "condition": str(line.condition),
            "posts": [f"{post.way} {post.key}".strip() for post in line.posts],
            "needed": line.needed,
        },
    )
    return rule


@act
def remove_rule(organisation: Organisation, *, by: HasActor, kind: str = "", condition: str) -> Organisation:
    """Takes one line of the rule away. Raises ValidationError where there is none."""
    organisation = lock_organisation(organisation)
    require(by, Can.MANAGE_ORGANISATION, organisation)
    rule = SigningRule.objects.filter(organisation=organisation, kind=kind, condition=condition).first()
    if rule is None:
        raise ValidationError(_("There is no such rule."))
    rule.delete()
    record(
        events.SIGNING_RULE_REMOVED,
        organisation,
        by=by,
        audience=[organisation],
        facts={"kind": kind, "condition": condition},
    )
    return organisation


def _check(line: Line) -> None:
    if line.kind and line.kind not in KINDS:
        raise ValidationError(_("There is no such kind of agreement."))
    if line.condition not in Condition.values:
        raise ValidationError(_("There is no such condition."))
    if not line.posts:
        raise ValidationError(_("Choose who must sign."))
    if len(line.posts) > MOST_SEATS or len(set(line.posts)) < len(line.posts):
        raise ValidationError(_("The rule names too many, or one of them twice."))
    if not 0 <= line.needed <= len(line.posts):
        raise ValidationError(_("The rule asks for more signatures than it names."))
    _check_posts(line.posts)


def _check_posts(posts: Sequence[Post]) -> None:
    """Anybody who may sign needs no line, and an office or role that there is not signs nothing."""
    known = {ROLE: [Role(role).value for role in roles_with(Can.SIGN)], OFFICE: Office.values}
    if any(post.key not in known.get(post.way, []) for post in posts):
        raise ValidationError(_("The rule names somebody who cannot sign."))
