"""Acts on the picture that stands for an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.acts import act, record
from organisations import events, pictures
from organisations.models import Logo, Organisation
from organisations.permissions import Can, require
from organisations.services.organisations import lock_organisation

if TYPE_CHECKING:
    from audit.actors import HasActor


@act
def set_logo(organisation: Organisation, *, by: HasActor, data: bytes) -> Organisation:
    """Print and show this picture from now on; nothing happens if it is the one that is there.

    What was published before keeps the logo that it was published with. Raises ValidationError for `picture`.
    """
    organisation = lock_organisation(organisation)
    require(by, Can.MANAGE_ORGANISATION, organisation)
    try:
        picture = pictures.clean(data)
    except ValidationError as error:
        raise ValidationError({"picture": error.messages}) from error
    logo = Logo.keep(picture.data, width=picture.width, height=picture.height)
    before = organisation.logo_id or ""
    if logo.pk == before:
        return organisation
    organisation.logo = logo
    organisation.save(update_fields=["logo"])
    record(
        events.LOGO_REPLACED if before else events.LOGO_ADDED,
        organisation,
        by=by,
        audience=[organisation],
        facts={"sha256": logo.pk, "before": before, "width": logo.width, "height": logo.height},
    )
    return organisation


@act
def remove_logo(organisation: Organisation, *, by: HasActor) -> Organisation:
    """Go back to the rings. Raises ValidationError where there is no logo."""
    organisation = lock_organisation(organisation)
    require(by, Can.MANAGE_ORGANISATION, organisation)
    before = organisation.logo_id
    if not before:
        raise ValidationError(_("There is no logo."))
    organisation.logo = None
    organisation.save(update_fields=["logo"])
    record(events.LOGO_REMOVED, organisation, by=by, audience=[organisation], facts={"before": before})
    return organisation
