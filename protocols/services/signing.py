"""The one place that signs: every signature, of a person, by invitation or on paper, is made by `_sign` here.

The rights are those of the moment, the text is the one that was shown, the row is locked, and the database takes each
signature once. The same request again gives the same answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.actors import ActorKind
from audit.acts import act
from audit.canonical import canonical
from audit.errors import InvalidMove
from governance.failpoints import reach
from governance.files import store
from governance.lifecycle import State
from governance.models import DocumentVersion
from organisations.models import Organisation, User
from organisations.permissions import Can, require
from protocols import shown
from protocols.bench import bench_of
from protocols.given import Given, check_given
from protocols.models import RoundState, Signatory, SigningRound, Statement, Terms
from protocols.services.acceding import Beneath, accede, beneath
from protocols.services.completing import come_into_force, settle
from protocols.services.stating import locked, locked_round, make, next_signature, tell
from protocols.shown import NotShown, Shown
from protocols.standing import Standing, check
from protocols.statements import Kind

if TYPE_CHECKING:
    from audit.actors import HasActor


@dataclass
class Table:
    """A version open for signature with its round and all signatories, as they are now, locked."""

    version: DocumentVersion
    row: SigningRound
    signatories: Sequence[Signatory]
    terms: Terms | None

    def beneath(self, organisation: Organisation) -> Beneath | None:
        """The accord that an organisation joins by its signature, or under which it stands already."""
        waiting = [each for each in self.of(organisation) if each.standing != Standing.SIGNED]
        return beneath(self.terms.accord if self.terms else "", organisation, waiting)

    def of(self, organisation: Organisation) -> list[Signatory]:
        return [each for each in self.signatories if each.organisation_id == organisation.pk]


@act
def sign(version: DocumentVersion, *, by: User, organisation: Organisation, given: Given) -> Statement:
    """Signs what was shown for an organisation, in the first seat that the person may fill.

    Enough signatures put the version in force in the same act. Raises PermissionDenied for who may not sign for the
    organisation or whom its rule does not name, InvalidMove where nothing is open or all is signed, ValidationError for
    what is not given, a proof that is not fresh, and (code "conflict") for a text that has changed since it was shown
    or a key that another request has.
    """
    reach("sign.before_lock")
    version = locked(version)
    reach("sign.after_lock")
    if said := repeated(version, by, organisation, given):
        return said
    table = set_table(version, organisation)
    require(by, Can.SIGN, organisation)
    reach("sign.after_rights")
    _check_open(table, table.of(organisation)[-1])
    signatory = _seat_of(table, by, organisation)
    return _sign(table, signatory, by, given)


@act
def sign_by_invitation(signatory: Signatory, *, by: HasActor, given: Given) -> Statement:
    """Signs for whoever is invited, once the address is proven. Raises as `sign` does."""
    version = locked(signatory.round.version)
    if said := repeated(version, by, signatory.organisation, given):
        return said
    table = set_table(version, signatory.organisation)
    signatory = next((each for each in table.signatories if each.pk == signatory.pk), signatory)
    actor = by.as_actor()
    if actor.kind != ActorKind.INVITATION or actor.id != signatory.invited_address or not actor.id:
        raise PermissionDenied(_("This invitation is for somebody else, or is not valid any more."))
    return _sign(table, signatory, by, given)


@act
def record_wet_ink(
    signatory: Signatory, *, by: User, name: str, post: str, signed_on: date, scan: bytes
) -> Statement:
    """Enters a signature on paper, with the scan of it, marked as such. The lead's officers may.

    Raises InvalidMove where nothing is open or it is signed, ValidationError without name, post or scan, and for a day
    that has not come or lies before the round was opened.
    """
    table = set_table(locked(signatory.round.version), signatory.organisation)
    require(by, Can.PUBLISH, table.version.organisation)
    signatory = next((each for each in table.signatories if each.pk == signatory.pk), signatory)
    errors = {}
    for field, value in (("name", name), ("post", post)):
        if not value.strip():
            errors[field] = _("Copy this from the paper.")
    if not scan:
        errors["scan"] = _("Choose the file with the scan.")
    if not timezone.localdate(table.row.opened_at) <= signed_on <= timezone.localdate():
        errors["signed_on"] = _("Choose a day between that on which the version was opened and today.")
    if errors:
        raise ValidationError(errors)
    _check_open(table, signatory)
    check(signatory.standing, Standing.SIGNED)
    under = table.beneath(signatory.organisation)
    statement = make(
        Kind.WET_INK,
        table.version,
        by=by,
        organisation=signatory.organisation,
        effective_on=signed_on,
        name=name.strip(),
        post=post.strip(),
        strength="paper",
        round=table.row,
        signatory=signatory,
        signature=next_signature(signatory),
        scan_sha256=store.keep(scan),
    )
    return _follow(table, signatory, statement, by, under)


def set_table(version: DocumentVersion, organisation: Organisation) -> Table:
    """A locked version with its last round. Raises InvalidMove where it was never open, or is not now."""
    row = locked_round(version)
    if row is None or row.state == RoundState.CANCELLED:
        raise InvalidMove(_("This version is not open for signature. Nothing was recorded."))
    signatories = list(Signatory.objects.filter(round=row).in_order())
    for signatory in signatories:
        signatory.round = row
    table = Table(version, row, signatories, Terms.objects.filter(version=version).first())
    if not table.of(organisation):
        raise InvalidMove(
            _("%(body)s is not a party to version %(number)s, so it does not sign it.")
            % {"body": organisation.name, "number": version.number}
        )
    return table


def what_is_shown(row: SigningRound, organisation: Organisation, by: HasActor, accord: str = "") -> Shown:
    """What the display token binds: made by the page that shows the version, checked by the act that signs it.

    `accord`: the mark of the accord that the declaration says one joins."""
    return Shown(
        str(row.pk),
        str(row.version_id),
        row.version.content_sha256,
        by.as_actor().id,
        str(organisation.pk),
        accord,
    )


def repeated(
    version: DocumentVersion, by: HasActor, organisation: Organisation, given: Given
) -> Statement | None:
    """The answer that the same request had. Raises ValidationError (code "conflict") for another under its key."""
    if given.key is None:
        return None
    said = Statement.objects.filter(key=given.key).first()
    if said is None:
        return None
    if said.request_digest != request_digest(version, by, organisation, given):
        raise ValidationError(
            _("Another request was sent under this key. Open the page again; nothing was recorded."),
            code="conflict",
        )
    return said


def request_digest(version: DocumentVersion, by: HasActor, organisation: Organisation, given: Given) -> str:
    """Of all that a request to sign says."""
    said = canonical(
        {
            "version": str(version.pk),
            "by": by.as_actor().id,
            "organisation": str(organisation.pk),
            "name": given.name,
            "post": given.post,
            "declaration": given.declaration,
            "token": given.token,
        }
    )
    return hashlib.sha256(said).hexdigest()


def _seat_of(table: Table, by: User, organisation: Organisation) -> Signatory:
    """The first signature that is still needed and that the person may give.

    Nobody fills two seats of several that count heads, and who submitted the version does not also sign it for the
    lead, unless the lead has waived four eyes.
    """
    mine = table.of(organisation)
    waiting = [each for each in mine if each.standing != Standing.SIGNED]
    if not waiting:
        raise InvalidMove(_("%(body)s has signed already.") % {"body": organisation.name})
    bench = bench_of(organisation)
    signed = Statement.objects.signatures().filter(signatory__in=mine, person=by).select_related("signatory")
    taken = [said.signatory.need for said in signed if said.signatory]
    for signatory in waiting:
        if len(signatory.posts) > 1 and signatory.need in taken:
            continue
        if bench.post_of(by, signatory.need) is not None:
            if _is_own_work(table.version, by, organisation):
                raise PermissionDenied(
                    _("You sent this version for review, so somebody else signs it for %(body)s.")
                    % {"body": organisation.name}
                )
            return signatory
    raise PermissionDenied(
        _("By the rule of %(body)s somebody in another office signs this.") % {"body": organisation.name}
    )


def _is_own_work(version: DocumentVersion, by: User, organisation: Organisation) -> bool:
    is_own = version.submitted_by_id == by.pk and version.organisation == organisation
    return is_own and not organisation.four_eyes_waiver


def _sign(table: Table, signatory: Signatory, by: HasActor, given: Given) -> Statement:
    """THE signature: of the text that was shown, once."""
    now = timezone.now()
    _check_open(table, signatory)
    kind = Kind.ACCESSION if signatory.is_joining else Kind.SIGNATURE
    under = table.beneath(signatory.organisation)
    shown_at, declared = _check_text(table, signatory, by, given, now, under)
    check(signatory.standing, Standing.SIGNED)
    check_given(given, kind, now)
    reach("sign.after_checks")
    statement = make(
        kind,
        table.version,
        by=by,
        organisation=signatory.organisation,
        given=given,
        now=now,
        round=table.row,
        signatory=signatory,
        signature=next_signature(signatory),
        shown_at=shown_at,
        declaration=f"{given.declaration} {declared}".strip(),
        token_digest=shown.digest(given.token),
        request_digest=request_digest(table.version, by, signatory.organisation, given),
    )
    reach("sign.after_statement")
    return _follow(table, signatory, statement, by, under)


def too_late(row: SigningRound, signatory: Signatory) -> str:
    """A sentence where the last day to sign has passed; else nothing. Who joins later has no such day."""
    if not row.is_open or signatory.is_joining or not row.closes_on or row.closes_on >= timezone.localdate():
        return ""
    said = _("The last day to sign was %(day)s. Ask the lead organisation for another day.")
    return said % {"day": date_format(row.closes_on, "j F Y")}


def _check_open(table: Table, signatory: Signatory) -> None:
    """Raises InvalidMove unless this signature can be given today."""
    version, row = table.version, table.row
    can_join = signatory.is_joining and row.state == RoundState.COMPLETED and version.state == State.PUBLISHED
    if version.state not in (State.FOR_SIGNATURE, State.PUBLISHED) or not (row.is_open or can_join):
        raise InvalidMove(_("This version is not open for signature. Nothing was recorded."))
    today = timezone.localdate()
    if late := too_late(row, signatory):
        raise InvalidMove(late)
    terms = table.terms
    if terms and terms.ends_on and terms.ends_on < today:
        raise InvalidMove(
            _("This version ended with %(day)s, so it is not signed any more.")
            % {"day": date_format(terms.ends_on, "j F Y")}
        )


def _check_text(
    table: Table, signatory: Signatory, by: HasActor, given: Given, now: datetime, under: Beneath | None
) -> tuple[datetime, str]:
    """When the text was shown, and what its declaration said of an accord. Raises NotShown where it is not the one that
    is signed.

    Who was shown that it joins and has joined meanwhile by another protocol signs all the same."""
    if table.row.sha256 != table.version.content_sha256:
        raise InvalidMove(
            _("This version is not the one that was opened for signature. Nothing was recorded.")
        )
    organisation = signatory.organisation
    if under is not None and (under.joins or under.is_party):
        try:
            joining = what_is_shown(table.row, organisation, by, under.mark)
            return shown.check(given.token, joining, now), under.sentence
        except NotShown:
            if under.joins:
                raise
    return shown.check(given.token, what_is_shown(table.row, organisation, by), now), ""


def _follow(
    table: Table, signatory: Signatory, statement: Statement, by: HasActor, under: Beneath | None
) -> Statement:
    """The signatory has signed; the accord above, the round and the version go on from there, each with its line in
    the log."""
    signatory.standing = Standing.SIGNED
    signatory.save(update_fields=["standing"])
    progress = settle(table.row, table.signatories)
    reach("sign.after_standing")
    tell(
        statement,
        by=by,
        audience={each.organisation for each in table.signatories},
        facts={"round": table.row.number, "signed": len(progress.signed), "of": len(progress.places)},
    )
    reach("sign.after_event")
    if under is not None and under.joins:
        accede(under, statement, by=by, seat=signatory)
    come_into_force(table.version, table.row, progress, table.signatories, by=by)
    reach("sign.after_in_force")
    transaction.on_commit(lambda: reach("sign.after_commit"))
    reach("sign.before_commit")
    return statement
