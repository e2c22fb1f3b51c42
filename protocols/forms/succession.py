"""Which agreements of a predecessor pass to its successor, and in which its part ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords
from governance.models import Document
from protocols.statements import Kind

MOST = 300  # that are chosen one by one


class SuccessionForm(PlainWords, forms.Form):
    document = forms.MultipleChoiceField(
        label=_("Agreements"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("Somebody has decided about one of these already. Look at the list again.")
        },
    )
    everything = forms.BooleanField(label=_("All of them"), required=False)
    then = forms.ChoiceField(
        label=_("What happens to them?"),
        widget=forms.RadioSelect,
        choices=[
            (Kind.SUCCESSION.value, _("They pass to us: we take the place of the body")),
            (Kind.CESSATION.value, _("Its part ends: nobody takes its place")),
        ],
        error_messages={"required": _("Say whether they pass or end.")},
    )
    reason = forms.CharField(
        label=_("Why does its part end? (if it does)"),
        help_text=_("The other parties read it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("This can have 2,000 characters. Shorten it.")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, documents: Sequence[Document] = ()
    ) -> None:  # Any: what was typed
        super().__init__(data)
        self.documents = {document.reference: document for document in documents}
        field = self.fields["document"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(document.reference, document.title) for document in documents]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = cleaned.get("document", [])
        if not chosen and not cleaned.get("everything") and "document" not in self.errors:
            self.add_error("document", _("Choose at least one agreement."))
        if len(chosen) > MOST:
            self.add_error(
                "document", _("Choose at most %(most)d agreements, or all of them.") % {"most": MOST}
            )
        if cleaned.get("then") == Kind.CESSATION and not cleaned.get("reason"):
            self.add_error("reason", _("Say why its part ends. The other parties read it."))
        return cleaned

    @property
    def chosen(self) -> list[Document]:
        if self.cleaned_data["everything"]:
            return list(self.documents.values())
        return [self.documents[reference] for reference in self.cleaned_data["document"]]

    @property
    def is_outdated(self) -> bool:
        """Whether it names an agreement that is not in the list any more."""
        return any(error.code == "invalid_choice" for error in self.errors.as_data().get("document", []))
