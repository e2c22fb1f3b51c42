"""The act that says, while an agreement is written, for which parties somebody is invited to sign."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.acts import act, record
from governance.models import DocumentVersion
from protocols import events
from protocols.models import Party
from protocols.services.drafting import StaleRow, lock_draft
from protocols.stamps import stamp_of_all

if TYPE_CHECKING:
    from organisations.models import Organisation, User

PLANNED = ("organisation_id", "by_invitation")


def plan_stamp(parties: Collection[Party]) -> str:
    """What a form about the signatories carries."""
    return stamp_of_all(sorted(parties, key=lambda party: str(party.pk)), PLANNED)


@act
def plan_signatories(
    version: DocumentVersion, *, by: User, invited: Collection[Organisation], seen: str
) -> list[Party]:
    """Says for which parties somebody without an account is to be invited; for all others their own people sign.

    Nobody is asked yet: that is done once it is open for signature. `seen`: `plan_stamp` of what the person looked at.
    Raises StaleRow where the parties or the plan changed since, ValidationError for an organisation that is no party,
    InvalidMove once it left draft.
    """
    version = lock_draft(version, by)
    parties = list(
        Party.objects.select_for_update(of=("self",))
        .filter(version=version)
        .select_related("organisation")
        .order_by("position")
    )
    wanted = {body.pk for body in invited}
    if wanted - {party.organisation_id for party in parties}:
        raise ValidationError({"invited": _("Choose parties of this protocol.")})
    changing = [party for party in parties if party.by_invitation != (party.organisation_id in wanted)]
    if not changing:
        return parties
    if plan_stamp(parties) != seen:
        raise StaleRow(_("Somebody changed this before you. Nothing was saved."))
    for party in changing:
        party.by_invitation = not party.by_invitation
        party.save(update_fields=["by_invitation"])
    record(
        events.SIGNATORIES_PLANNED,
        version,
        by=by,
        audience=[version.organisation],
        facts={
            "version": version.number,
            "invited": [
                party.organisation.code for party in parties if party.by_invitation and party.organisation
            ],
        },
    )
    return parties
