"""The form that decides what the public reads of a version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords
from governance.kinds import Publication
from governance.models import Document
from governance.withheld import Part, Withheld

LONGEST = 300
EXAMPLE = _(
    "Name the exemption of the Freedom of Information Act, such as “section 31(1)(a), prevention of crime”. Everyone "
    "reads this."
)


@dataclass(frozen=True)
class Line:
    """One part that can be withheld: its box, why, and whether its heading is withheld, too."""

    box: forms.BoundField
    reason: forms.BoundField
    hides: forms.BoundField | None
    is_new: bool


class DisclosureForm(PlainWords, forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    publication = forms.ChoiceField(
        label=_("What does the public read?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the public reads.")},
    )
    reason = forms.CharField(
        label=_("Why is it not published in full?"),
        help_text=EXAMPLE,
        max_length=LONGEST,
        required=False,
    )
    needed_by_choice = ("reason",)

    @classmethod
    def of(
        cls,
        document: Document,
        data: Mapping[str, Any] | None,  # Any: what was sent
        *,
        seen: str,
        parts: Sequence[Part],
        withheld: Mapping[str, Withheld],
        new: Sequence[Part] = (),
    ) -> DisclosureForm:
        """`seen`: the stamp of what stands; `parts`: what the version has; `withheld`: what is withheld of it; `new`:
        what nobody has looked at yet."""
        stands = {"publication": document.publication, "reason": document.publication_reason, "seen": seen}
        form = cls(data, initial=stands)
        form.parts, form.new = parts, {part.part for part in new}
        choice = form.fields["publication"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [
                (value, label)
                for value, label in Publication.choices
                if value != Publication.WITHHELD or not document.is_open_to_all
            ]
        for part in parts:
            form._add(part, withheld.get(part.part))
        return form

    parts: Sequence[Part] = ()
    new: frozenset[str] | set[str] = frozenset()

    def _add(self, part: Part, withheld: Withheld | None) -> None:
        name, words = _name(part), {"heading": part.heading}
        self.fields[name] = forms.BooleanField(
            label=part.heading, required=False, initial=withheld is not None
        )
        self.fields[f"{name}-reason"] = forms.CharField(
            label=_now("Why “%(heading)s” is withheld") % words,
            help_text=_("Left empty, the reason above is given."),
            max_length=LONGEST,
            required=False,
            initial=withheld.reason if withheld else "",
        )
        if part.is_section:
            self.fields[f"{name}-hides"] = forms.BooleanField(
                label=_now("Withhold the heading “%(heading)s”, too") % words,
                required=False,
                initial=bool(withheld and withheld.hides_heading),
            )

    def lines(self) -> Iterator[Line]:
        for part in self.parts:
            name = _name(part)
            hides = self[f"{name}-hides"] if part.is_section else None
            yield Line(self[name], self[f"{name}-reason"], hides, part.part in self.new)

    def clean(self) -> dict[str, Any]:  # Any: what the fields hold
        cleaned = super().clean() or self.cleaned_data
        wanted = cleaned.get("publication", Publication.FULL)
        if (
            wanted != Publication.FULL
            and "reason" not in self.errors
            and not cleaned.get("reason", "").strip()
        ):
            self.add_error(
                "reason", _("Say why it is not published in full, with the exemption that applies.")
            )
        return cleaned

    def decision(self) -> dict[str, Any]:  # Any: texts and a list, as the act takes them
        reason = self.cleaned_data["reason"]
        withheld = [
            Withheld(
                part.part,
                self.cleaned_data[f"{_name(part)}-reason"].strip() or reason,
                bool(self.cleaned_data.get(f"{_name(part)}-hides")),
            )
            for part in self.parts
            if self.cleaned_data[_name(part)]
        ]
        return {
            "publication": self.cleaned_data["publication"],
            "reason": "" if self.cleaned_data["publication"] == Publication.FULL else reason,
            "withheld": withheld,
            "seen": self.cleaned_data["seen"],
        }


def _name(part: Part) -> str:
    """Of the part itself and not of its place: sections change places while a form is open."""
    return f"withheld-{part.part.replace(':', '-')}"
