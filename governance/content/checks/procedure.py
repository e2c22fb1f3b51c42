"""What a Procedure must say, in its steps or around them, each with its source. They advise and never block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.content.checks import general
from governance.content.checks.building import finishing
from governance.content.checks.procedure_items import ITEMS, STEPS
from governance.content.checks.rows import over_rows
from governance.content.reference import rules
from governance.kinds import Check, Finding, SectionModel, VersionText
from governance.references import dangling

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

READ_ON = date(2026, 11, 25)
OUR_RULE = "Good practice of this register, from reading published procedures"


def _whole_steps(text: VersionText) -> list[Finding]:
    """Each step says who does it, by when, and what record is kept."""
    fields = {"who": _("who does it"), "by_when": _("by when"), "record": _("what record is kept")}
    rows = text.rows.get(STEPS, ())
    if not rows:
        return [Finding(_("There are no steps."), rows=STEPS)]
    found = []
    for number, row in enumerate(rows, start=1):
        missing = [words for name, words in fields.items() if not str(row.get(name, "")).strip()]
        if missing:
            named = {"number": number, "what": row.get("what", ""), "missing": ", ".join(missing)}
            found.append(Finding(_("Step %(number)d, “%(what)s”: say %(missing)s.") % named, rows=STEPS))
    return found


def _no_dangling_token(text: VersionText) -> list[Finding]:
    return [
        Finding(
            _("%(token)s names a step that is not here. Name another one, or take it out.")
            % {"token": each.token},
            each.section,
            each.rows,
        )
        for each in dangling(text)
    ]


def checks(models: Sequence[SectionModel]) -> tuple[Check, ...]:
    """The checks of a Procedure with these sections and its steps."""
    sources = {rule.key: rule for rule in rules("procedure")}
    return (
        _own(
            "required-sections",
            gettext_lazy("Every required section has text"),
            general.required_sections(models),
            points=sum(model.required for model in models),
        ),
        _own("whole-steps", gettext_lazy("Every step says who, by when and what record"), _whole_steps),
        *(
            Check(item.key, item.label, sources[item.key].source, sources[item.key].checked_on, item.test)
            for item in ITEMS
        ),
        _own("references", gettext_lazy("Every reference leads to a step"), _no_dangling_token),
        _own("review", gettext_lazy("Its next review is set"), general.review_is_set),
        *(replace(check, test=over_rows(check.test)) for check in finishing()),
    )


def _own(
    key: str, label: _StrPromise, test: Callable[[VersionText], list[Finding]], points: int = 1
) -> Check:
    return Check(key, label, OUR_RULE, READ_ON, test, points=points)
