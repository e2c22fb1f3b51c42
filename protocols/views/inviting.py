"""Pages of those who invite: whom a version asks, who was invited and how far each is. None of them knows a link."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from audit.errors import InvalidMove
from governance.models import DocumentVersion
from organisations.models import User
from organisations.permissions import Can, can, require
from organisations.typed import typed_words
from organisations.views.acting import answer, fitted, posted
from protocols.forms.invited import AnswerForm, InviteForm
from protocols.lasting import INVITATION
from protocols.models import Invitation, Question, Signatory
from protocols.presenting.inviting import Asked, asked_by, questions_about
from protocols.services import inviting as acts
from protocols.services import questions
from protocols.views.signing_fetch import version_for

CONFLICT = 409


@never_cache
@require_safe
def invitations(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Everybody whose signature a version asks for, as far as the person looks after them."""
    person, version = _version(request, reference, number)
    found = asked_by(version, person)
    mine = found if can(person, Can.PUBLISH, version.document.organisation) else _own(person, found)
    if not mine:
        require(person, Can.PUBLISH, version.document.organisation)
        raise Http404
    context = {
        "version": version,
        "document": version.document,
        "asked": mine,
        "questions": questions_about([each.signatory for each in mine]),
        "may_answer": can(person, Can.PUBLISH, version.document.organisation),
    }
    return render(request, "protocols/invitations.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, reference: str, number: str, position: int) -> HttpResponse:
    """Names somebody and sends them a link, which nobody else sees."""
    person, signatory = _signatory(request, reference, number, position)
    first = {
        "name": signatory.invited_name,
        "address": signatory.invited_address,
        "days": INVITATION.days,
    }
    form = InviteForm(posted(request), initial=first)
    try:
        if form.is_valid() and fitted(form, lambda: acts.invite(signatory, by=person, **form.cleaned_data)):
            messages.success(request, _("The invitation is on its way."))
            return redirect("protocols:invitations", reference, number)
    except InvalidMove as error:
        return _moved(request, signatory, str(error))
    return answer(request, "protocols/invite.html", _about(signatory), form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send_anew(request: HttpRequest, reference: str, number: str, position: int) -> HttpResponse:
    """Asks once more. POST: sends a new link; the old one dies."""
    person, signatory = _signatory(request, reference, number, position)
    invitation = _standing(signatory)
    if request.method == "POST":
        try:
            acts.send_anew(invitation, by=person)
        except InvalidMove as error:
            return _moved(request, signatory, str(error))
        messages.success(request, _("A new link is on its way. The old one opens nothing any more."))
        return redirect("protocols:invitations", reference, number)
    context = {"invitation": invitation, **_about(signatory)}
    return render(request, "protocols/invitation_send_anew.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, reference: str, number: str, position: int) -> HttpResponse:
    """Asks once more. POST: the link opens nothing any more."""
    person, signatory = _signatory(request, reference, number, position)
    invitation = _standing(signatory)
    if request.method == "POST":
        acts.revoke(invitation, by=person)
        messages.success(request, _("The invitation is revoked. Its link opens nothing any more."))
        return redirect("protocols:invitations", reference, number)
    context = {"invitation": invitation, **_about(signatory)}
    return render(request, "protocols/invitation_revoke.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_question(request: HttpRequest, reference: str, number: str, key: UUID) -> HttpResponse:
    """For the lead: answers once what somebody who is invited asked."""
    person, version = _version(request, reference, number)
    question = get_object_or_404(Question.objects.for_page(), pk=key, signatory__round__version=version)
    if not can(person, Can.PUBLISH, version.document.organisation):
        require(person, Can.PUBLISH, version.document.organisation)
    if question.is_answered:
        return _moved(request, question.signatory, _("This was answered already."))
    form = AnswerForm(posted(request))
    try:
        if form.is_valid() and fitted(
            form, lambda: questions.answer(question, by=person, **form.cleaned_data)
        ):
            messages.success(request, _("The answer is there. We tell who asked by e-mail."))
            return redirect("protocols:invitations", reference, number)
    except InvalidMove as error:
        return _moved(request, question.signatory, str(error))
    context = {"question": question, **_about(question.signatory)}
    return answer(request, "protocols/invitation_answer.html", context, form)


def _version(request: HttpRequest, reference: str, number: str) -> tuple[User, DocumentVersion]:
    """404 for a version of whose signing the person may not know, or that was never open for signature."""
    person, version = version_for(request, reference, number)
    if not version.signing_rounds.exists():
        raise Http404
    return person, version


def _signatory(request: HttpRequest, reference: str, number: str, position: int) -> tuple[User, Signatory]:
    """Of the last round. 403 for who looks after neither the agreement nor the organisation."""
    person, version = _version(request, reference, number)
    row = version.signing_rounds.order_by("-number").first()
    signatory = get_object_or_404(
        Signatory.objects.select_related("organisation", "round__version__document__organisation"),
        round=row,
        position=position,
    )
    if not can(person, Can.MANAGE_PEOPLE, signatory.organisation):
        require(person, Can.PUBLISH, version.document.organisation)
    return person, signatory


def _standing(signatory: Signatory) -> Invitation:
    return get_object_or_404(Invitation.objects.standing().for_page(), signatory=signatory)


def _own(person: User, found: list[Asked]) -> list[Asked]:
    """Those of organisations whose people the person looks after."""
    bodies = {each.signatory.organisation_id: each.signatory.organisation for each in found}
    kept = {key for key, body in bodies.items() if can(person, Can.MANAGE_PEOPLE, body)}
    return [each for each in found if each.signatory.organisation_id in kept]


def _moved(request: HttpRequest, signatory: Signatory, sentence: str) -> HttpResponse:
    context = {"sentence": sentence, "typed": typed_words(request), **_about(signatory)}
    return render(request, "protocols/invitation_moved.html", context, status=CONFLICT)


def _about(signatory: Signatory) -> dict[str, object]:
    version = signatory.round.version
    return {
        "signatory": signatory,
        "organisation": signatory.organisation,
        "version": version,
        "document": version.document,
    }
