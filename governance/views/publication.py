from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from governance.days import add_months
from governance.forms.review import PublishForm, ReasonForm
from governance.lifecycle import State
from governance.models import DocumentVersion
from governance.models.version import Standing
from governance.presenting.grading import proposal_for
from governance.presenting.steps import needs_signatures, opening_page
from governance.services import publication as acts
from governance.services.disclosure import undecided
from governance.views.working import follows, moved_on, open_version, repeated
from organisations.permissions import Can, can
from organisations.views.acting import answer, fitted, posted


@require_http_methods(["GET", "HEAD", "POST"])
@follows
def publish(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Puts an approved version in force, today or on another day."""
    person, version = open_version(request, reference, number, Can.PUBLISH)
    if version.state != State.APPROVED:
        if repeated(request, version, State.PUBLISHED, version.published_by):
            return redirect(version.document)
        return moved_on(request, version)
    if request.method != "POST" and needs_signatures(version):
        messages.info(request, _("The parties sign this version first. It takes effect by their signatures."))
        return redirect(opening_page(version))
    new = undecided(version)
    form = PublishForm(
        posted(request), asks_about_all=version.shows_sensitive_text_to_all, asks_about_new=bool(new)
    )
    today = timezone.localdate()
    form.fields["next_review_on"].help_text = _review_hint(version, today)
    if form.is_valid() and fitted(
        form,
        lambda: acts.publish(
            version,
            by=person,
            effective_from=form.cleaned_data["effective_from"],
            next_review_on=form.cleaned_data["next_review_on"],
            confirmed_open=form.cleaned_data.get("confirmed_open", False),
            confirmed_new=form.cleaned_data.get("confirmed_new", False),
        ),
    ):
        messages.success(request, _told(version, form))
        return redirect(version.document)
    ranges = version.document.versions.published_range().filter(language=version.language)
    context: dict[str, object] = {
        "version": version,
        "document": version.document,
        "today": today,
        "may_recall": can(person, Can.SUBMIT, version.organisation),
        "new": new,
        "proposal": proposal_for(version),
        "withheld": version.withholdings.count(),
        "current": ranges.in_force(today).first(),
        "coming": ranges.scheduled(today).order_by("effective_from").first(),
    }
    return answer(request, "governance/publish.html", context, form)


def _review_hint(version: DocumentVersion, today: date) -> str:
    months = version.document.review_cycle_months
    day = date_format(add_months(today, months), "j F Y")
    return ngettext(
        "Left empty, it falls a month after the version takes effect: %(day)s if that is today.",
        "Left empty, it falls %(months)d months after the version takes effect: %(day)s if that is today.",
        months,
    ) % {"months": months, "day": day}


def _told(version: DocumentVersion, form: PublishForm) -> str:
    day = form.cleaned_data["effective_from"]
    named = {"number": version.number, "day": date_format(day, "j F Y")}
    if day > timezone.localdate():
        return _("Version %(number)s takes effect on %(day)s. Its PDF is being made.") % named
    return _("Version %(number)s is in force from %(day)s. Its PDF is being made.") % named


@require_http_methods(["GET", "HEAD", "POST"])
@follows
def withdraw(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Takes a published version out of force, or cancels one that has not taken effect yet."""
    person, version = open_version(request, reference, number, Can.WITHDRAW)
    if version.state != State.PUBLISHED or version.standing() in (Standing.SUPERSEDED, Standing.ENDED):
        if repeated(request, version, State.WITHDRAWN, version.withdrawn_by):
            return redirect(version.document)
        return moved_on(request, version)
    form = ReasonForm.asking(
        posted(request),
        label=_("Why is it withdrawn?"),
        help_text=_("The reason is shown where the version was."),
        required=_("Say why. The reason is shown where the version was."),
    )
    if form.is_valid() and fitted(form, lambda: acts.withdraw(version, by=person, **form.cleaned_data)):
        messages.success(request, _("Version %(number)s is withdrawn.") % {"number": version.number})
        return redirect(version)
    context: dict[str, object] = {
        "version": version,
        "document": version.document,
        "is_in_force": version.standing() is Standing.IN_FORCE,
    }
    return answer(request, "governance/withdraw.html", context, form)
