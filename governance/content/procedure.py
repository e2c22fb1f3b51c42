"""The Procedure: what people do after a decision to share, in ordered steps, with prose before and behind them."""

from __future__ import annotations

import csv

from django.utils.translation import gettext_lazy as _

from governance import registry
from governance.content.checks.procedure import checks
from governance.content.texts import FOLDER as TEXTS
from governance.content.texts import OWN
from governance.kinds import Audience, Kind, Topic

KEY = "procedure"
FOLDER = "procedure"
LEADING = ("emergency", "audience", "purpose")  # the steps stand behind the first of these that a text has

# key, heading, required
SECTIONS = (
    ("purpose", "What this is for", True),
    ("audience", "Who it is for", False),
    ("emergency", "If someone is in danger now", True),
    ("no-agreement", "When there is no agreement", True),
    ("not-a-reason", "What is not a reason for not sharing", True),
    ("refusing", "If you decide not to share", True),
    ("receiving", "When you receive information", False),
    ("help", "Getting help", True),
    ("monitoring", "Monitoring and review", True),
)

_models = OWN.models(FOLDER, SECTIONS)


def starting_steps() -> list[dict[str, str]]:
    """The steps that a new procedure begins with, in order: their keys and the fields of each."""
    with (TEXTS / FOLDER / "steps.csv").open(encoding="utf-8", newline="") as file:
        return [{name: OWN.filled(text) for name, text in row.items()} for row in csv.DictReader(file)]


PROCEDURE = Kind(
    key=KEY,
    code="PRO",
    label=_("Procedure"),
    label_plural=_("Procedures"),
    summary=_("What people do once they have decided to share: step by step, and on record."),
    topic=Topic.PROCEDURES,
    review_cycle_months=12,
    audience=Audience.ANYONE,
    sections=_models,
    checks=checks(_models),
)

registry.add_kind(PROCEDURE)
