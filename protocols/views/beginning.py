from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from governance import registry
from governance.models import DocumentVersion
from organisations.models import Organisation, User
from organisations.permissions import Can, organisations_where
from organisations.views.acting import answer, done, posted
from organisations.views.fetch import person_of
from protocols.forms.beginning import BLANK, CASE, PRINCIPLES, BeginForm, FirstQuestionForm, LedForm
from protocols.kinds import ACCORD, KINDS
from protocols.services.beginning import begin_protocol
from protocols.views.working import build_page

WHERE = {CASE: "protocols:case-by-case", PRINCIPLES: "protocols:principles-only"}


@require_http_methods(["GET", "HEAD", "POST"])
def first_question(request: HttpRequest) -> HttpResponse:
    """Whether a protocol is needed at all; anybody who is signed in may ask."""
    form = FirstQuestionForm(posted(request))
    if form.is_valid():
        return redirect(WHERE.get(form.cleaned_data["sharing"], "protocols:begin"))
    return answer(request, "protocols/first_question.html", {}, form)


@require_safe
def case_by_case(request: HttpRequest) -> HttpResponse:
    """No protocol is needed: here are the Code and the Procedure of one's own organisations."""
    mine = organisations_where(person_of(request), Can.READ_INTERNAL).in_name_order()
    return render(request, "protocols/case_by_case.html", {"organisations": list(mine)})


@require_safe
def principles_only(request: HttpRequest) -> HttpResponse:
    return render(request, "protocols/principles_only.html", {"accord": ACCORD.key})


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """A protocol begins as a draft with its lead as the first party. A form sent twice makes one."""
    person, bodies = writer(request)
    wanted = request.GET.get("kind", "")
    initial = {"kind": wanted} if wanted in KINDS else {}
    form = BeginForm(posted(request), organisations=bodies, initial=initial)
    if form.is_valid() and (version := _begun(form, person)):
        messages.success(request, _("The draft is there. Only your team can see it."))
        return redirect(build_page("build", version))
    return answer(request, "protocols/begin.html", {}, form)


def writer(request: HttpRequest) -> tuple[User, list[Organisation]]:
    """The person, and the organisations in which they can begin a protocol; 403 where there is none."""
    person = person_of(request)
    bodies = list(organisations_where(person, Can.DRAFT).in_name_order())
    if not bodies or not isinstance(person, User):
        raise PermissionDenied(
            _(
                "Only a person with the role information officer in an organisation can begin a protocol there."
            )
        )
    return person, bodies


def _begun(form: BeginForm, person: User) -> DocumentVersion | None:
    wanted = form.cleaned_data
    return made_once(
        form,
        person,
        lambda: begin_protocol(
            wanted["organisation"],
            kind=registry.kind(wanted["kind"]),
            title=wanted["title"],
            by=person,
            key=wanted["once"],
            is_blank=wanted["start"] == BLANK,
        ),
    )


def made_once(form: LedForm, person: User, make: Callable[[], DocumentVersion]) -> DocumentVersion | None:
    """What a valid form makes; the same one where the form was sent twice. None where the act refused it."""
    once = form.cleaned_data["once"]
    there = DocumentVersion.objects.filter(document=once, document__created_by=person).first()
    if there is not None and once:
        return there
    made: list[DocumentVersion] = []
    done(form, lambda: made.append(make()))
    return made[0] if made else None
