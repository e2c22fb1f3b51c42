"""How complete the frameworks of organisations are: as a page and as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from governance.forms.filters import MatrixFilter
from governance.presenting.charts import charts_of
from governance.presenting.chips import chips
from governance.presenting.matrix import Matrix, Row, matrix_of
from governance.spreadsheets import lines
from organisations.views.acting import REFUSED
from organisations.views.fetch import person_of

PAGE = 50


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """One row for each organisation whose drafts the person may read, or for all that have something in force."""
    person, today = person_of(request), timezone.localdate()
    form = MatrixFilter(request.GET)
    if not form.is_valid():
        return render(request, "governance/matrix.html", {"form": form}, status=REFUSED)
    whole = matrix_of(person, form.cleaned_data, today)
    found = whole.with_gaps if form.cleaned_data["gaps"] else whole
    page = Paginator(found.rows, PAGE).get_page(form.cleaned_data["page"] or 1)
    context = {
        "form": form,
        "whole": whole,
        "count": len(found.rows),
        "matrix": Matrix(list(page)),
        "page": page,
        "chips": chips(form, request.GET, form.in_use),
    }
    return render(request, "governance/matrix.html", context)


@require_safe
def matrix_csv(request: HttpRequest) -> HttpResponseBase:
    """All rows, as the filters leave them."""
    person, today = person_of(request), timezone.localdate()
    form = MatrixFilter(request.GET)
    if not form.is_valid():
        said = "".join(f"{error}\n" for errors in form.errors.values() for error in errors)
        return HttpResponse(said, status=REFUSED, content_type="text/plain; charset=utf-8")
    whole = matrix_of(person, form.cleaned_data, today)
    rows = (whole.with_gaps if form.cleaned_data["gaps"] else whole).rows
    head = (
        [_("Organisation"), _("Code"), *_columns(rows), _("Protocols")]
        if rows
        else [_("Organisation"), _("Code")]
    )
    response = StreamingHttpResponse(lines(head, _cells(rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="framework-{today.isoformat()}.csv"'
    return response


@require_safe
def charts(request: HttpRequest) -> HttpResponse:
    """Figures of the organisations whose drafts the person may read, each chart with its table."""
    context = {"charts": charts_of(person_of(request), timezone.localdate())}
    return render(request, "governance/charts.html", context)


def _columns(rows: Sequence[Row]) -> list[str]:
    return [str(piece.kind.label) for piece in rows[0].pieces.values()]


def _cells(rows: Sequence[Row]) -> Iterator[list[str]]:
    for row in rows:
        words = [piece.words for piece in row.pieces.values()]
        yield [row.body.name, row.body.code, *words, row.agreements.words]
