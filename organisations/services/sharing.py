"""The act by which an organisation says whether it shares regularly or in bulk."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from organisations import events
from organisations.models import Organisation, User
from organisations.models.organisation import Sharing
from organisations.permissions import Can, require
from organisations.services.organisations import lock_organisation


@act
def decide_sharing(organisation: Organisation, *, by: User, sharing: str, reason: str) -> Organisation:
    """Keeps what was decided, with its reason; the same said again changes nothing.

    Protocols are expected of an organisation from the moment that it says it shares regularly or in bulk, and of no
    other. Raises ValidationError for no decision and without a reason.
    """
    organisation = lock_organisation(organisation)
    require(by, Can.MANAGE_ORGANISATION, organisation)
    reason, errors = reason.strip(), {}
    if sharing not in (Sharing.REGULAR, Sharing.NONE):
        errors["sharing"] = _("Choose whether the organisation shares regularly or in bulk.")
    if not reason:
        errors["reason"] = _("Say why, so that others can follow the decision.")
    if errors:
        raise ValidationError(errors)
    if (organisation.sharing, organisation.sharing_reason) == (sharing, reason):
        return organisation
    organisation.sharing, organisation.sharing_reason = sharing, reason
    organisation.sharing_decided_by, organisation.sharing_decided_at = by, timezone.now()
    fields = ["sharing", "sharing_reason", "sharing_decided_by", "sharing_decided_at"]
    organisation.save(update_fields=fields)
    record(
        events.SHARING_DECIDED,
        organisation,
        by=by,
        audience=[organisation],
        facts={"sharing": sharing},
        reason=reason,
    )
    return organisation
