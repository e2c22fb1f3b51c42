"""Acts that begin a protocol from the text of another one, and that follow what changes there later."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from audit.history import bulk_create
from governance import registry
from governance.canonical import thaw
from governance.disclosure import disclosure
from governance.kinds import PlainSection, VersionText
from governance.lifecycle import State
from governance.models import Body, Document, DocumentVersion
from governance.services.documents import create_document
from governance.services.locking import lock_document
from governance.withheld import Disclosure, is_stand_in, part_of_rows
from organisations.permissions import Can, require
from protocols import events
from protocols.following import following
from protocols.models import Conditions, Party, Protocol, Terms
from protocols.services.beginning import lead_as_party
from protocols.services.drafting import take_part
from protocols.services.stating import LONGEST

if TYPE_CHECKING:
    from organisations.models import Organisation, User

OWN = {"parties", "terms", "conditions"}  # sets of which something is left to the new protocol to say
TAKEN = ("security", "breach", "disposal", "review_cycle", "notice")  # of the safeguards


@act
def localise(
    lead: Organisation,
    *,
    source: DocumentVersion,
    title: str,
    by: User,
    with_parties: bool = True,
    key: UUID | None = None,
) -> DocumentVersion:
    """A first draft of `lead` from a published version that `by` may read, which it goes on naming as its source.

    It takes over what the person reads of it: texts, data items, lawful bases, safeguards; `with_parties` also the
    parties as they are by now, and the flows between them. Days, contact, areas and the impact assessment are not taken
    over: those are for the new parties to state. Raises ValidationError where there is nothing to take over.
    """
    require(by, Can.DRAFT, lead)
    source = _readable(source, by)
    seen = disclosure(by, source)
    if seen.is_metadata and not seen.is_whole:
        raise ValidationError({"source": _("Its text is not published, so there is nothing to begin from.")})
    document = create_document(
        lead,
        kind=source.document.kind_model,
        title=title,
        by=by,
        sections=_sections(source, seen),
        language=source.language,
        key=key,
    )
    version = document.versions.get()
    protocol = Protocol(document=document, made_from=source)
    protocol.full_clean()
    protocol.save()
    _copy(source, version, seen, lead, with_parties=with_parties)
    take_part(version)
    record(
        events.PROTOCOL_LOCALISED,
        document,
        by=by,
        audience=[lead],
        facts={
            "version": version.number,
            "source": source.document.reference,
            "source_version": source.number,
            "with_parties": with_parties,
        },
    )
    return version


@act
def consider_source(document: Document, *, by: User, version: DocumentVersion, reason: str = "") -> Protocol:
    """Says that somebody considered what the source of a protocol changed up to this version of it.

    Nothing of the protocol itself changes. A second time nothing happens. Raises InvalidMove for a protocol without a
    source and for a version that is no later one of it, ValidationError for a reason that is too long.
    """
    document = lock_document(document)
    require(by, Can.DRAFT, document.organisation)
    protocol = Protocol.objects.select_for_update(of=("self",)).filter(document=document).first()
    if protocol is None or protocol.made_from is None or protocol.looked_at is None:
        raise InvalidMove(_("This protocol was not begun from another one."))
    if len(reason.strip()) > LONGEST:
        raise ValidationError({"reason": _("This can have 2,000 characters. Shorten it.")})
    if version.pk == protocol.looked_at.pk:
        return protocol
    version = _readable(version, by)
    if version.document_id != protocol.made_from.document_id:
        raise InvalidMove(_("This protocol was not begun from that one."))
    before = protocol.looked_at
    if (version.major, version.minor) <= (before.major, before.minor):
        raise InvalidMove(
            _("Somebody has considered version %(number)s already.") % {"number": before.number}
        )
    protocol.considered, protocol.considered_by, protocol.considered_at = version, by, timezone.now()
    protocol.save(update_fields=["considered", "considered_by", "considered_at"])
    record(
        events.SOURCE_CONSIDERED,
        document,
        by=by,
        audience=[document.organisation],
        facts={
            "source": version.document.reference,
            "from": before.number,
            "to": version.number,
        },
        reason=reason.strip(),
    )
    return protocol


def _readable(version: DocumentVersion, by: User) -> DocumentVersion:
    """Raises ValidationError for what is not published, or not for this person."""
    mine = DocumentVersion.objects.visible_to(by).filter(pk=version.pk, state=State.PUBLISHED)
    found = mine.select_related("document__organisation").first()
    if found is None or not found.document.kind_model.is_agreement:
        raise ValidationError({"source": _("Choose a published protocol that you may read.")})
    return found


def _sections(source: DocumentVersion, seen: Disclosure) -> list[PlainSection]:
    """Those with a heading that the person may read; what is withheld is there to be written."""
    text: VersionText = thaw(Body.objects.get(pk=source.content_sha256).unpacked())
    known = {section.key for section in text.sections}
    return [
        PlainSection(section.key, section.heading, "" if is_stand_in(section) else section.body)
        for section in seen.of(text).sections
        if section.key in known
    ]


def _copy(
    source: DocumentVersion,
    version: DocumentVersion,
    seen: Disclosure,
    lead: Organisation,
    *,
    with_parties: bool,
) -> None:
    shown = {
        rows.key: rows
        for rows in registry.row_sets(version.document.kind)
        if seen.shows(part_of_rows(rows.key))
    }
    with_parties = with_parties and "parties" in shown
    bulk_create(Party, _parties(source, version, lead, with_parties=with_parties))
    for key, rows in shown.items():
        if key not in OWN and (with_parties or "parties" not in rows.tells):
            rows.copy(source, version)
    retention = Terms.objects.filter(version=source).values_list("retention", flat=True).first()
    Terms(version=version, retention=retention or "" if "terms" in shown else "").save()
    told = Conditions.objects.filter(version=source).first() if "conditions" in shown else None
    if told is not None:
        Conditions(version=version, **{name: getattr(told, name) for name in TAKEN}).save()


def _parties(
    source: DocumentVersion, version: DocumentVersion, lead: Organisation, *, with_parties: bool
) -> list[Party]:
    """The lead first, unless it is a party of the source already."""
    lines = following(source) if with_parties else ()
    is_named = any(party.organisation_id == lead.pk for party in lines)
    rows = [
        Party(
            version=version,
            organisation_id=lead.pk if party.name == lead.name and not is_named else party.organisation_id,
            name=party.name,
            direction=party.direction,
            role=party.role,
        )
        for party in lines
    ]
    if all(party.organisation_id != lead.pk for party in rows):
        rows.insert(0, lead_as_party(version, lead))
    for position, party in enumerate(rows, start=1):
        party.position = position
    return rows
