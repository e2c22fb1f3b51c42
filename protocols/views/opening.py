"""Opening a version for signature, and what the lead does with a round that is open."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audit.errors import InvalidMove
from governance.content.checks.general import no_placeholder
from governance.forms.review import ReasonForm
from governance.lifecycle import State
from governance.models import DocumentVersion
from governance.presenting.grading import proposal_for
from governance.presenting.text import as_written
from governance.services.disclosure import undecided
from organisations.models import Office
from organisations.views.acting import answer, fitted, posted
from protocols.bench import needs_of_all
from protocols.forms.opening import ALL, NEVER, CancelForm, LastDayForm, OpenForm
from protocols.models import Party
from protocols.presenting.signatures import need_in_words
from protocols.services import opening as acts
from protocols.signers import warning
from protocols.views.signing_fetch import address, is_over, last_round, lead_of, moved


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_for_signature(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """What the law still asks, who will be asked, and on which terms."""
    person, version = lead_of(request, reference, number)
    if version.state != State.APPROVED:
        if version.state == State.FOR_SIGNATURE and _is_mine(request, version):
            return redirect(address("signatures", version))
        return moved(request, version)
    new = undecided(version)
    replaces = version.document.versions.filter(state=State.PUBLISHED).exists()
    form = OpenForm(
        posted(request),
        replaces=replaces,
        asks_about_all=version.shows_sensitive_text_to_all,
        asks_about_new=bool(new),
    )
    parties = list(Party.objects.filter(version=version).select_related("organisation").order_by("position"))
    text = as_written(version)
    faults = acts.wanting(version, parties, text)
    try:
        if form.is_valid() and fitted(
            form,
            lambda: acts.open_for_signature(
                version,
                by=person,
                needs_all=form.cleaned_data["force"] == ALL,
                closes_on=form.cleaned_data["closes_on"],
                long_stop_on=form.cleaned_data.get("long_stop_on"),
                confirmed_open=form.cleaned_data.get("confirmed_open", False),
                confirmed_new=form.cleaned_data.get("confirmed_new", False),
            ),
        ):
            sentence = _("Version %(number)s is open for signature. Everybody who is asked will be told.")
            messages.success(request, sentence % {"number": version.number})
            return redirect(address("signatures", version))
    except InvalidMove as refused:
        return moved(request, version, refused)
    context: dict[str, object] = {
        "version": version,
        "document": version.document,
        "faults": faults,
        "unfilled": no_placeholder(text),
        "asked": _asked(version, parties),
        "new": new,
        "proposal": proposal_for(version, text),
        "replaces": replaces,
    }
    return answer(request, "protocols/signing_open.html", context, form)


def _is_mine(request: HttpRequest, version: DocumentVersion) -> bool:
    """The same form sent twice."""
    return request.method == "POST" and last_round(version).opened_by_id == request.user.pk


def _asked(version: DocumentVersion, parties: Sequence[Party]) -> list[dict[str, object]]:
    """Who will be asked to sign for each party, by its own rule, and what to think of first."""
    wanted = needs_of_all([party.organisation for party in parties if party.organisation], version)
    offices = {office.value: str(office.label) for office in Office}
    found: list[dict[str, object]] = []
    for party in parties:
        if party.organisation is None:
            found.append({"name": party.name, "needs": [], "warning": ""})
            continue
        needs = wanted[party.organisation.pk]
        found.append(
            {
                "name": party.organisation.name,
                "needs": [need_in_words(need) for need in needs],
                "warning": warning(needs, offices),
            }
        )
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Ends the signing of a version that is not in force yet, with the reason."""
    person, version = lead_of(request, reference, number)
    row = last_round(version)
    if version.state != State.FOR_SIGNATURE:
        return moved(request, version)
    form = CancelForm(posted(request))
    try:
        if form.is_valid() and fitted(
            form,
            lambda: acts.cancel(
                version,
                by=person,
                reason=form.cleaned_data["reason"],
                abandon=form.cleaned_data["then"] == NEVER,
            ),
        ):
            messages.success(
                request, _("The signing is cancelled. What was signed is kept, and binds nobody.")
            )
            return redirect(address("signatures", version))
    except InvalidMove as refused:
        return moved(request, version, refused)
    context: dict[str, object] = {"version": version, "document": version.document, "row": row}
    return answer(request, "protocols/signing_cancel.html", context, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def last_day(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Another last day to sign, or none."""
    person, version = lead_of(request, reference, number)
    row = last_round(version)
    if is_over(row):
        return moved(request, version)
    form = LastDayForm(posted(request), initial={"closes_on": row.closes_on})
    try:
        if form.is_valid() and fitted(
            form, lambda: acts.extend(version, by=person, closes_on=form.cleaned_data["closes_on"])
        ):
            day = form.cleaned_data["closes_on"]
            told = (
                _("The last day to sign is now %(day)s.") % {"day": date_format(day, "j F Y")} if day else ""
            )
            messages.success(request, told or _("There is no last day to sign any more."))
            return redirect(address("signatures", version))
    except InvalidMove as refused:
        return moved(request, version, refused)
    context: dict[str, object] = {
        "version": version,
        "document": version.document,
        "row": row,
        "today": timezone.localdate(),
    }
    return answer(request, "protocols/signing_last_day.html", context, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Ends the round of a version that is in force between some, without those who have not signed."""
    person, version = lead_of(request, reference, number)
    row = last_round(version)
    if is_over(row) or version.state != State.PUBLISHED:
        return moved(request, version)
    form = ReasonForm.asking(
        posted(request),
        label=_("Why is the signing closed?"),
        help_text=_("All who were asked to sign read it."),
        required=_("Say why. Those who were asked to sign will read it."),
    )
    try:
        if form.is_valid() and fitted(form, lambda: acts.close(version, by=person, **form.cleaned_data)):
            messages.success(request, _("The signing is closed. Who has not signed can join later."))
            return redirect(address("signatures", version))
    except InvalidMove as refused:
        return moved(request, version, refused)
    context: dict[str, object] = {"version": version, "document": version.document, "row": row}
    return answer(request, "protocols/signing_close.html", context, form)
