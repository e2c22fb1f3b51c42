from __future__ import annotations

import hashlib
from typing import TypeVar

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from organisations.paging import keyset_page
from organisations.views.acting import REFUSED
from organisations.views.fetch import person_of
from protocols import reading
from protocols.forms.register import CursorForm, RegisterFilter
from protocols.presenting.export import LICENCE, as_csv, as_json

Response = TypeVar("Response", bound=HttpResponseBase)
PAGE = 100


@login_not_required
@require_safe
def register_csv(request: HttpRequest) -> HttpResponseBase:
    """The whole list as the filters leave it, written out while it is read."""
    form, today = RegisterFilter(request.GET), timezone.localdate()
    if not form.is_valid():
        said = "".join(f"{error}\n" for errors in form.errors.values() for error in errors)
        return open_data(HttpResponse(said, status=REFUSED, content_type="text/plain; charset=utf-8"))
    found = reading.register(person_of(request), form.cleaned_data, today)
    lines_of_file = as_csv(reading.every(found, reading.order(form.cleaned_data)), today)
    response = StreamingHttpResponse(lines_of_file, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="register-{today.isoformat()}.csv"'
    return open_data(response)


@login_not_required
@require_safe
def register_json(request: HttpRequest) -> HttpResponseBase:
    """A page of the list as the filters leave it; `next` is the address of the following one, or null."""
    form, person, today = RegisterFilter(request.GET), person_of(request), timezone.localdate()
    if not form.is_valid():
        errors = {name: list(sentences) for name, sentences in form.errors.items()}
        return open_data(JsonResponse({"errors": errors}, status=REFUSED))
    found = reading.register(person, form.cleaned_data, today)
    after, before = CursorForm.rows(request.GET, reading.register(person, {}, today))
    page = keyset_page(found, reading.order(form.cleaned_data), size=PAGE, after=after, before=before)
    content = {
        "results": [as_json(entry, today) for entry in page.rows],
        "next": _next(request, page.later.reference) if page.later else None,
    }
    return tagged(request, open_data(JsonResponse(content, json_dumps_params={"ensure_ascii": False})))


def tagged(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """With an ETag made of the content; 304 without content for who has it already."""
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def _next(request: HttpRequest, reference: str) -> str:
    query = request.GET.copy()
    query.pop("before", None)
    query["after"] = reference
    return f"{settings.PUBLIC_BASE_URL}{request.path}?{query.urlencode()}"


def open_data(response: Response) -> Response:
    """Public data: any page may fetch it, under the licence that it names."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Link"] = f'<{LICENCE}>; rel="license"'
    return response
