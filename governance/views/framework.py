from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.forms.filters import AsAtForm
from governance.presenting.framework import LISTED, framework_on
from organisations.models import Organisation
from organisations.views.acting import REFUSED
from organisations.views.fetch import person_of


@login_not_required
@require_safe
def framework(request: HttpRequest, code: str) -> HttpResponse:
    """All that an organisation had in force on a day: `?as_at=2026-03-03`, or else today."""
    person, today = person_of(request), timezone.localdate()
    organisation = get_object_or_404(Organisation.objects.visible_to(person), code=code.upper())
    form = AsAtForm(request.GET if "as_at" in request.GET else {"as_at": today.isoformat()})
    context: dict[str, object] = {"organisation": organisation, "form": form, "limit": LISTED}
    if form.is_valid():
        day = form.cleaned_data["as_at"]
        parts = framework_on(organisation, person, day)
        context |= {
            "day": day,
            "is_today": day == today,
            "parts": parts,
            "changed": sum(part.changed for part in parts),
            "has_new": any(part.new for part in parts),
        }
    return render(request, "governance/framework.html", context, status=200 if form.is_valid() else REFUSED)
