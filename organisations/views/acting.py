"""Runs an act for a form: what the act refuses becomes an error of the form, with what was typed kept."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from audit.errors import InvalidMove


def done(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Whether the act went through. PermissionDenied is left to the 403 page."""
    try:
        act()
    except ValidationError as error:
        add_errors(form, error)
        return False
    except InvalidMove as error:
        form.add_error(None, str(error))
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
