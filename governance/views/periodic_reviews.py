"""Reviews of what is in force: what was found, what is called for, and who looks after it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from governance.days import add_months
from governance.forms.periodic_reviews import CallReviewForm, RecordReviewForm
from governance.models import Document, DocumentVersion, PeriodicReview
from governance.models.periodic_review import Outcome
from governance.presenting.reviews import looks_after
from governance.services.periodic_reviews import as_it_stands, call_review, record_review
from governance.views.working import open_document, put
from organisations.models import User
from organisations.permissions import Can, can, require
from organisations.views.acting import answer, done, posted

SHOWN = 50


@require_safe
def reviews(request: HttpRequest, reference: str) -> HttpResponse:
    """When the next review is, who looks after it, and what came of those before."""
    person, document = open_document(request, reference, Can.READ_DRAFTS)
    require(
        person, Can.READ_DRAFTS, document.organisation
    )  # access to one document does not show its reviews
    rows = PeriodicReview.objects.visible_to(person).filter(document=document).for_page()
    version = _in_force(document)
    context = {
        "document": document,
        "version": version,
        "called": list(rows.called()),
        "past": list(rows.done()[:SHOWN]),
        "looks_after": looks_after(document),
        "may_record": version is not None and can(person, Can.DRAFT, document.organisation),
    }
    return render(request, "governance/reviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, reference: str) -> HttpResponse:
    """What a review found, and when the next one is."""
    person, document = open_document(request, reference, Can.DRAFT)
    version = _in_force(document)
    if version is None:
        return redirect(_list(document))
    form = RecordReviewForm.asking(
        posted(request),
        following=add_months(timezone.localdate(), document.review_cycle_months),
        seen=as_it_stands(version),
    )
    if form.is_valid():
        if _is_recorded(document, person, form) or done(
            form, lambda: record_review(document, by=person, **form.cleaned_data)
        ):
            messages.success(request, _("The review is recorded."))
            changes = form.cleaned_data["outcome"] != Outcome.NO_CHANGE
            is_free = not document.versions.open().exists()
            if changes and is_free:
                return redirect("governance:draft-new", document.reference)
            return redirect(_list(document))
        put(form, "seen", as_it_stands(version))
    context: dict[str, object] = {
        "document": document,
        "version": version,
        "called": list(document.reviews.called()),
    }
    return answer(request, "governance/review_record.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, reference: str) -> HttpResponse:
    """Asks for a review before its time."""
    person, document = open_document(request, reference, Can.DRAFT)
    if _in_force(document) is None:
        return redirect(_list(document))
    form = CallReviewForm(posted(request))
    if form.is_valid() and (
        _is_called(document, person, form)
        or done(form, lambda: call_review(document, by=person, **form.cleaned_data))
    ):
        messages.success(
            request, _("The review is asked for. It stands in the lists of those who look after it.")
        )
        return redirect(_list(document))
    context: dict[str, object] = {"document": document, "looks_after": looks_after(document)}
    return answer(request, "governance/review_call.html", context, form)


def _in_force(document: Document) -> DocumentVersion | None:
    found = document.versions.in_force(timezone.localdate()).first()
    if found is not None:
        found.document = document
    return found


def _list(document: Document) -> str:
    return reverse("governance:reviews", args=[document.reference])


def _is_recorded(document: Document, person: User, form: RecordReviewForm) -> bool:
    """The same form sent twice is one review."""
    said = {"outcome": form.cleaned_data["outcome"], "note": form.cleaned_data["note"].strip()}
    today = timezone.localdate()
    return document.reviews.filter(done_on=today, done_by=person, **said).exists()


def _is_called(document: Document, person: User, form: CallReviewForm) -> bool:
    said = {"cause": form.cleaned_data["cause"], "reason": form.cleaned_data["reason"].strip()}
    return (
        document.reviews.called()
        .filter(called_by=person, planned_on=form.cleaned_data["due_on"], **said)
        .exists()
    )
