from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords
from governance import registry
from governance.search.finding import PAGE
from governance.search.hits import RANKED
from organisations.models import Organisation

LAST_PAGE = RANKED // PAGE
NO_SUCH_PAGE = _("There is no such page of results. Go back to the first one.")


class SearchForm(PlainWords, forms.Form):
    """What to find, and which part of what was found to show."""

    q = forms.CharField(
        label=_("Words, a name or a reference"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={"max_length": _("Search for fewer words: at most 200 letters.")},
    )
    kind = forms.ChoiceField(
        required=False,
        choices=lambda: registry.labels_of_entries().items(),
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("There is no such kind of document. Take this filter off.")},
    )
    organisation = forms.Field(
        required=False, widget=forms.HiddenInput
    )  # any text: what is no code has one answer
    page = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=LAST_PAGE,
        widget=forms.HiddenInput,
        error_messages={"invalid": NO_SUCH_PAGE, "min_value": NO_SUCH_PAGE, "max_value": NO_SUCH_PAGE},
    )
    as_typed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_organisation(self) -> Organisation | None:
        """The organisation with that code."""
        code = self.cleaned_data["organisation"]
        if not code:
            return None
        found = Organisation.objects.filter(code=code.upper()).first() if code.isprintable() else None
        if found is None:
            raise forms.ValidationError(_("There is no organisation with this code. Take this filter off."))
        return found

    @property
    def has_words(self) -> bool:
        return self.is_valid() and bool(self.cleaned_data["q"])
