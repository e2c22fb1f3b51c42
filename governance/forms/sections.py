"""Forms for the sections of a draft. How long a text may be is asked by the act, which gives the figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import LARGEST
from audit.forms.plain import PlainWords
from audit.identifiers import new_id
from governance.kinds import WRITTEN_IN
from governance.models import DocumentVersion, Section

TEXT_ROWS = 16


class TextField(forms.CharField):
    """Markdown as it was typed: spaces at both ends are kept, and nothing is cut."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:  # Any: the options of any field
        super().__init__(strip=False, required=False, **options)


class SectionForm(PlainWords, forms.Form):
    """The text of a section. `base` is the lock of the section that the person began from."""

    heading = forms.CharField(
        label=_("Heading"),
        max_length=160,
        error_messages={
            "required": _("Enter a heading."),
            "max_length": _("A heading can have 160 characters. Shorten it."),
        },
    )
    body = TextField(label=_("Text"), help_text=_("Short sentences. Leave an empty line between paragraphs."))
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST)

    def __init__(self, data: Mapping[str, Any] | None, *, section: Section, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.has_own_heading = section.model is None or section.version.language != WRITTEN_IN
        if not self.has_own_heading:
            del self.fields["heading"]
        self.fields["body"].widget.attrs.update(
            {
                "rows": TEXT_ROWS,
                "spellcheck": "true",
                "lang": section.version.language,
                "data-editor": "",
            }
        )

    @property
    def heading_typed(self) -> str | None:
        """None where the heading is the kind's own and stays: in a text of the kind's own language."""
        return self.cleaned_data.get("heading") if self.has_own_heading else None


class UnsavedForm(PlainWords, forms.Form):
    """What autosave and the preview send."""

    heading = forms.CharField(required=False)
    body = TextField()
    base = forms.IntegerField(min_value=0, max_value=LARGEST, required=False)


class NewSectionForm(PlainWords, forms.Form):
    """A section that the author adds. `once` is the key that it will have."""

    heading = forms.CharField(
        label=_("Heading"),
        max_length=160,
        error_messages={
            "required": _("Enter a heading."),
            "max_length": _("A heading can have 160 characters. Shorten it."),
        },
    )
    after = forms.ModelChoiceField(
        label=_("Place it after"),
        queryset=Section.objects.none(),
        required=False,
        empty_label=_("At the end"),
    )
    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=new_id)

    @classmethod
    def of(
        cls, version: DocumentVersion, data: Mapping[str, Any] | None, heading: str = ""
    ) -> NewSectionForm:
        form = cls(data, initial={"heading": heading[:160]} if heading else {})
        choice = form.fields["after"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = version.sections.order_by("position", "key")
        return form


class MoveForm(PlainWords, forms.Form):
    """One step up or down from the place that the person saw, so that a second click does not move it twice."""

    to = forms.ChoiceField(choices=[("up", "up"), ("down", "down")])
    seen = forms.IntegerField(min_value=0, max_value=LARGEST)
