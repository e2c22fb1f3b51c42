"""The kinds of document of the practitioner's desk: the statement of support for professional judgement."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from governance import registry
from governance.content.reference import origins
from governance.content.texts import Content
from governance.kinds import Audience, Kind, Topic
from practice.content.checks import checks

KEY = "support_statement"
FOLDER = "support-statement"
CONTENT = Content(Path(__file__).parent / "content")

# key, heading, required
SECTIONS = (
    ("promise", "Our promise", True),
    ("scope", "When it holds", True),
    ("meaning", "What our support means", True),
    ("limits", "Where it ends", True),
    ("advice", "Whom to ask", True),
    ("monitoring", "Review", True),
)

_models = CONTENT.models(FOLDER, SECTIONS)

SUPPORT_STATEMENT = Kind(
    key=KEY,
    code="SUP",
    label=_("Statement of support"),
    label_plural=_("Statements of support"),
    summary=_("That the organisation stands behind those who decide with care, in good faith and on record."),
    topic=Topic.SUPPORT,
    review_cycle_months=12,
    audience=Audience.ANYONE,
    sections=_models,
    checks=checks(_models, origins(CONTENT.home)),
)

registry.add_kind(SUPPORT_STATEMENT)
