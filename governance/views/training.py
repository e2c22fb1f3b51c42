"""Training items of an organisation: the list, a new one, another name, the end."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audit.errors import InvalidMove
from governance.forms.readings import TrainingForm
from governance.models import TrainingItem
from governance.services.training import add_training, change_training, end_training
from governance.views.readers import subject_of
from organisations.permissions import Can
from organisations.views.acting import answer, done, posted
from organisations.views.fetch import visit


@require_http_methods(["GET", "HEAD", "POST"])
def training(request: HttpRequest, code: str) -> HttpResponse:
    """The items that people are or can be asked to do, and a form for a new one."""
    person, organisation = visit(request, code, Can.PUBLISH)
    form = TrainingForm(posted(request))
    if form.is_valid() and done(form, lambda: add_training(organisation, by=person, **form.cleaned_data)):
        messages.success(request, _("The training item is added. Now you can ask people to do it."))
        return redirect("governance:training", organisation.code)
    mine = TrainingItem.objects.visible_to(person).filter(organisation=organisation)
    items = mine.select_related("organisation").in_name_order()
    context: dict[str, object] = {
        "organisation": organisation,
        "items": [item for item in items if not item.has_ended],
        "ended": [item for item in items if item.has_ended],
    }
    return answer(request, "governance/training.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Another name or address, or the end."""
    person, item = subject_of(request, code=code, key=key)
    assert isinstance(item, TrainingItem)  # noqa: S101  # by its address
    if request.method == "POST" and "end" in request.POST:
        with suppress(InvalidMove):  # it has ended, as was wanted
            end_training(item, by=person)
        messages.success(request, _("The training item has ended. Who has done it stays on record."))
        return redirect("governance:training", code)
    form = TrainingForm(posted(request), initial={"name": item.name, "link": item.link})
    if form.is_valid() and done(form, lambda: change_training(item, by=person, **form.cleaned_data)):
        messages.success(request, _("The training item is saved."))
        return redirect(item)
    context: dict[str, object] = {"organisation": item.organisation, "item": item}
    return answer(request, "governance/training_change.html", context, form)
