"""Forms for the steps of a procedure's draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import LARGEST
from audit.forms.plain import PlainWords
from audit.identifiers import new_id
from governance.models import ProcedureStep
from governance.models.step import GUIDANCE_LIMIT, LINE_LIMIT, RECORD_LIMIT
from governance.steps import FIELDS, FIRST, StepFields

AT_THE_END = "at-the-end"
AT_THE_START = "at-the-start"


class StepForm(PlainWords, forms.Form):
    """What a step says. `base` is the lock of the step that the person began from; 0 for one that is new."""

    what = forms.CharField(
        label=_("What to do"),
        max_length=LINE_LIMIT,
        help_text=_("Begin with a verb, such as “Check who is asking”."),
        error_messages={"required": _("Say what to do in this step.")},
    )
    who = forms.CharField(
        label=_("Who does it"),
        max_length=LINE_LIMIT,
        required=False,
        help_text=_("A role rather than a name, such as “The person who shares”."),
    )
    by_when = forms.CharField(
        label=_("By when"),
        max_length=LINE_LIMIT,
        required=False,
        help_text=_("Such as “Before you send” or “The same day”."),
    )
    record = forms.CharField(
        label=_("Record to keep"),
        max_length=RECORD_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What to write down about this step."),
    )
    guidance = forms.CharField(
        label=_("Guidance"),
        max_length=GUIDANCE_LIMIT,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("How to do it well. Lists, links and bold text work as in a section."),
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST)

    def __init__(self, *args: Any, language: str, **options: Any) -> None:  # Any: the options of any form
        super().__init__(*args, **options)
        for name in FIELDS:
            self.fields[name].widget.attrs.update({"lang": language, "spellcheck": "true"})

    @classmethod
    def of(cls, step: ProcedureStep, data: Mapping[str, Any] | None) -> StepForm:
        initial = {name: getattr(step, name) for name in FIELDS} | {"base": step.lock}
        return cls(data, initial=initial, language=step.version.language)

    @property
    def typed(self) -> StepFields:
        return cast("StepFields", {name: self.cleaned_data[name] for name in FIELDS})


class NewStepForm(StepForm):
    """A step that is added. `once` is the key that its row will have."""

    after = forms.ChoiceField(label=_("Place it"), required=False)
    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=new_id)

    field_order = ("what", "after", "who", "by_when", "record", "guidance")

    @classmethod
    def among(
        cls, steps: Sequence[ProcedureStep], language: str, data: Mapping[str, Any] | None
    ) -> NewStepForm:
        form = cls(data, language=language, initial={"base": 0})
        choice = cast("forms.ChoiceField", form.fields["after"])
        behind = [
            (step.key, _now("After step %(number)d: %(what)s") % {"number": number, "what": step.what})
            for number, step in enumerate(steps, start=1)
        ]
        choice.choices = [(AT_THE_END, _("At the end")), (AT_THE_START, _("At the start")), *behind[:-1]]
        return form

    @property
    def place(self) -> str | None:
        """As the act takes it."""
        after = self.cleaned_data["after"]
        return FIRST if after == AT_THE_START else None if after in ("", AT_THE_END) else after
