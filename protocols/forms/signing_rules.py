"""An organisation's own rule: who must sign for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords
from governance.registry import agreement_kinds
from organisations.models import Office
from organisations.permissions import Can, lower_first, roles_with
from protocols.signers import OFFICE, ROLE, Condition, Line, Post

NEEDED = [
    ("0", _("Everyone who is ticked")),
    ("1", _("One of them")),
    ("2", _("Two of them")),
    ("3", _("Three of them")),
]


class SigningRuleForm(PlainWords, forms.Form):
    kind = forms.ChoiceField(label=_("For which agreements"), required=False)
    condition = forms.ChoiceField(
        label=_("When this is shared"),
        choices=Condition.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when the rule counts.")},
    )
    posts = forms.MultipleChoiceField(
        label=_("Who signs"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick who signs.")},
    )
    needed = forms.ChoiceField(
        label=_("How many of them must sign"), choices=NEEDED, initial="0", required=False
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None
    ) -> None:  # Any: what was typed
        super().__init__(data, initial=dict(initial or {}))
        self._choose(
            "kind", [("", _now("All agreements")), *((k.key, str(k.label)) for k in agreement_kinds())]
        )
        roles = [
            (f"{ROLE}:{role.value}", _now("Any %(role)s") % {"role": lower_first(str(role.label))})
            for role in roles_with(Can.SIGN)
        ]
        self._choose("posts", [*roles, *((f"{OFFICE}:{each.value}", str(each.label)) for each in Office)])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @property
    def line(self) -> Line:
        said = self.cleaned_data
        posts = tuple(Post(*value.split(":", 1)) for value in said["posts"])
        needed = int(said["needed"] or 0)
        return Line(posts, said["condition"], said["kind"], 0 if needed > len(posts) else needed)
