"""Accords above protocols: who signs a protocol under an accord joins the accord in the same act.

Source: the tiers of framework agreements, where partners sign up to principles once and to protocols beneath them; read
on 22 November 2026. Leaving the protocol does not leave the accord. No acts: the act that signs calls `accede`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.models import DocumentVersion
from protocols.kinds import ACCORD
from protocols.models import Signatory, SigningRound, Statement
from protocols.models.party import Direction
from protocols.opening_rules import Above
from protocols.services.asking import ask, take_part
from protocols.services.completing import settle
from protocols.services.stating import locked, locked_round, make, next_signature, parties_of, tell
from protocols.standing import Standing
from protocols.statements import Kind

if TYPE_CHECKING:
    from audit.actors import HasActor
    from organisations.models import Organisation


@dataclass(frozen=True)
class Beneath:
    """That a version stands under an accord in force, of which who signs is a party, or which it `joins` by that."""

    accord: DocumentVersion
    is_party: bool
    joins: bool

    @property
    def mark(self) -> str:
        """What the page that shows the sentence is bound to."""
        return str(self.accord.pk)

    @property
    def sentence(self) -> str:
        """What stands in the declaration besides."""
        said = _(
            "By this signature my organisation also joins the accord “%(title)s” (%(reference)s, version %(number)s), "
            "under which this agreement stands."
        )
        names = {"title": self.accord.title, "reference": self.accord.document.reference}
        return said % {**names, "number": self.accord.number}


def beneath(reference: str, organisation: Organisation, waiting: Sequence[Signatory]) -> Beneath | None:
    """The accord above a version, where it is in force; for an organisation with these seats to sign. One query.

    Who signs in the last of the organisation's seats joins; nobody joins what was signed elsewhere.
    """
    if not reference:
        return None
    today = timezone.localdate()
    found = _in_force(reference, today).annotate(has_party=_has_party(organisation, today)).first()
    if found is None or found.is_from_outside:
        return None
    return Beneath(found, is_party=found.has_party, joins=len(waiting) == 1 and not found.has_party)


def above(reference: str) -> Above:
    """What the rules of opening ask of the accord that a version names. Two queries."""
    today = timezone.localdate()
    found = _in_force(reference, today).first()
    if found is not None:
        halts = Statement.objects.of_agreement(found.document).not_lifted()
        halted = halts.filter(concerns=None, effective_on__lte=today).exists()
        return Above(found.title, reference, True, is_suspended=halted, is_joinable=not found.is_from_outside)
    named = DocumentVersion.objects.filter(document__reference=reference).order_by("-major", "-minor").first()
    return Above(named.title if named else reference, reference, is_in_force=False)


def accede(under: Beneath, statement: Statement, *, by: HasActor, seat: Signatory) -> list[Statement]:
    """States that the organisation that signed joins the accord, and records it; to be called after the act recorded.

    The accord is locked, behind the protocol. Who became a party of it meanwhile does not join twice.
    """
    row = _round_for(under.accord)
    body = statement.organisation
    if row is None or is_party(under.accord, body, timezone.localdate()):
        return []
    version = row.version
    seats = list(Signatory.objects.filter(round=row, organisation=body).in_order())
    seats = [each for each in seats if each.standing != Standing.SUCCEEDED]
    seats = seats or ask(row, [(body, Direction.BOTH, seat.need)], is_joining=True)
    take_part(version.document, [body])
    said = [_stated(statement, version, row, each, by) for each in seats]
    for each in seats:
        each.standing = Standing.SIGNED
        each.save(update_fields=["standing"])
    settle(row, list(row.signatories.in_order()))
    told = parties_of(version.document, row)
    protocol = statement.version.document.reference
    for each_said in said:
        tell(each_said, by=by, audience=told, facts={"round": row.number, "under": protocol})
    return said


def is_party(accord: DocumentVersion, organisation: Organisation, on: date) -> bool:
    """Whether it stands under the accord already. One query."""
    asked = DocumentVersion.objects.filter(pk=accord.pk)
    return asked.filter(_has_party(organisation, on)).exists()


def _in_force(reference: str, on: date) -> QuerySet[DocumentVersion]:
    named = DocumentVersion.objects.filter(document__reference=reference, document__kind=ACCORD.key)
    return (
        named.in_force(on)
        .select_related("document__organisation")
        .order_by("-effective_from", "-major", "-minor")
    )


def _has_party(organisation: Organisation, on: date) -> Q:
    """That the organisation has signed the accord of a version in all its seats and not left since, or has taken the
    place of who had."""
    said = Statement.objects.filter(
        version__document=OuterRef("document"), organisation=organisation, effective_on__lte=on
    )
    left_since = Statement.objects.filter(
        version__document=OuterRef("version__document"),
        organisation=organisation,
        kind=Kind.LEAVING,
        effective_on__lte=on,
        effective_on__gt=OuterRef("effective_on"),
    )
    waits = Signatory.objects.filter(round=OuterRef("round"), organisation=organisation).exclude(
        standing__in=[Standing.SIGNED, Standing.SUCCEEDED]
    )
    signed = said.signatures().that_count().filter(~Exists(left_since), ~Exists(waits))
    heir = said.filter(~Exists(left_since), kind=Kind.SUCCESSION)
    return Q(Exists(signed.order_by())) | Q(Exists(heir.order_by()))


def _round_for(accord: DocumentVersion) -> SigningRound | None:
    """The last round of the version, or of the one whose signatures it carries; its document and version locked."""
    version: DocumentVersion | None = accord
    while version is not None:
        version = locked(version)
        row = locked_round(version)
        if row is not None:
            return row
        version = version.based_on
    return None


def _stated(
    statement: Statement, version: DocumentVersion, row: SigningRound, seat: Signatory, by: HasActor
) -> Statement:
    """With all that proves the signature of the protocol, which it is about."""
    return make(
        Kind.ACCESSION,
        version,
        by=by,
        organisation=statement.organisation,
        effective_on=statement.effective_on,
        now=statement.at,
        name=statement.name,
        post=statement.post,
        declaration=statement.declaration,
        strength=statement.strength,
        authenticated_at=statement.authenticated_at,
        shown_at=statement.shown_at,
        token_digest=statement.token_digest,
        scan_sha256=statement.scan_sha256,
        round=row,
        signatory=seat,
        signature=next_signature(seat),
        about=statement,
    )
