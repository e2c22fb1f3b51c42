from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.presenting.chips import chips
from organisations.paging import COUNTED, count_to_limit, keyset_page
from organisations.permissions import Can, rights_anywhere
from organisations.views.acting import REFUSED
from organisations.views.fetch import person_of
from protocols import reading
from protocols.forms.register import LETTERS, CursorForm, RegisterFilter

PAGE = 25


@login_not_required
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The public register of agreements, the same for everyone."""
    person, today = person_of(request), timezone.localdate()
    form = RegisterFilter(request.GET)
    context: dict[str, object] = {"form": form, "is_filtered": bool(form.in_use), "letters": LETTERS}
    context["may_start"] = Can.DRAFT in rights_anywhere(person)
    if form.is_valid():
        found = reading.register(person, form.cleaned_data, today)
        after, before = CursorForm.rows(request.GET, reading.register(person, {}, today))
        count = count_to_limit(found)
        order = reading.order(form.cleaned_data)
        context |= {
            "page": keyset_page(found, order, size=PAGE, after=after, before=before),
            "count": min(count, COUNTED),
            "more_than_counted": count > COUNTED,
            "chips": chips(form, request.GET, form.in_use),
        }
    return render(request, "protocols/register.html", context, status=200 if form.is_valid() else REFUSED)
