"""The filters in use, each as a chip that takes it off."""

from __future__ import annotations

from collections.abc import Iterable

from django.forms import Form
from django.http import QueryDict

PAGES = ("after", "before", "page")


def chips(form: Form, query: QueryDict, names: Iterable[str]) -> list[dict[str, str]]:
    """One for each valid filter in use: its text, and the address of the list without it."""
    found = []
    for name in names:
        value = form.cleaned_data.get(name) if form.is_bound and not form.errors.get(name) else None
        if not value:
            continue
        rest = query.copy()
        for other in (name, *PAGES):
            rest.pop(other, None)
        bound = form[name]
        shown = dict(getattr(bound.field, "choices", ())).get(value, value)
        text = str(bound.label) if value is True else f"{bound.label}: {shown}"
        found.append({"text": text, "href": f"?{rest.urlencode()}"})
    return found
