"""Changes to many documents at once: what each of them is, what it will be, and the confirmation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from audit.errors import InvalidMove
from governance import reading
from governance.forms.bulk import ChosenForm, ConfirmForm, ConfirmReviewForm, OwnerForm, ReviewDayForm
from governance.models import Document
from governance.presenting import bulk as presenting
from governance.presenting.bulk import Preview
from governance.services.bulk import assign_owner, set_review_day
from governance.stamps import owners_stamp, reviews_stamp
from governance.views.working import MOVED, put
from organisations.models import User
from organisations.permissions import Can, rights_anywhere
from organisations.views.acting import REFUSED, add_errors, posted
from organisations.views.fetch import person_of


@dataclass(frozen=True)
class Task:
    """One change: its words, its forms, and what they lead to. `value` is a person or a day."""

    name: str  # of the field that holds the value
    title: Any  # a lazy text
    value_form: Callable[..., OwnerForm | ReviewDayForm]
    confirm_form: type[ConfirmForm]
    preview: Callable[[Any, Sequence[Document], Any], Preview]
    stamp: Callable[[Sequence[Document]], str]
    act: Callable[..., object]


def _value_of_owner(data: Any, documents: Sequence[Document]) -> OwnerForm:
    return OwnerForm(data, {document.organisation for document in documents})


def _value_of_day(data: Any, _documents: Sequence[Document]) -> ReviewDayForm:
    return ReviewDayForm(data)


OWNER = Task(
    name="owner",
    title=gettext_lazy("Assign an owner"),
    value_form=_value_of_owner,
    confirm_form=ConfirmForm,
    preview=presenting.owners,
    stamp=owners_stamp,
    act=assign_owner,
)
REVIEW = Task(
    name="next_review_on",
    title=gettext_lazy("Set the review date"),
    value_form=_value_of_day,
    confirm_form=ConfirmReviewForm,
    preview=presenting.reviews,
    stamp=reviews_stamp,
    act=set_review_day,
)


@require_http_methods(["GET", "HEAD", "POST"])
def owner(request: HttpRequest) -> HttpResponse:
    """Gives the chosen documents to one owner."""
    return _page(request, OWNER)


@require_http_methods(["GET", "HEAD", "POST"])
def review_day(request: HttpRequest) -> HttpResponse:
    """Sets the next review of the chosen documents to one day."""
    return _page(request, REVIEW)


def _page(request: HttpRequest, task: Task) -> HttpResponse:
    """Without a value it asks for one; with it, it shows what each document becomes, and asks to confirm."""
    person = person_of(request)
    if not isinstance(person, User) or Can.DRAFT not in rights_anywhere(person):
        raise PermissionDenied(_("Only an information officer can change documents."))
    given = request.POST if request.method == "POST" else request.GET
    chosen = ChosenForm(given)
    if not chosen.is_valid():
        return render(request, "governance/bulk.html", {"task": task, "form": chosen}, status=REFUSED)
    documents = _documents(person, chosen.cleaned_data["document"])
    form = task.value_form(given if task.name in given else None, documents)
    value = form.cleaned_data[task.name] if form.is_valid() else None
    confirm = task.confirm_form(posted(request))
    status = REFUSED if form.errors else 200
    if request.method == "POST" and value is not None:
        status = _act(task, confirm, documents, {"by": person, task.name: value})
        if status == 200:
            return _done(request, documents)
    preview = task.preview(person, documents, value)
    if value is not None:
        _stamped(confirm, task, [line.document for line in preview.changing])
    context = {
        "task": task,
        "form": form,
        "value": value,
        "typed": given.get(task.name, ""),
        "preview": preview,
        "confirm": confirm,
    }
    return render(request, "governance/bulk.html", context, status=status)


def _documents(person: User, references: Sequence[str]) -> list[Document]:
    """Those of the list that the person works on, in the order in which they were chosen; 404 if one is not."""
    mine = Document.objects.filter(reading.drafts_read_by(person), reference__in=references).for_list()
    found = {document.reference: document for document in mine}
    if set(references) - found.keys():
        raise Http404
    return [found[reference] for reference in references]


def _act(task: Task, confirm: ConfirmForm, documents: Sequence[Document], given: dict[str, Any]) -> int:
    """200 where it is done; else what the page is answered with, and the form says why."""
    if not confirm.is_valid():
        return REFUSED
    try:
        task.act(documents, **given, **confirm.cleaned_data)
    except InvalidMove as error:
        confirm.add_error(None, str(error))
        return MOVED
    except ValidationError as error:
        add_errors(confirm, error)
        return REFUSED
    return 200


def _stamped(confirm: ConfirmForm, task: Task, documents: Sequence[Document]) -> None:
    """The form carries the stamp of what is shown now, also after it was refused: sent again, it is meant."""
    stamp = task.stamp(documents)
    if confirm.is_bound:
        put(confirm, "seen", stamp)
    else:
        confirm.initial["seen"] = stamp


def _done(request: HttpRequest, documents: Sequence[Document]) -> HttpResponse:
    count = len(documents)
    words = ngettext("%(count)d document is changed.", "%(count)d documents are changed.", count)
    messages.success(request, words % {"count": count})
    return redirect("governance:documents")
