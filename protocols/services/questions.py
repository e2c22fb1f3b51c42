"""Acts on the questions and comments of those who are invited: they ask, the lead answers. Neither is a signature."""

from __future__ import annotations

import logging
import smtplib
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from governance.services.naming import described
from organisations.permissions import Can, require
from protocols import events, trouble
from protocols.lasting import QUESTIONS
from protocols.models import Invitation, Question
from protocols.services.proving import locked_invitation, require_guest
from protocols.services.stating import locked, require_text

if TYPE_CHECKING:
    from audit.actors import HasActor
    from audit.verbs import Verb
    from organisations.models import User

logger = logging.getLogger(__name__)


@act
def ask(invitation: Invitation, *, by: HasActor, name: str, text: str) -> Question:
    """Puts a question or a comment to the lead. Whoever may read may ask: before signing, and after.

    Raises PermissionDenied for anybody else, InvalidMove for an invitation that opens nothing any more, ValidationError
    without name or text, and for too many.
    """
    require_guest(invitation, by)
    locked(invitation.signatory.round.version)
    invitation = locked_invitation(invitation)
    now = timezone.now()
    if found := trouble.of_reading(invitation, now):
        raise InvalidMove(trouble.sentence(found, invitation))
    if not name.strip():
        raise ValidationError({"name": _("Write your name.")})
    text = require_text(text, _("Write your question or comment."), "text")
    signatory, address = invitation.signatory, invitation.address.lower()
    if Question.objects.of(signatory, address).count() >= QUESTIONS:
        raise ValidationError(
            _("You have sent %(number)d questions. Ask the lead organisation in another way.")
            % {"number": QUESTIONS}
        )
    question = Question(signatory=signatory, name=name.strip(), address=address, text=text, asked_at=now)
    question.full_clean(validate_unique=False, validate_constraints=False)
    question.save(force_insert=True)
    _tell(events.QUESTION_ASKED, question, by)
    return question


@act
def answer(question: Question, *, by: User, text: str) -> Question:
    """Answers a question once; who asked is told by e-mail that there is an answer, and reads it by their link.

    For people of the lead who may publish. Raises InvalidMove where it was answered already, ValidationError without
    text.
    """
    version = locked(question.signatory.round.version)
    require(by, Can.PUBLISH, version.organisation)
    question = Question.objects.select_for_update(of=("self",)).for_page().get(pk=question.pk)
    if question.is_answered:
        raise InvalidMove(_("Somebody answered this before you. Nothing was sent."))
    question.answer = require_text(text, _("Write your answer."), "text")
    question.answered_by, question.answered_as = by, described(by, version.organisation)
    question.answered_at = timezone.now()
    question.full_clean(validate_unique=False, validate_constraints=False)
    question.save(update_fields=["answer", "answered_by", "answered_as", "answered_at"])
    _tell(events.QUESTION_ANSWERED, question, by)
    if question.address == question.signatory.invited_address:
        transaction.on_commit(lambda: _send(question), robust=True)
    return question


def _tell(verb: Verb, question: Question, by: HasActor) -> None:
    signatory = question.signatory
    version = signatory.round.version
    record(
        verb,
        version,
        by=by,
        audience={version.document.organisation, signatory.organisation},
        facts={
            "version": version.number,
            "organisation": signatory.organisation.code,
            "position": signatory.position,
            "question": str(question.pk),
        },
    )


def _send(question: Question) -> None:
    """Without link, question and answer: those are read by the link that the mailbox has."""
    version = question.signatory.round.version
    context = {"question": question, "version": version, "lead": version.document.organisation}
    subject = _("%(lead)s has answered you: %(title)s") % {"lead": context["lead"], "title": version.title}
    mail = EmailMessage(
        " ".join(subject.split()),
        render_to_string("protocols/mail/answered.txt", context),
        None,
        [question.address],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except (OSError, smtplib.SMTPException) as fault:
        logger.warning("the answer to %s was not told: %s", question.pk, type(fault).__name__)
