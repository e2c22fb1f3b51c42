"""Forms around approval: an organisation's rule, and a delegation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import DayField
from audit.forms.plain import PlainWords
from governance.approving import MOST_STEPS, Plan, Seat, Step, Way
from organisations.forms.people import PersonChoiceField
from organisations.models import Office, User
from organisations.permissions import Can, lower_first, roles_with

IN_ORDER, SIDE_BY_SIDE = "order", "side"
NEEDED = [
    ("0", _("Everyone who is ticked")),
    ("1", _("One of them")),
    ("2", _("Two of them")),
    ("3", _("Three of them")),
    ("4", _("Four of them")),
    ("5", _("Five of them")),
]


class RuleForm(PlainWords, forms.Form):
    """A rule of approval, step by step. A step in which nothing is ticked is left out.

    `count` steps are shown; the fields of each are `seats_<n>` and `needed_<n>`, from 1.
    """

    order = forms.ChoiceField(
        label=_("In which order?"),
        choices=[
            (IN_ORDER, _("One step after the other")),
            (SIDE_BY_SIDE, _("All steps side by side, in any order")),
        ],
        initial=IN_ORDER,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose in which order the steps are taken.")},
    )
    days = forms.IntegerField(
        label=_("Days to approve (optional)"),
        help_text=_("Counted from the day on which the version is sent. Leave it empty for no due date."),
        required=False,
        min_value=1,
        max_value=365,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )
    confirmed = forms.BooleanField(label=_("Save it although nobody can meet it today"), required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, *, people: Iterable[User], plan: Plan, count: int
    ) -> None:
        super().__init__(data, initial=self._initial(plan))
        self.count = min(max(count, 1), MOST_STEPS)
        choices = self._choices(people)
        for number in range(1, self.count + 1):
            self.fields[f"seats_{number}"] = forms.MultipleChoiceField(
                label=_("Who approves"),
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
            self.fields[f"needed_{number}"] = forms.ChoiceField(
                label=_("How many of them must approve"), choices=NEEDED, initial="0", required=False
            )

    @property
    def needed_by_choice(self) -> list[str]:
        """A step is left out by leaving it empty: its fields are no more optional than others."""
        return [name for name in self.fields if name.startswith(("seats_", "needed_"))]

    @staticmethod
    def _choices(people: Iterable[User]) -> list[tuple[str, Any]]:
        roles = [
            (f"{Way.ROLE}:{role.value}", _now("Any %(role)s") % {"role": lower_first(str(role.label))})
            for role in roles_with(Can.APPROVE)
        ]
        offices = [(f"{Way.OFFICE}:{office.value}", office.label) for office in Office]
        named = [(f"{Way.PERSON}:{person.pk}", str(person)) for person in people]
        return [*roles, *offices, *named]

    @staticmethod
    def _initial(plan: Plan) -> dict[str, object]:
        first: dict[str, object] = {
            "order": IN_ORDER if plan.in_order else SIDE_BY_SIDE,
            "days": plan.days or None,
        }
        for number, step in enumerate(plan.steps, start=1):
            first[f"seats_{number}"] = [f"{seat.way}:{seat.key}" for seat in step.seats]
            first[f"needed_{number}"] = str(step.needed)
        return first

    @property
    def steps(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        return [(n, self[f"seats_{n}"], self[f"needed_{n}"]) for n in range(1, self.count + 1)]

    @property
    def plan(self) -> Plan:
        """What was asked for. Of a single seat it makes no difference whether all or one must approve."""
        made: list[Step] = []
        for number in range(1, self.count + 1):
            seats = [Seat(*value.split(":", 1)) for value in self.cleaned_data.get(f"seats_{number}", [])]
            if seats:
                made.append(Step(tuple(seats), int(self.cleaned_data.get(f"needed_{number}") or 0)))
        in_order = self.cleaned_data.get("order", IN_ORDER) == IN_ORDER
        return Plan(tuple(made), in_order, self.cleaned_data.get("days") or 0)


class DelegateForm(PlainWords, forms.Form):
    """A colleague, and the last day on which the colleague may approve instead."""

    to = PersonChoiceField(
        label=_("Colleague"),
        help_text=_("Somebody who may approve, and who did not send this version."),
        queryset=User.objects.none(),
        empty_label=_("Choose a person"),
        error_messages={"required": _("Choose a colleague.")},
    )
    until = DayField(
        label=_("Last day"),
        help_text=_("After that day it is yours alone again."),
        error_messages={"required": _("Enter the last day.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Such as “On leave”. It stands in the history."),
        max_length=300,
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None, *, people: Sequence[User]) -> None:
        super().__init__(data)
        choice = self.fields["to"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = (
                User.objects.active().for_choice().filter(pk__in=[person.pk for person in people])
            )

    def clean_until(self) -> Any:  # Any: a day
        until = self.cleaned_data["until"]
        if until < timezone.localdate():
            raise forms.ValidationError(_("The last day can be today or later, not in the past."))
        return until
