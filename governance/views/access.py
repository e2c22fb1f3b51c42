from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from governance.forms.access import GrantForm
from governance.forms.review import ReasonForm
from governance.models import Document
from governance.models.grant import DocumentGrant
from governance.views.working import open_document
from organisations.models import User
from organisations.permissions import GRANT_PERMISSIONS, Can, grants_on
from organisations.services.grants import grant, revoke
from organisations.views.acting import answer, done


@require_http_methods(["GET", "HEAD", "POST"])
def access(request: HttpRequest, reference: str) -> HttpResponse:
    """People from outside who may read or approve this one document, and a form to let in another."""
    person, document = open_document(request, reference, Can.GRANT_ACCESS)
    form = GrantForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, lambda: _grant(form, document, person)):
        messages.success(request, _("%(name)s has access now.") % {"name": form.cleaned_data["person"]})
        return redirect("governance:access", document.reference)
    today = timezone.localdate()
    words = dict(GRANT_PERMISSIONS)
    rows = [
        {
            "grant": row,
            "what": words.get(row.permission.codename, row.permission.codename),
            "has_ended": row.until is not None and row.until < today,
        }
        for row in _grants(document)
    ]
    return answer(request, "governance/access.html", {"document": document, "rows": rows}, form)


def _grants(document: Document) -> list[DocumentGrant]:
    rows = grants_on(document).select_related("user", "permission", "given_by")
    return cast("list[DocumentGrant]", list(rows.order_by("user__name", "user__email", "pk")))


def _grant(form: GrantForm, document: Document, by: User) -> None:
    """What the act denies for the person named becomes an error of the form: another person may be named."""
    wanted = form.cleaned_data
    try:
        grant(wanted["person"], by=by, codename=wanted["codename"], thing=document, until=wanted["until"])
    except PermissionDenied as refused:
        raise ValidationError(str(refused)) from refused


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, reference: str, key: int) -> HttpResponse:
    """Takes one person's access back at once."""
    person, document = open_document(request, reference, Can.GRANT_ACCESS)
    row = next((row for row in _grants(document) if row.pk == key), None)
    if row is None:
        messages.info(request, _("This person does not have this access any more."))
        return redirect("governance:access", document.reference)
    form = ReasonForm.asking(
        request.POST if request.method == "POST" else None,
        label=_("Reason"),
        help_text=_("It is kept in the log."),
        required=_("Give a reason."),
    )
    if form.is_valid() and done(
        form,
        lambda: revoke(
            row.user, by=person, codename=row.permission.codename, thing=document, **form.cleaned_data
        ),
    ):
        messages.success(request, _("%(name)s has no such access any more.") % {"name": row.user})
        return redirect("governance:access", document.reference)
    context: dict[str, object] = {
        "document": document,
        "grant": row,
        "what": dict(GRANT_PERMISSIONS).get(row.permission.codename, ""),
    }
    return answer(request, "governance/access_end.html", context, form)
