"""A second version of the template for Codes of Practice, so that the demo shows how its followers are told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from governance.content.code_of_practice import CODE_OF_PRACTICE
from governance.content.outline import outline
from governance.demo.bodies import SEED
from governance.kinds import PlainSection
from governance.models import TemplateVersion
from governance.services.templates import publish_template
from governance.template_text import text_of

FILE = Path(__file__).parent / "texts" / "template-2.md"
BEFORE = "records"  # the new section stands before this one
KEY = "tools"


def first() -> TemplateVersion | None:
    """The version that the demo's organisations adopted; None where the library is not filled."""
    return (
        TemplateVersion.objects.filter(template__kind=CODE_OF_PRACTICE.key)
        .exclude(published_as=SEED.label)
        .newest_first()
        .first()
    )


def publish_second() -> None:
    """Unless the demo has done so before. The template of the register comes back with its own next version."""
    before = first()
    if before is None or TemplateVersion.objects.filter(published_as=SEED.label).exists():
        return
    text = text_of(before)
    own = {
        part.heading: part.body
        for part in outline(FILE.read_text(encoding="utf-8"), markdown=True, fallback_heading="").parts
    }
    sections = []
    for section in text.sections:
        if section.key == BEFORE:
            sections += [PlainSection(KEY, heading, own[heading]) for heading in own if _is_new(heading)]
        sections.append(PlainSection(section.key, section.heading, own.get(section.heading, section.body)))
    publish_template(CODE_OF_PRACTICE, by=SEED, text=replace(text, sections=tuple(sections)))


def _is_new(heading: str) -> bool:
    return heading not in {model.heading for model in CODE_OF_PRACTICE.sections}
