from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.content.guidance import by_nation


@login_not_required
@require_safe
def guidance(request: HttpRequest) -> HttpResponse:
    """Guidance of governments and regulators, by nation."""
    today = timezone.localdate()
    nations = by_nation()
    due = {link.key for nation in nations for link in nation.links if link.is_due(today)}
    return render(request, "governance/guidance.html", {"nations": nations, "due": due})
