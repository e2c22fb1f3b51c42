"""The Code of Practice: what an organisation stands for when it shares information about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from governance import registry
from governance.content.checks.code_of_practice import checks
from governance.content.texts import OWN
from governance.kinds import Audience, Kind, Topic

FOLDER = "code-of-practice"

# Key, heading, required. Texts and guidance: texts/code-of-practice/. Sources: reference/sections.csv.
SECTIONS = (
    ("scope", "Scope and whom it binds", True),
    ("commitment", "Our commitment", True),
    ("support", "Support for professional judgement", True),
    ("no-protocol-needed", "No protocol is needed case by case", True),
    ("judgement", "Professional judgement decides", True),
    ("duties", "Duties to share come first", True),
    ("principles", "The principles we follow", True),
    ("conduct", "What we expect of you", True),
    ("openness", "Being open with people", True),
    ("consent", "Consent: when we ask, and when we do not", True),
    ("confidentiality", "Confidentiality", True),
    ("roles", "Who decides and who advises", True),
    ("recording", "Recording your decision", True),
    ("agreements", "When we make agreements", True),
    ("service-users", "What people can ask of us", True),
    ("security", "Keeping information secure", False),
    ("records", "Records and how long we keep them", False),
    ("training", "Training", False),
    ("errors", "Honest mistakes and misuse", False),
    ("incidents", "When information goes astray", True),
    ("complaints", "Complaints", True),
    ("escalation", "When people disagree", False),
    ("monitoring", "Monitoring and review", True),
    ("equality", "Equality and access", False),
    ("approval", "Approval", True),
    ("telling", "Telling the front line", True),
    ("glossary", "Words we use", False),
)

_models = OWN.models(FOLDER, SECTIONS)

CODE_OF_PRACTICE = Kind(
    key="code_of_practice",
    code="COP",
    label=_("Code of Practice"),
    label_plural=_("Codes of Practice"),
    summary=_(
        "What the organisation stands for when it shares information about people, and what it expects."
    ),
    position=0,
    topic=Topic.CODE,
    review_cycle_months=12,
    audience=Audience.ANYONE,
    sections=_models,
    checks=checks(_models),
)

registry.add_kind(CODE_OF_PRACTICE)
