from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from governance import reading
from governance.forms.filters import DocumentFilter
from governance.models import Document
from governance.presenting.chips import chips
from governance.presenting.shelves import document_rows
from organisations.forms.paging import CursorForm
from organisations.paging import COUNTED, count_to_limit, keyset_page
from organisations.permissions import Can, granted, organisations_where, rights_anywhere
from organisations.views.acting import REFUSED
from organisations.views.fetch import person_of

PAGE = 25
ORDER = ("organisation__sort_name", "title", "pk")


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """All documents whose drafts the person may read, with what each of them waits for."""
    person, today = person_of(request), timezone.localdate()
    rights = rights_anywhere(person)
    if Can.READ_DRAFTS not in rights and not granted(person, Can.READ_DRAFTS, Document).exists():
        raise PermissionDenied(
            _("This list is for information officers and managers. What is in force stands under Policies.")
        )
    form = DocumentFilter(
        request.GET, organisations=organisations_where(person, Can.READ_DRAFTS).in_name_order()
    )
    context: dict[str, object] = {
        "form": form,
        "chooses_all": request.GET.get("choose") == "page",
        "may_start": Can.DRAFT in rights,
        "is_filtered": bool(form.in_use),
    }
    if form.is_valid():
        found = reading.drafting_documents(person, form.cleaned_data, today)
        after, before = CursorForm.rows(
            request.GET, Document.objects.filter(reading.drafts_read_by(person)).for_list()
        )
        page = keyset_page(found, ORDER, size=PAGE, after=after, before=before)
        count = count_to_limit(found.prefetch_related(None))
        context |= {
            "page": page,
            "rows": document_rows(page.rows, today),
            "count": min(count, COUNTED),
            "more_than_counted": count > COUNTED,
            "chips": chips(form, request.GET, form.in_use),
        }
    return render(request, "governance/documents.html", context, status=200 if form.is_valid() else REFUSED)
