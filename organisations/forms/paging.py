from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django import forms
from django.db import models

from audit.forms.plain import PlainWords

Row = TypeVar("Row", bound=models.Model)


LARGEST = 2**63 - 1


class CursorForm(PlainWords, forms.Form):
    """The row that a page of a list starts after, or ends before."""

    after: forms.Field = forms.UUIDField(required=False)
    before: forms.Field = forms.UUIDField(required=False)

    @classmethod
    def rows(cls, data: Mapping[str, str], rows: models.QuerySet[Row]) -> tuple[Row | None, Row | None]:
        """The two rows that an address names; none for a key that is not there. At most one query."""
        form = cls(data)
        form.is_valid()
        keys = {name: form.cleaned_data.get(name) for name in ("after", "before")}
        wanted = [key for key in keys.values() if key]
        found = {row.pk: row for row in rows.filter(pk__in=wanted)} if wanted else {}
        return found.get(keys["after"]), found.get(keys["before"])


class NumberedCursorForm(CursorForm):
    """The same for rows whose keys are numbers."""

    after = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    before = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
