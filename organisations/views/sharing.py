from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisations.forms.details import SharingForm
from organisations.models import Organisation
from organisations.permissions import Can, can
from organisations.services.sharing import decide_sharing
from organisations.views.acting import answer, done, posted
from organisations.views.fetch import visit


@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the organisation shares regularly or in bulk: its members read what was decided, some decide."""
    right = Can.MANAGE_ORGANISATION if request.method == "POST" else Can.READ_INTERNAL
    person, organisation = visit(request, code, right)
    form = SharingForm(posted(request))
    if form.is_valid() and done(form, lambda: decide_sharing(organisation, by=person, **form.cleaned_data)):
        messages.success(request, _("The decision is kept."))
        return redirect("organisations:settings", code)
    decided = Organisation.objects.select_related("sharing_decided_by").get(pk=organisation.pk)
    may_decide = can(person, Can.MANAGE_ORGANISATION, organisation)
    context: dict[str, object] = {"organisation": decided, "may_decide": may_decide}
    return answer(request, "organisations/sharing.html", context, form)
