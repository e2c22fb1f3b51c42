"""The form of one task: its answers, and the texts of its sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import LARGEST, DayField
from audit.forms.plain import PlainWords
from governance.markdown import SECTION_LIMIT
from governance.models import Section
from protocols.build_tasks import Task
from protocols.forms.fields import PeriodField
from protocols.models.conditions import TEXT_LIMIT, Assessment
from protocols.models.item import LINE_LIMIT
from protocols.models.terms import LONGEST_LINES


def _text(label: object, hint: object, limit: int = TEXT_LIMIT, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=cast("str", label),
        help_text=cast("str", hint),
        required=False,
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _fields() -> dict[str, forms.Field]:
    """One field for each answer, by its name; names of terms and of conditions differ."""
    return {
        "starts_on": DayField(label=_("From which day does it hold?"), required=False),
        "ends_on": DayField(
            label=_("Until which day?"), required=False, help_text=_("Leave empty if it has no end.")
        ),
        "review_on": DayField(
            label=_("When is it looked at next?"),
            required=False,
            help_text=_("A passed review date does not end an agreement."),
        ),
        "accord": forms.ChoiceField(
            label=_("Which accord does it stand under?"),
            required=False,
            help_text=_(
                "Who signs this agreement joins the accord by the same signature. Accords that were signed elsewhere "
                "are not listed: nobody can join them here."
            ),
            error_messages={"invalid_choice": _("Choose an accord from the list.")},
        ),
        "areas": _text(_("In which areas?"), _("One to a line."), LONGEST_LINES, 2),
        "contact": _text(
            _("Whom do people ask for their information?"),
            _("A post, an e-mail address and a telephone number."),
            LONGEST_LINES,
            3,
        ),
        "retention": PeriodField(
            label=_("How long do recipients keep it?"),
            required=False,
            help_text=_("Such as “2 years” or “18 months”."),
        ),
        "disposal": _text(_("How is it destroyed or returned?"), _("And who checks that it was.")),
        "security": _text(_("How is it kept safe?"), _("On the way, where it is kept, and who may see it.")),
        "breach": _text(_("What if it goes wrong?"), _("Who tells whom, how fast, and who reports it.")),
        "assessment": forms.ChoiceField(
            label=_("Was an impact assessment done?"),
            required=False,
            choices=Assessment.choices,
            widget=forms.RadioSelect,
            help_text=_("The law asks for one before sharing that is likely to bring a high risk to people."),
        ),
        "assessment_reference": forms.CharField(
            label=_("Its reference"), required=False, max_length=LINE_LIMIT
        ),
        "assessed_on": DayField(label=_("When was it done?"), required=False),
        "assessment_outcome": _text(
            _("What came of it?"), _("The risks that are left, and who accepts them.")
        ),
        "assessment_reason": _text(_("If none is needed: why?"), "", rows=3),
        "review_cycle": PeriodField(
            label=_("How often is it looked at again?"), required=False, help_text=_("Such as “1 year”.")
        ),
        "notice": PeriodField(
            label=_("How long before it leaves does a party tell the others?"),
            required=False,
            help_text=_("Such as “3 months”."),
        ),
    }


@dataclass(frozen=True)
class Advised:
    """A field of the form with the guidance that stands beside it, in Markdown."""

    field: forms.BoundField
    guidance: str


class TaskForm(PlainWords, forms.Form):
    """`seen`: stamps of the terms and the conditions that the person began from; the lock of each section beside it."""

    seen_terms = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    seen_conditions = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    task: Task
    sections: Sequence[Section] = ()

    @classmethod
    def of(
        cls,
        task: Task,
        data: Mapping[str, Any] | None,
        *,
        initial: Mapping[str, Any],
        sections: Sequence[Section],
        language: str,
        accords: Sequence[tuple[str, str]] = (),
    ) -> TaskForm:
        """`initial`: the answers that are there. `sections`: those of the task, in order. `accords`: those to choose
        from, by reference; the one that stands there already can stay."""
        form = cls(data, initial=dict(initial))
        form.task, form.sections = task, sections
        known = _fields()
        for name in (*task.terms, *task.conditions):
            form.fields[name] = known[name]
        if "accord" in form.fields:
            there = str(initial.get("accord", ""))
            kept = [(there, there)] if there and there not in dict(accords) else []
            choice = cast("forms.ChoiceField", form.fields["accord"])
            choice.choices = [("", _("No accord")), *kept, *accords]
        for section in sections:
            form.fields[f"text-{section.key}"] = forms.CharField(
                label=section.heading,
                required=False,
                strip=False,
                max_length=SECTION_LIMIT,
                initial=section.body,
                widget=forms.Textarea(attrs={"rows": 7, "lang": language, "spellcheck": "true"}),
            )
            form.fields[f"base-{section.key}"] = forms.IntegerField(
                widget=forms.HiddenInput, min_value=0, max_value=LARGEST, initial=section.lock
            )
        return form

    @property
    def terms(self) -> dict[str, Any]:  # Any: what a field can hold
        return {name: self.cleaned_data[name] for name in self.task.terms}

    @property
    def conditions(self) -> dict[str, Any]:  # Any: what a field can hold
        return {name: self.cleaned_data[name] for name in self.task.conditions}

    @property
    def texts(self) -> list[tuple[Section, str, int]]:
        """Each section with what was typed and the lock that the person began from."""
        return [
            (each, self.cleaned_data[f"text-{each.key}"], self.cleaned_data[f"base-{each.key}"])
            for each in self.sections
        ]

    def advised(self, guidance: Mapping[str, str]) -> list[Advised]:
        """The fields that are seen, in order; `guidance` by key of the section."""
        return [
            Advised(bound, guidance.get(bound.name.removeprefix("text-"), ""))
            for bound in self.visible_fields()
        ]
