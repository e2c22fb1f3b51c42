"""Who is asked to sign a version, and how far each invitation is; without anything by which one could come in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from governance.models import DocumentVersion
from organisations.permissions import Can, can
from protocols.bench import benches_of
from protocols.models import Invitation, Question, Signatory, SigningRound
from protocols.standing import ASKED, Standing

if TYPE_CHECKING:
    from organisations.models import User


@dataclass(frozen=True)
class Asked:
    """One signature that is asked for, with the invitation that stands, if any."""

    signatory: Signatory
    invitation: Invitation | None
    now: datetime
    may_name: bool = False  # the reader may say who is invited
    is_planned: bool = False  # the text was written with somebody to be invited, and nobody has been yet
    renewed_at: datetime | None = None  # when who is invited last asked for a new link

    @property
    def standing(self) -> str:
        return str(Standing(self.signatory.standing).label)

    @property
    def is_signed(self) -> bool:
        return self.signatory.standing == Standing.SIGNED

    @property
    def is_open(self) -> bool:
        """Whether it can still be asked of somebody."""
        return self.signatory.round.is_open and not self.is_signed

    @property
    def is_current(self) -> bool:
        """Whether the invitation is of the person who is named now."""
        return self.invitation is not None and self.invitation.address == self.signatory.invited_address

    @property
    def can_send_anew(self) -> bool:
        return self.is_open and self.is_current

    @property
    def words(self) -> str:
        """How far the invitation is."""
        made = self.invitation
        if made is None and self.is_planned:
            return _("Planned: somebody is still to be invited.")
        if made is None:
            return _("Nobody is invited; the organisation’s own people sign.")
        letter = made.letter
        day = date_format(localtime(made.expires_at), "j F Y")
        if made.used_at is not None:
            return _("Signed by this invitation on %(day)s.") % {
                "day": date_format(localtime(made.used_at), "j F Y")
            }
        if letter.given_up_at is not None:
            return _("The e-mail could not be sent: %(why)s") % {"why": letter.error}
        if made.is_over(self.now):
            return _("The link expired on %(day)s.") % {"day": day}
        if letter.sent_at is None:
            return _("The e-mail waits to be sent. %(why)s") % {"why": letter.error}
        said = _("Sent on %(sent)s. Good until %(day)s.") % {
            "sent": date_format(localtime(letter.sent_at), "j F Y"),
            "day": day,
        }
        return f"{said} {self._renewed}".strip()

    @property
    def _renewed(self) -> str:
        if self.renewed_at is None:
            return ""
        day = date_format(localtime(self.renewed_at), "j F Y")
        return _("They asked for this link themselves, on %(day)s.") % {"day": day}


def named_by(person: User, version: DocumentVersion, seats: Iterable[Signatory]) -> set[UUID]:
    """The seats for which the person may name who is invited, by key. One query at most.

    Twin of `protocols.services.opening.change_signatory`: who looks after the organisation's people may; the lead,
    for itself, and where nobody of the organisation can sign."""
    lead = version.document.organisation
    others = [seat for seat in seats if not can(person, Can.MANAGE_PEOPLE, seat.organisation)]
    found = {seat.pk for seat in seats} - {seat.pk for seat in others}
    if not others or not can(person, Can.PUBLISH, lead):
        return found
    benches = benches_of({seat.organisation_id for seat in others}, timezone.localdate())
    return found | {
        seat.pk
        for seat in others
        if seat.organisation_id == lead.pk or not benches[seat.organisation_id].who(seat.need)
    }


def to_be_invited(seats: Iterable[Signatory], named: Collection[UUID]) -> list[Signatory]:
    """Seats of which it was planned that somebody is invited, for which nobody is yet, and that are `named_by` the
    reader; all read `with_plan`."""
    waiting = [seat for seat in seats if seat.standing in ASKED and not seat.invited_address]
    return [seat for seat in waiting if seat.is_planned and seat.pk in named]


def asked_by(version: DocumentVersion, person: User) -> list[Asked]:
    """Of the last round that the version had. Four queries."""
    row = version.signing_rounds.order_by("-number").first()
    if row is None:
        return []
    signatories = list(Signatory.objects.filter(round=row).with_plan().in_order())
    standing, renewed = _invitations(row)
    for signatory in signatories:
        signatory.round = row
    now = timezone.now()
    named = named_by(person, version, signatories)
    planned = to_be_invited(signatories, named)
    return [
        Asked(
            each,
            standing.get(each.pk),
            now,
            may_name=each.pk in named,
            is_planned=each in planned,
            renewed_at=renewed.get(each.pk),
        )
        for each in signatories
    ]


def _invitations(row: SigningRound) -> tuple[Mapping[UUID, Invitation], Mapping[UUID, datetime]]:
    """By seat the invitation that stands, and when the one before it was renewed, if it was. One query."""
    made = Invitation.objects.filter(signatory__round=row).select_related("letter").order_by("number")
    found = list(made.filter(Q(revoked_at=None) | Q(is_renewed=True)))
    before = {(each.signatory_id, each.number): each.revoked_at for each in found if each.revoked_at}
    standing = {each.signatory_id: each for each in found if each.revoked_at is None}
    renewed = {
        seat: at for seat, each in standing.items() if (at := before.get((seat, each.number - 1))) is not None
    }
    return standing, renewed


def questions_about(signatories: Iterable[Signatory]) -> list[Question]:
    """What was asked for these seats, the unanswered first. One query."""
    found = Question.objects.filter(signatory__in=[each.pk for each in signatories])
    found = found.select_related("signatory__organisation").in_order()
    return sorted(found, key=lambda question: question.is_answered)
