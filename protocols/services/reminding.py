"""Reminds those who are asked to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from organisations.permissions import Can, require
from protocols import events
from protocols.models import Signatory
from protocols.notifying import last_reminders
from protocols.services.stating import locked, locked_round, parties_of
from protocols.standing import ASKED

if TYPE_CHECKING:
    from governance.models import DocumentVersion
    from organisations.models import User


@act
def remind(version: DocumentVersion, *, by: User) -> int:
    """Tells those who have not answered once more. Returns how many organisations that are.

    At most once a day, whoever does it. Raises InvalidMove where nobody is waited for, ValidationError on the same day.
    """
    version = locked(version)
    require(by, Can.PUBLISH, version.organisation)
    row = locked_round(version)
    if row is None or not row.is_open:
        raise InvalidMove(_("No round of signing is open for this version."))
    waiting = set(
        Signatory.objects.filter(round=row, standing__in=sorted(ASKED)).values_list("organisation", flat=True)
    )
    if not waiting:
        raise InvalidMove(_("There is nobody who could be reminded."))
    last = last_reminders([version.pk]).get(version.pk)
    if last is not None and timezone.localdate(last.at) >= timezone.localdate():
        raise ValidationError(
            _("%(who)s sent a reminder today. You can send the next one tomorrow.")
            % {"who": last.actor_label}
        )
    record(
        events.SIGNING_REMINDED,
        version,
        by=by,
        audience={version.organisation, *parties_of(version.document, row)},
        facts={"version": version.number, "round": row.number, "organisations": len(waiting)},
    )
    return len(waiting)
