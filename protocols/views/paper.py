"""An agreement that was signed on paper is recorded with its scan."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from governance.views.uploads import takes_a_file
from organisations.views.acting import answer, posted
from protocols.forms.paper import MOST, PaperForm, rows_of
from protocols.services.paper import record_from_paper
from protocols.views.beginning import made_once, writer


@takes_a_file
@require_http_methods(["GET", "HEAD", "POST"])
def signed_elsewhere(request: HttpRequest) -> HttpResponse:
    """The form with a row for each signature; “Add a row” gives one more and keeps all that was typed."""
    person, bodies = writer(request)
    if request.method == "POST" and "more" in request.POST:
        typed = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
        typed["count"] = str(min(rows_of(typed) + 1, MOST))
        longer = PaperForm(None, organisations=bodies, initial=typed)
        return render(request, "protocols/signed_elsewhere.html", {"form": longer})
    form = PaperForm(
        posted(request), request.FILES if request.method == "POST" else None, organisations=bodies
    )
    if form.is_valid():
        wanted = form.cleaned_data
        version = made_once(
            form,
            person,
            lambda: record_from_paper(
                wanted["organisation"],
                agreement=form.agreement(),
                scan=wanted["scan"],
                by=person,
                key=wanted["once"],
            ),
        )
        if version is not None:
            messages.success(
                request, _("The agreement is recorded. It says everywhere that it comes from paper.")
            )
            return redirect("protocols:agreement", version.document.reference)
    return answer(request, "protocols/signed_elsewhere.html", {}, form)
