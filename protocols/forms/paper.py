"""An agreement that was signed on paper, as it is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import DayField
from governance import registry
from governance.forms.files import CheckedFileField
from governance.kinds import Audience, PlainSection
from governance.markdown import SECTION_LIMIT
from organisations.models import Organisation
from protocols.agreement import Agreement, PaperSignature, PartyLine, TermsLine
from protocols.forms.beginning import LedForm, kind_field, title_field
from protocols.forms.bodies import organisations
from protocols.kinds import PURPOSE
from protocols.models.party import Direction

FIRST, MOST = 2, 60  # rows that the form begins with, and may have
COLUMNS = ("party", "direction", "name", "post", "on")


@dataclass(frozen=True)
class SignedRow:
    """One row as it is shown: a signature, and for which party."""

    number: int
    fields: Sequence[forms.BoundField]


class PaperForm(LedForm):
    """`count`: how many rows of signatures it has. A party that several people signed for has several rows."""

    kind = kind_field()
    title = title_field()
    purpose = forms.CharField(
        label=_("What is it for?"),
        help_text=_("In a sentence or two, as the paper says it."),
        max_length=SECTION_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what the sharing is for.")},
    )
    starts_on = DayField(
        label=_("In force since"),
        help_text=_("Such as 3 April 2024."),
        error_messages={"required": _("Enter the day since which it has been in force.")},
    )
    ends_on = DayField(
        label=_("Until which day? (optional)"), required=False, help_text=_("Leave empty if it has no end.")
    )
    review_on = DayField(
        label=_("When is it to be reviewed? (optional)"),
        required=False,
        help_text=_("As the paper says. A passed review date does not end an agreement."),
    )
    original = forms.CharField(
        label=_("Where is the paper kept?"),
        help_text=_("Such as “Legal Services, box 14”."),
        max_length=300,
        error_messages={"required": _("Say where the paper is kept.")},
    )
    scan = CheckedFileField(
        label=_("Scan of the paper"),
        help_text=_("A PDF of at most 10 MB. The public does not see it unless you decide so later."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": _("Choose the scan of the signed paper."),
            "empty": _("This file is empty."),
        },
    )
    audience = forms.ChoiceField(
        label=_("Who may read it?"),
        widget=forms.RadioSelect,
        choices=[
            (Audience.ANYONE, _("Anyone, in the public register")),
            (Audience.ORGANISATION, _("Only people of the organisations in it")),
        ],
        initial=Audience.ANYONE,
        error_messages={"required": _("Say who may read it.")},
    )
    count = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=MOST, required=False, initial=FIRST
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        files: Mapping[str, Any] | None = None,
        *,
        organisations: Sequence[Organisation],
        initial: Mapping[str, Any] | None = None,
    ) -> None:  # Any: what was typed
        super().__init__(data, organisations=organisations, initial=initial)
        self.files = files or {}  # type: ignore[assignment]  # a MultiValueDict, or the like of it
        self.rows = rows_of(data if data is not None else self.initial)
        for row in range(self.rows):
            self.fields |= _row(row)

    @property
    def top(self) -> list[forms.BoundField]:
        """The fields before the rows."""
        return [self[name] for name in ("kind", "title", "purpose")]

    @property
    def bottom(self) -> list[forms.BoundField]:
        names = ("starts_on", "ends_on", "review_on", "original", "scan", "audience")
        return [self[name] for name in names]

    @property
    def signed(self) -> list[SignedRow]:
        return [
            SignedRow(row + 1, [self[f"{column}-{row}"] for column in COLUMNS]) for row in range(self.rows)
        ]

    @property
    def has_room(self) -> bool:
        return self.rows < MOST

    def clean_starts_on(self) -> Any:  # Any: a day
        day = self.cleaned_data["starts_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Enter today or an earlier day: what is still to come is signed here."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for row in self._filled():
            if not cleaned.get(f"party-{row}") and f"party-{row}" not in self.errors:
                self.add_error(f"party-{row}", _("Name the organisation."))
            if not cleaned.get(f"name-{row}") and f"name-{row}" not in self.errors:
                self.add_error(f"name-{row}", _("Write who signed for it, as the paper states."))
        if not self._filled() and "party-0" in self.fields and "party-0" not in self.errors:
            self.add_error("party-0", _("Name at least one party and who signed for it."))
        starts, ends, review = (cleaned.get(name) for name in ("starts_on", "ends_on", "review_on"))
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The end date must not be before the start date."))
        if starts and review and review < starts:
            self.add_error("review_on", _("The review must not be before the start date."))
        return cleaned

    def _filled(self) -> list[int]:
        """Numbers of the rows in which something stands beside the direction."""
        names = [column for column in COLUMNS if column != "direction"]
        return [
            row for row in range(self.rows) if any(self.cleaned_data.get(f"{name}-{row}") for name in names)
        ]

    def agreement(self) -> Agreement:
        """What was filled in. Organisations of this register are found by their code or their name."""
        wanted = self.cleaned_data
        rows = list(self._rows())
        known = organisations([typed for typed, _way, _signature in rows])
        parties: dict[str, PartyLine] = {}
        signatures = []
        for typed, direction, signature in rows:
            body = known.get(typed)
            name = body.name if body else typed
            parties.setdefault(name, PartyLine(name, Direction(direction), body))
            signatures.append(PaperSignature(name, *signature))
        kind = registry.kind(wanted["kind"])
        section = kind.section(PURPOSE)
        heading = str(section.heading) if section else _now("Purpose")
        return Agreement(
            kind=kind,
            title=wanted["title"],
            sections=(PlainSection(PURPOSE, heading, wanted["purpose"]),),
            parties=tuple(parties.values()),
            terms=TermsLine(wanted["starts_on"], wanted["ends_on"], wanted["review_on"]),
            audience=Audience(wanted["audience"]),
            signatures=tuple(signatures),
            original=wanted["original"],
        )

    def _rows(self) -> Iterator[tuple[str, str, tuple[str, str, Any]]]:
        for row in self._filled():
            party, direction, *signature = (self.cleaned_data[f"{column}-{row}"] for column in COLUMNS)
            yield party, direction or Direction.BOTH, (signature[0], signature[1], signature[2])


def rows_of(data: Mapping[str, Any]) -> int:
    """How many rows what was sent speaks of; as many as there may be at most."""
    try:
        count = int(str(data.get("count") or FIRST)[:4])
    except ValueError:
        count = FIRST
    return min(max(count, 1), MOST)


def _row(row: int) -> dict[str, forms.Field]:
    return {
        f"party-{row}": forms.CharField(
            label=_("Organisation"),
            help_text=_("Its name or its code here. A body that is not here stands by its name."),
            max_length=300,
            required=False,
        ),
        f"direction-{row}": forms.ChoiceField(
            label=_("What does it do?"), choices=Direction.choices, required=False, initial=Direction.BOTH
        ),
        f"name-{row}": forms.CharField(label=_("Who signed for it"), max_length=200, required=False),
        f"post-{row}": forms.CharField(label=_("In which post (optional)"), max_length=200, required=False),
        f"on-{row}": DayField(label=_("On which day (optional)"), required=False),
    }
