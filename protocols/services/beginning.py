"""The act that begins a protocol: a first draft with the lead among its parties."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from audit.acts import act, record
from governance.kinds import PlainSection
from governance.models import DocumentVersion
from governance.services.documents import create_document
from protocols import events
from protocols.kinds import ACCORD, DISCLOSURE, JOINT_CONTROLLERS
from protocols.models import Party, Protocol, Terms
from protocols.models.party import ControllerRole, Direction

if TYPE_CHECKING:
    from governance.kinds import Kind
    from organisations.models import Organisation, User


@act
def begin_protocol(
    lead: Organisation, *, kind: Kind, title: str, by: User, key: UUID | None = None, is_blank: bool = False
) -> DocumentVersion:
    """The first draft, from the template of its kind, or blank: with the headings alone.

    The lead is its first party; a data disclosure agreement goes one way, and the lead is taken to give. Raises
    ValidationError for a title that does not fit.
    """
    headings = [PlainSection(model.key, str(model.heading), "") for model in kind.sections]
    document = create_document(
        lead, kind=kind, title=title, by=by, key=key, sections=headings if is_blank else None
    )
    version = document.versions.get()
    protocol = Protocol(document=document)
    protocol.full_clean()
    protocol.save()
    party = lead_as_party(version, lead)
    party.full_clean()
    party.save()
    Terms(version=version).save()
    record(
        events.PROTOCOL_BEGUN,
        document,
        by=by,
        audience=[lead],
        facts={"version": version.number, "kind": kind.key},
    )
    return version


def lead_as_party(version: DocumentVersion, lead: Organisation) -> Party:
    """The first row of the parties, as the kind of agreement has it; not stored."""
    kind = version.document.kind_model
    return Party(
        version=version,
        organisation=lead,
        position=1,
        name=lead.name,
        direction=Direction.DISCLOSER if kind is DISCLOSURE else Direction.BOTH,
        role=ControllerRole.NOT_STATED
        if kind is ACCORD
        else ControllerRole.JOINT
        if kind is JOINT_CONTROLLERS
        else ControllerRole.CONTROLLER,
    )
