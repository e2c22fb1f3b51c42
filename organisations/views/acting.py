"""Runs an act for a form: what the act refuses becomes an error of the form, with what was typed kept.

A refused form is answered with status 422 throughout: a script, a test or a browser then never takes a refusal for a
success.
"""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from audit.errors import InvalidMove

REFUSED = 422


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None where it was not sent."""
    return request.POST if request.method == "POST" else None


def answer(
    request: HttpRequest, template: str, context: dict[str, object], form: forms.BaseForm
) -> HttpResponse:
    """A page with a form: 422 where the form was refused, with everything that was typed."""
    refused = form.is_bound and bool(form.errors)
    return render(request, template, {**context, "form": form}, status=REFUSED if refused else 200)


def done(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Whether the act went through. PermissionDenied is left to the 403 page."""
    try:
        return fitted(form, act)
    except InvalidMove as error:
        form.add_error(None, str(error))
        return False


def fitted(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """As `done`, but what the state of a thing does not allow is left to the page."""
    try:
        act()
    except ValidationError as error:
        add_errors(form, error)
        return False
    return True


def add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Errors of fields that the form shows go to those fields, all others to the top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error.messages[0] if len(error.messages) == 1 else error)
        return
    for name, errors in error.error_dict.items():
        field = name if name in form.fields and name != NON_FIELD_ERRORS else None
        form.add_error(field, ValidationError(errors))
