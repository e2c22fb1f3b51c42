"""What the Codes of the demo say: the starting text, with own words from `texts/` in it."""

from __future__ import annotations

import re
from pathlib import Path

from governance.content.code_of_practice import CODE_OF_PRACTICE
from governance.content.outline import outline
from governance.content.reference import NATIONS
from governance.kinds import PlainSection

FOLDER = Path(__file__).parent / "texts"
_OTHER_NATIONS = [name for nation, name in NATIONS.items() if nation not in ("uk", "england")]
_ACROSS_BORDERS = (
    " Follow those of the nation in which you work. If a partner works across a border, theirs may differ."
)
_NEW_GUIDANCE = re.compile(
    r"^- \[Information sharing to safeguard children and young people .*\n", re.MULTILINE
)
_NEW_DUTY = re.compile(r"^- \*\*Children Act 2004, section 16LA\.\*\*.*\n", re.MULTILINE)


def own_words(name: str) -> dict[str, str]:
    """The sections that a file holds, by the key of the kind's section of that heading."""
    keys = {model.heading: model.key for model in CODE_OF_PRACTICE.sections}
    parts = outline(
        (FOLDER / f"{name}.md").read_text(encoding="utf-8"), markdown=True, fallback_heading=""
    ).parts
    return {keys[part.heading]: part.body for part in parts}


def only(name: str) -> list[PlainSection]:
    """A Code of nothing but its own words, in the order of the kind."""
    own = own_words(name)
    return [PlainSection(m.key, m.heading, own[m.key]) for m in CODE_OF_PRACTICE.sections if m.key in own]


def with_own_words(name: str) -> list[PlainSection]:
    """The starting text for England, its own words in the place of those that it replaces."""
    own = own_words(name)
    return [
        PlainSection(model.key, model.heading, own.get(model.key, for_england(model.starting_text)))
        for model in CODE_OF_PRACTICE.sections
    ]


def for_england(text: str) -> str:
    """Leaves out the parts for the other nations, and the headings of those that stay."""
    for name in _OTHER_NATIONS:
        text = re.sub(rf"## {name}\n\n(?:- .*\n?)+\n?", "", text)
    text = re.sub(r"## (?:England|Everywhere in the United Kingdom)\n\n", "", text)
    text = text.replace(_ACROSS_BORDERS, "")
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def before_the_new_duty(text: str) -> str:
    """As it read before the duty of section 16LA, its guidance and the regulator's present name."""
    text = _NEW_GUIDANCE.sub("", _NEW_DUTY.sub("", text))
    text = re.sub(
        r"This list was checked on [^.]+\.", "This list was checked before this Code was adopted.", text
    )
    return re.sub(r"\bthe Information Commission\b", "the Information Commissioner", text)
