"""Files of who has read what. That somebody takes one out is told in the log."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from governance.models import Document, TrainingItem
from governance.models.reading import ReadingQuerySet
from governance.presenting.readers import COLUMNS, cells
from governance.readership import teams_in
from governance.services.readings import note_export
from governance.spreadsheets import lines
from organisations.models import Organisation, User
from organisations.views.acting import REFUSED


def readings_csv(
    thing: Organisation | Document | TrainingItem, found: ReadingQuerySet, *, name: str, by: User, on: date
) -> HttpResponseBase:
    """The whole list, written out while it is read."""
    note_export(thing, by=by, rows=found.count())
    organisation = thing if isinstance(thing, Organisation) else thing.organisation
    rows = cells(found.iterator(chunk_size=500), teams_in(organisation), on)
    response = StreamingHttpResponse(lines(COLUMNS, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{on.isoformat()}.csv"'
    return response


def refused_csv(form: forms.BaseForm) -> HttpResponse:
    """What is wrong with the address, in words."""
    said = "".join(f"{error}\n" for errors in form.errors.values() for error in errors)
    return HttpResponse(said, status=REFUSED, content_type="text/plain; charset=utf-8")
