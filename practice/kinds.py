"""The kinds of document of the practitioner's desk: the statement of support for professional judgement."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from governance import registry
from governance.content.reference import origins
from governance.content.texts import guidance, starting_text
from governance.kinds import Audience, Kind, SectionModel
from practice.content.checks import checks

FOLDER = Path(__file__).parent / "content" / "texts"
KEY = "support_statement"
TEXTS = "support-statement"

# key, heading, required
SECTIONS = (
    ("promise", "Our promise", True),
    ("scope", "When it holds", True),
    ("meaning", "What our support means", True),
    ("limits", "Where it ends", True),
    ("advice", "Whom to ask", True),
    ("monitoring", "Review", True),
)

_sources = origins(FOLDER / TEXTS / "sources.csv")
_models = tuple(
    SectionModel(
        key=key,
        heading=heading,
        guidance=guidance(TEXTS, key, folder=FOLDER, sources=_sources),
        required=required,
        starting_text=starting_text(TEXTS, key, folder=FOLDER),
    )
    for key, heading, required in SECTIONS
)

SUPPORT_STATEMENT = Kind(
    key=KEY,
    code="SUP",
    label=_("Statement of support"),
    label_plural=_("Statements of support"),
    summary=_("That the organisation stands behind those who decide with care, in good faith and on record."),
    review_cycle_months=12,
    audience=Audience.ANYONE,
    sections=_models,
    checks=checks(_models, _sources),
)

registry.add_kind(SUPPORT_STATEMENT)
