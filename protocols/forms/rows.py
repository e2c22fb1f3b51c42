"""Forms for one row of an agreement's draft, and for many that are pasted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords
from audit.identifiers import new_id
from protocols.bases import GROUP_WORDS, by_group, special_categories
from protocols.models import AddedLaw, DataItem, Flow, LegalBasis, Party
from protocols.models.basis import Covers
from protocols.models.item import LINE_LIMIT, LINES_LIMIT
from protocols.models.party import ControllerRole, Direction
from protocols.pasting import LIMIT
from protocols.powers import by_nation


class RowForm(PlainWords, forms.Form):
    """`seen` is the stamp of the row that the person began from, empty for a new one; `once` the key of a new one."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=new_id)

    @property
    def typed(self) -> dict[str, Any]:  # Any: what a field of the row can hold
        return {name: self.cleaned_data[name] for name in self.fields if name not in ("seen", "once")}


def _lines(label: object, *, hint: object = "", required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=cast("str", label),
        help_text=cast("str", hint),
        required=required,
        max_length=LINES_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _line(
    label: object, *, hint: object = "", required: bool = True, limit: int = LINE_LIMIT
) -> forms.CharField:
    return forms.CharField(
        label=cast("str", label), help_text=cast("str", hint), required=required, max_length=limit
    )


class PartyForm(RowForm):
    """The act is given the organisation that has the name or the code, if there is one."""

    name = _line(
        _("Organisation"),
        hint=_(
            "Its name or its code in this register. A body that is not in the register stands by its name."
        ),
        limit=300,
    )
    direction = forms.ChoiceField(
        label=_("What does it do?"), choices=Direction.choices, widget=forms.RadioSelect
    )
    role = forms.ChoiceField(
        label=_("Controller role"),
        required=False,
        choices=ControllerRole.choices,
        help_text=_("A controller decides why and how information is used. A processor acts for one."),
    )

    @classmethod
    def of(cls, row: Party | None, data: Mapping[str, Any] | None, **options: Any) -> PartyForm:
        initial = {"name": row.name, "direction": row.direction, "role": row.role} if row else {}
        return cls(data, initial={**initial, **options.get("initial", {})})


class ItemForm(RowForm):
    what = _line(_("What is shared"), hint=_("One item, such as “Date of birth”."))
    about = _line(_("About whom"), hint=_("Such as “The missing child”."), required=False)
    why = _lines(_("Why it is needed"), hint=_("What could not be done without it."))
    special = forms.ChoiceField(
        label=_("Special category"),
        required=False,
        help_text=_("Information that the law protects more than other information."),
    )
    is_criminal = forms.BooleanField(
        label=_("It is about offences, convictions or allegations of them"), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # Any: the options of any form
        super().__init__(*args, **options)
        choice = cast("forms.ChoiceField", self.fields["special"])
        choice.choices = [
            ("", _("None")),
            *((each.key, each.label) for each in special_categories().values()),
        ]

    @classmethod
    def of(cls, row: DataItem | None, data: Mapping[str, Any] | None, **options: Any) -> ItemForm:
        names = ("what", "about", "why", "special", "is_criminal")
        initial = {name: getattr(row, name) for name in names} if row else {}
        return cls(data, initial={**initial, **options.get("initial", {})})


class FlowForm(RowForm):
    giver = forms.ChoiceField(label=_("From"))
    taker = forms.ChoiceField(label=_("To"))
    items = forms.MultipleChoiceField(
        label=_("What is sent"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one data item.")},
    )
    method = _line(_("How it is sent"), hint=_("Such as “Secure e-mail”."), required=False)
    often = _line(_("How often"), hint=_("Such as “Every day at 8” or “When it happens”."), required=False)
    format = _line(_("Format"), hint=_("Such as “CSV file” or “Form MC1”."), required=False)
    onward = _lines(_("Onward use"), hint=_("Whether the recipient may pass it on, and to whom."))

    parties: Mapping[str, Party] = {}

    @classmethod
    def of(
        cls,
        row: Flow | None,
        data: Mapping[str, Any] | None,
        *,
        parties: Sequence[Party] = (),
        items: Sequence[DataItem] = (),
        **options: Any,
    ) -> FlowForm:
        names = ("items", "method", "often", "format", "onward")
        initial = {name: getattr(row, name) for name in names} if row else {}
        if row:
            initial |= {"giver": str(row.giver_id), "taker": str(row.taker_id)}
        form = cls(data, initial={**initial, **options.get("initial", {})})
        form.parties = {str(party.pk): party for party in parties}
        for name, cannot in (("giver", Direction.RECIPIENT), ("taker", Direction.DISCLOSER)):
            able = [(str(each.pk), each.name) for each in parties if each.direction != cannot]
            cast("forms.ChoiceField", form.fields[name]).choices = [("", _now("Choose a party")), *able]
        cast("forms.ChoiceField", form.fields["items"]).choices = [(each.key, str(each)) for each in items]
        return form

    @property
    def typed(self) -> dict[str, Any]:  # Any: as in RowForm
        found = super().typed
        return {**found, **{end: self.parties.get(found[end]) for end in ("giver", "taker")}}


@dataclass(frozen=True)
class Offered:
    """One law that can be chosen; `said`: what is found by a search besides its words."""

    key: str
    words: str
    said: str = ""

    def matches(self, wanted: Sequence[str]) -> bool:
        here = f"{self.words} {self.said}".casefold()
        return all(word in here for word in wanted)


class LawForm(RowForm):
    """A form with a choice of laws, by group. `found`: how many of them a search has left."""

    found: int = 0

    def offer(self, groups: Sequence[tuple[str, Sequence[Offered]]], words: str, first: str) -> None:
        """What was chosen already is taken, whatever was searched for."""
        wanted = [] if self.is_bound else words.casefold().split()
        left = [(name, [each for each in group if each.matches(wanted)]) for name, group in groups]
        self.found = sum(len(group) for _name, group in left)
        choice = cast("forms.ChoiceField", self.fields["key"])
        listed = [(name, [(each.key, each.words) for each in group]) for name, group in left if group]
        choice.choices = cast("Any", [("", first), *listed])


class PowerForm(LawForm):
    key = forms.ChoiceField(
        label=_("Legal power"),
        help_text=_("The law that lets a public body among you share. It is not the lawful basis."),
        error_messages={"required": _("Choose a legal power from the list.")},
    )

    @classmethod
    def of(
        cls,
        row: object,
        data: Mapping[str, Any] | None,
        *,
        laws: Sequence[AddedLaw] = (),
        words: str = "",
        **options: Any,
    ) -> PowerForm:
        """`laws`: added ones that the draft can name; `words`: of a search that makes the choice shorter."""
        form = cls(data, initial={"key": getattr(row, "key", ""), **options.get("initial", {})})
        today = timezone.localdate()
        groups = [
            (nation, [Offered(power.key, power.label, f"{power.text} {power.who}") for power in found])
            for nation, found in by_nation(today)
        ]
        own = [Offered(law.key, law.words) for law in laws if law.is_power and law.holds(today)]
        form.offer([(str(_("Added")), own), *groups], words, str(_("Choose a power")))
        return form


class BasisForm(LawForm):
    key = forms.ChoiceField(
        label=_("Basis or condition"),
        help_text=_("One of Article 6 always; more where the information is special or confidential."),
        error_messages={"required": _("Choose a basis or condition from the list.")},
    )
    covers = forms.ChoiceField(
        label=_("What does it cover?"), choices=Covers.choices, widget=forms.RadioSelect, initial=Covers.ALL
    )
    explanation = _lines(
        _("How it applies"), hint=_("In one or two sentences, for people who are no lawyers.")
    )

    @classmethod
    def of(
        cls,
        row: LegalBasis | None,
        data: Mapping[str, Any] | None,
        *,
        laws: Sequence[AddedLaw] = (),
        words: str = "",
        **options: Any,
    ) -> BasisForm:
        """The basis of a row stays: for another one, remove it and add that. `laws`, `words`: as for powers."""
        names = ("covers", "explanation")
        initial = {name: getattr(row, name) for name in names} if row else {}
        form = cls(data, initial={**initial, **options.get("initial", {})})
        if row:
            del form.fields["key"]
            return form
        today = timezone.localdate()
        groups = []
        for group, found in by_group(today):
            own = [Offered(law.key, law.words) for law in laws if law.group == group and law.holds(today)]
            listed = [Offered(basis.key, basis.words, f"{basis.text} {basis.note}") for basis in found]
            groups.append((str(GROUP_WORDS[group]), [*listed, *own]))
        form.offer(groups, words, str(_("Choose a basis")))
        return form


class PasteForm(PlainWords, forms.Form):
    """Rows from a spreadsheet; the first of them names the columns."""

    text = forms.CharField(
        label=_("Rows from a spreadsheet"),
        max_length=LIMIT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        error_messages={
            "required": _("Paste at least a row of headings and one row below it."),
            "max_length": _("This has more than 200,000 characters. Paste it in parts."),
        },
    )


FORMS: Mapping[str, type[RowForm]] = {
    "parties": PartyForm,
    "data_items": ItemForm,
    "flows": FlowForm,
    "powers": PowerForm,
    "bases": BasisForm,
}
