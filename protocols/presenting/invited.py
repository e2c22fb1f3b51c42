"""What somebody who is invited sees of the version that they are asked to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import cached_property

from governance.attached import AttachedFile
from governance.models import DocumentVersion
from governance.presenting.text import text_of
from governance.withheld import WHOLE
from organisations.models import Organisation
from protocols import trouble
from protocols.evidence import assurance
from protocols.models import Invitation, Question, Statement
from protocols.presenting.comparison import Comparison, compare
from protocols.presenting.wording import AgreementText
from protocols.statements import Kind
from protocols.trouble import Trouble


@dataclass(frozen=True)
class InvitedPage(AgreementText):
    """One version, for one invitation. `signed_before`: the version that the organisation signed last."""

    invitation: Invitation
    statements: Sequence[Statement]
    questions: Sequence[Question]
    signed_before: DocumentVersion | None
    trouble: Trouble | None

    @property
    def organisation(self) -> Organisation:
        return self.invitation.signatory.organisation

    @property
    def lead(self) -> Organisation:
        return self.document.organisation

    @property
    def closes_on(self) -> date | None:
        return self.invitation.signatory.round.closes_on

    @property
    def can_answer(self) -> bool:
        return self.trouble is None

    @property
    def why_not(self) -> str:
        """Why nothing can be answered, beside what the person has done by this invitation."""
        if self.trouble is None or self.trouble is Trouble.USED:
            return ""
        return trouble.sentence(self.trouble, self.invitation)

    @cached_property
    def signature(self) -> Statement | None:
        return next((each for each in reversed(self.statements) if each.signature is not None), None)

    @property
    def assurance(self) -> str:
        return assurance(self.signature) if self.signature else ""

    @property
    def last_answer(self) -> Statement | None:
        """What was answered last, other than by signing."""
        last = self.statements[-1] if self.statements else None
        return last if last and last.kind in (Kind.REFUSAL, Kind.CHANGES_REQUESTED) else None

    @property
    def files(self) -> Sequence[AttachedFile]:
        return self.text.attachments

    @property
    def party_count(self) -> int:
        return len(self.text.rows.get("parties", ()))

    @property
    def items(self) -> list[str]:
        return [str(row["what"]) for row in self.text.rows.get("data_items", ())]


def invited_page(invitation: Invitation) -> InvitedPage:
    """Five queries."""
    version = invitation.signatory.round.version
    return InvitedPage(
        version,
        text_of(version, WHOLE),
        invitation,
        statements_of(invitation),
        questions_of(invitation),
        signed_before(invitation),
        trouble.of_answering(invitation, timezone.now()),
    )


def statements_of(invitation: Invitation) -> list[Statement]:
    """What was stated by whoever holds the address, for this seat."""
    mine = Statement.objects.filter(signatory=invitation.signatory, address=invitation.address.lower())
    return list(mine.select_related("organisation", "version__document").in_order())


def questions_of(invitation: Invitation) -> list[Question]:
    """What was asked by whoever holds the address, for this seat, with the answers."""
    return list(Question.objects.of(invitation.signatory, invitation.address).in_order())


def signed_before(invitation: Invitation) -> DocumentVersion | None:
    """The version that the organisation signed before this one."""
    signatory = invitation.signatory
    version = signatory.round.version
    before = Statement.objects.of_agreement(version.document).signatures().exclude(version=version)
    last = before.filter(organisation=signatory.organisation).select_related("version__document").last()
    return last.version if last else None


def what_changed(invitation: Invitation) -> Comparison | None:
    """Since the organisation last signed; None where it never did."""
    older = signed_before(invitation)
    return compare(older, invitation.signatory.round.version, (WHOLE, WHOLE)) if older else None
