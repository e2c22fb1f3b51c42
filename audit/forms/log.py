from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import DayField
from audit.forms.plain import PlainWords
from audit.verbs import VERBS

_EXACT = re.compile(r"\A([a-z_.]{1,100}):(.{1,254})\Z")
Exact = tuple[str, str]  # kind and key of an actor or a thing


class ExactField(forms.CharField):
    """One actor or thing, as links of the log name it: "person:<id>". Cleans to kind and key, or to None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, max_length=360, **options)

    def clean(self, value: str | None) -> Exact | None:  # a pair, not a text
        text = super().clean(value)
        if not text:
            return None
        found = _EXACT.match(text)
        if found is None:
            raise forms.ValidationError(_("This address names nobody and nothing. Remove the filter."))
        return found[1], found[2]


class LogFilter(PlainWords, forms.Form):
    """Which entries of the log to show. Everything may be left empty."""

    who = forms.CharField(label=_("Who"), max_length=100, required=False)
    thing = forms.CharField(label=_("What it was done to"), max_length=100, required=False)
    verb = forms.ChoiceField(label=_("What happened"), required=False)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)
    actor = ExactField(label=_("Who"))
    target = ExactField(label=_("What it was done to"))

    def __init__(self, data: Mapping[str, Any], *, organisations: Mapping[UUID, str]) -> None:
        """`organisations`: names, by id, of those whose log the reader may see."""
        super().__init__(data)
        verbs = sorted((capfirst(str(verb.sentence)), name) for name, verb in VERBS.items())
        self._choose("verb", [("", _("Anything")), *((name, sentence) for sentence, name in verbs)])
        bodies = [(str(key), name) for key, name in organisations.items()]
        self._choose("organisation", [("", _("All of mine")), *bodies])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if isinstance(since, date) and isinstance(until, date) and until < since:
            self.add_error("until", _("The last day must not be before the first."))
        return cleaned

    @property
    def for_all(self) -> list[forms.BoundField]:
        """The fields that people fill in; one that offers a single organisation is left out."""
        single = (
            len(list(cast(Iterable[object], self.fields["organisation"].choices))) <= 2
            if isinstance(self.fields["organisation"], forms.ChoiceField)
            else False
        )
        return [field for field in self.visible_fields() if not (single and field.name == "organisation")]
