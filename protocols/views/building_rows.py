from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from audit.errors import InvalidMove
from governance.forms.sections import MoveForm
from governance.models import DocumentVersion
from governance.views.working import MOVED, moved_on, put
from organisations.models import Organisation, User
from organisations.models.organisation import fold
from organisations.permissions import Person
from organisations.views.acting import REFUSED, add_errors, posted
from protocols.build_tasks import task_of_rows
from protocols.forms.added_law import FindLawForm
from protocols.forms.rows import FORMS, FlowForm, PasteForm, RowForm
from protocols.models import AddedLaw
from protocols.pasting import WORDS, Known, folded, read
from protocols.services.drafting import StaleRow
from protocols.services.row_kinds import BASES, FLOWS, ITEMS, PARTIES, POWERS, RowKind
from protocols.services.rows import (
    add_row,
    change_row,
    move_row,
    paste_rows,
    remove_row,
    stamp_of,
)
from protocols.views.working import build_page, open_draft, row_kind

HEADS = {  # titles of the pages on which a row is added, changed and removed, and rows are pasted
    "parties": {
        "add_title": gettext_lazy("Add a party"),
        "edit_title": gettext_lazy("Change a party"),
        "remove_title": gettext_lazy("Remove a party"),
        "paste_title": gettext_lazy("Paste parties"),
    },
    "data_items": {
        "add_title": gettext_lazy("Add a data item"),
        "edit_title": gettext_lazy("Change a data item"),
        "remove_title": gettext_lazy("Remove a data item"),
        "paste_title": gettext_lazy("Paste data items"),
    },
    "flows": {
        "add_title": gettext_lazy("Add a flow"),
        "edit_title": gettext_lazy("Change a flow"),
        "remove_title": gettext_lazy("Remove a flow"),
        "paste_title": gettext_lazy("Paste flows"),
    },
    "powers": {
        "add_title": gettext_lazy("Add a legal power"),
        "edit_title": gettext_lazy("Change a legal power"),
        "remove_title": gettext_lazy("Remove a legal power"),
    },
    "bases": {
        "add_title": gettext_lazy("Add a lawful basis or condition"),
        "edit_title": gettext_lazy("Change how a basis applies"),
        "remove_title": gettext_lazy("Remove a lawful basis or condition"),
    },
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, reference: str, number: str, rows: str) -> HttpResponse:
    person, version = open_draft(request, reference, number)
    kind = row_kind(rows)
    if not version.is_draft:
        return moved_on(request, version)
    return _edit(request, person, version, kind, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, reference: str, number: str, rows: str, key: UUID) -> HttpResponse:
    """One row. A save on top of somebody else's is refused once, with everything typed kept in the form."""
    person, version = open_draft(request, reference, number)
    kind = row_kind(rows)
    if not version.is_draft:
        return moved_on(request, version)
    row = _found(kind, version, key)
    if row is None and request.method == "POST":
        gone = InvalidMove(_("Somebody removed this meanwhile. Nothing was saved."))
        return moved_on(request, version, gone)
    if row is None:
        raise Http404
    return _edit(request, person, version, kind, row)


@require_POST
def move(request: HttpRequest, reference: str, number: str, rows: str, key: UUID) -> HttpResponse:
    """One place up or down, if the row still stands where the person saw it."""
    person, version = open_draft(request, reference, number)
    kind = row_kind(rows)
    if not version.is_draft:
        return moved_on(request, version)
    row = _row(kind, version, key)
    form = MoveForm(request.POST)
    try:
        if not form.is_valid():
            raise StaleRow(_("The order was changed meanwhile. Nothing was moved."), row)
        row = move_row(row, by=person, to=form.cleaned_data["to"], seen=form.cleaned_data["seen"])
    except StaleRow as stale:
        messages.info(request, stale.messages[0])
        return _to_task(version, kind)
    except InvalidMove as refused:
        return moved_on(request, version, refused)
    messages.success(request, _("“%(row)s” is number %(place)d now.") % {"row": row, "place": row.position})
    return _to_task(version, kind, row)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, reference: str, number: str, rows: str, key: UUID) -> HttpResponse:
    person, version = open_draft(request, reference, number)
    kind = row_kind(rows)
    if not version.is_draft:
        return moved_on(request, version)
    row = _row(kind, version, key)
    fault, status = "", 200
    if request.method == "POST":
        named = str(row)
        try:
            remove_row(row, by=person)
        except StaleRow as stale:
            messages.info(request, stale.messages[0])
            return _to_task(version, kind)
        except ValidationError as refused:
            fault, status = refused.messages[0], REFUSED
        except InvalidMove as refused:
            return moved_on(request, version, refused)
        else:
            messages.success(
                request, _("“%(row)s” is removed. What it said stays in the history.") % {"row": named}
            )
            return _to_task(version, kind)
    context = _beside(version, kind, row=row, fault=fault)
    return render(request, "protocols/build_row_remove.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest, reference: str, number: str, rows: str) -> HttpResponse:
    """Rows from a spreadsheet: all of them, or none and what is wrong by row and column."""
    person, version = open_draft(request, reference, number)
    kind = row_kind(rows)
    if rows not in WORDS:
        raise Http404
    if not version.is_draft:
        return moved_on(request, version)
    form = PasteForm(posted(request))
    if form.is_valid():
        try:
            found = read(form.cleaned_data["text"], rows, _known(kind, version, person))
            added = paste_rows(version, by=person, kind=kind, rows=found)
        except ValidationError as refused:
            for message in refused.messages:
                form.add_error("text", message)
        except InvalidMove as refused:
            return moved_on(request, version, refused)
        else:
            words = ngettext("%(count)d row is added.", "%(count)d rows are added.", len(added))
            messages.success(request, words % {"count": len(added)})
            return _to_task(version, kind)
    columns = [known[0] for known in WORDS[rows].values()]
    context = _beside(version, kind, form=form, columns=columns, rows=rows)
    return render(request, "protocols/build_paste.html", context, status=REFUSED if form.errors else 200)


def _edit(
    request: HttpRequest, person: User, version: DocumentVersion, kind: RowKind, row: Any
) -> HttpResponse:  # Any: a row of the kind
    form = _form(request, version, kind, row)
    theirs = None
    if form.is_valid():
        try:
            fields = _fields(form, kind, person)
            if row is None:
                saved = add_row(version, by=person, kind=kind, fields=fields, pk=form.cleaned_data["once"])
            else:
                saved = change_row(row, by=person, fields=fields, seen=form.cleaned_data["seen"])
        except StaleRow as stale:
            if stale.theirs is None:
                messages.info(request, stale.messages[0])
                return _to_task(version, kind)
            theirs = stale.theirs
            put(form, "seen", stamp_of(theirs))  # type: ignore[arg-type]  # a row of the kind
        except ValidationError as refused:
            add_errors(form, refused)
        except InvalidMove as refused:
            return moved_on(request, version, refused)
        else:
            messages.success(request, _saved(kind, saved, is_new=row is None))
            return _to_task(version, kind, saved)
    context = _beside(version, kind, row=row, form=form, theirs=theirs)
    if row is None and kind in (POWERS, BASES):
        context |= {"find": FindLawForm(request.GET), "wanted": _wanted(request)}
    status = MOVED if theirs else REFUSED if form.errors else 200
    return render(request, "protocols/build_row.html", context, status=status)


def _form(request: HttpRequest, version: DocumentVersion, kind: RowKind, row: Any) -> RowForm:  # Any: a row
    form = FORMS[kind.key]
    initial = {"seen": stamp_of(row) if row is not None else ""}
    if form is FlowForm:
        return FlowForm.of(
            row,
            posted(request),
            parties=PARTIES.in_order(version),
            items=ITEMS.in_order(version),
            initial=initial,
        )
    if kind in (POWERS, BASES):
        laws = list(AddedLaw.objects.offered_to(version.document.organisation))
        return form.of(row, posted(request), initial=initial, laws=laws, words=_wanted(request))  # type: ignore[attr-defined,no-any-return]
    made: RowForm = form.of(row, posted(request), initial=initial)  # type: ignore[attr-defined]  # each has it
    return made


def _wanted(request: HttpRequest) -> str:
    """What was searched for; nothing where that cannot be read."""
    find = FindLawForm(request.GET)
    return find.cleaned_data["q"] if find.is_valid() else ""


def _fields(form: RowForm, kind: RowKind, person: Person) -> dict[str, Any]:  # Any: what a field can hold
    """A party is the organisation that has that name or code, if there is one."""
    fields = form.typed
    if kind is PARTIES:
        body = _organisation(fields["name"], person)
        fields |= {"organisation": body, "name": body.name if body else fields["name"]}
    return fields


def _organisation(named: str, person: Person) -> Organisation | None:
    mine = Organisation.objects.visible_to(person)
    return mine.filter(code=named.strip().upper()).first() or mine.filter(sort_name=fold(named)).first()


def _saved(kind: RowKind, row: Any, *, is_new: bool) -> str:  # Any: a row of the kind
    if kind is PARTIES and row.organisation_id is None:
        return _(
            "“%(row)s” is saved. No organisation of the register has this name: it stands by its name."
        ) % {"row": row.name}
    return (_("“%(row)s” is added.") if is_new else _("“%(row)s” is saved.")) % {"row": row}


def _known(kind: RowKind, version: DocumentVersion, person: Person) -> Known:
    if kind is PARTIES:
        bodies = Organisation.objects.visible_to(person)
        return Known(organisations=_Bodies(bodies))
    if kind is FLOWS:
        parties = list(PARTIES.in_order(version))
        by_code = {folded(each.organisation.code): each for each in parties if each.organisation}
        return Known(
            parties=by_code | {folded(each.name): each for each in parties},
            items={folded(each.what): each.key for each in ITEMS.in_order(version)},
        )
    return Known()


class _Bodies(dict[str, Organisation]):
    """The organisations that a sheet names, looked up one by one: there may be many, and a sheet names few."""

    def __init__(self, found: Any) -> None:  # Any: a queryset of organisations
        super().__init__()
        self.found = found

    def get(self, name: str, default: Any = None) -> Any:  # Any: as of any dictionary
        return (
            self.found.filter(code=name.upper()).first()
            or self.found.filter(sort_name=fold(name)).first()
            or default
        )


def _row(kind: RowKind, version: DocumentVersion, key: UUID) -> Any:  # Any: a row of the kind
    """404 for a row that is not there, or not there any more."""
    row = _found(kind, version, key)
    if row is None:
        raise Http404
    return row


def _found(kind: RowKind, version: DocumentVersion, key: UUID) -> Any:  # Any: a row of the kind, or None
    return next((row for row in kind.in_order(version) if row.pk == key), None)


def _beside(version: DocumentVersion, kind: RowKind, **more: object) -> dict[str, object]:
    task = task_of_rows(kind.key)
    base = {"version": version, "document": version.document, "task": task, "kind": kind}
    return {**base, **HEADS[kind.key], **more}


def _to_task(version: DocumentVersion, kind: RowKind, row: Any = None) -> HttpResponse:  # Any: a row
    anchor = f"#row-{row.pk}" if row is not None else f"#rows-{kind.key}"
    return redirect(build_page("build-task", version, task_of_rows(kind.key).key) + anchor)
