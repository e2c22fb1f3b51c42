"""What a text for service users must say, item by item, each with its rule in a dated table of this app."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consent.content.texts import HOME
from governance.content.checks import general
from governance.content.checks.building import OUR_RULE, READ_ON, finishing, names_regulator
from governance.content.checks.wording import place, says, says_together
from governance.content.reference import rules
from governance.kinds import Check, Finding, SectionModel, VersionText

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_BOLD = re.compile(r"\*\*(.+?)\*\*")
CONTACT = r"[\w.+-]+@[\w-]+\.\w|\+?\d(?:[ ()-]?\d){8,}"


@dataclass(frozen=True)
class Said:
    """Some sentence matches all patterns of one alternative; else the message (marked, not translated).

    `together`: it is enough that the sentences of one section do so between them.
    """

    message: str
    alternatives: tuple[tuple[str, ...], ...]
    together: bool = False

    def in_text(self, text: VersionText) -> bool:
        asked = says_together if self.together else says
        return any(asked(text, *patterns) for patterns in self.alternatives)


@dataclass(frozen=True)
class SaidApart(Said):
    """The same, in a heading or in words in bold: what the law wants shown apart from the rest."""

    def in_text(self, text: VersionText) -> bool:
        shown = [
            part for section in text.sections for part in (section.heading, *_BOLD.findall(section.body))
        ]
        return any(
            all(re.search(pattern, part, re.IGNORECASE) for pattern in patterns)
            for patterns in self.alternatives
            for part in shown
        )


@dataclass(frozen=True)
class Item:
    """One check: what must be said, in which section it is expected, and the rule behind it, as `table:key`.

    `when`: only asked of a text in which some sentence matches these patterns.
    """

    key: str
    rule: str
    section: str
    label: _StrPromise
    said: tuple[Said, ...]
    when: tuple[str, ...] = ()
    hint: bool = False

    def test(self, text: VersionText) -> list[Finding]:
        if self.when and not says(text, *self.when):
            return []
        here = place(text, self.section)
        return [Finding(_(each.message), here) for each in self.said if not each.in_text(text)]


def said(message: str, *alternatives: tuple[str, ...], together: bool = False) -> Said:
    return Said(message, alternatives, together)


def regulator(rule: str, section: str) -> Check:
    """A check that the text says that people may go to the regulator."""
    label = gettext_lazy("It names the regulator")
    return _sourced("complain-regulator", rule, label, names_regulator(section))


def checks(models: Sequence[SectionModel], items: Sequence[Item | Check]) -> tuple[Check, ...]:
    """The checks of a kind with these sections: filled, its own items, reviewed, and those of all prose."""
    return (
        Check(
            "required-sections",
            gettext_lazy("Every required section has text"),
            OUR_RULE,
            READ_ON,
            general.required_sections(models),
            points=sum(model.required for model in models),
        ),
        *_built(items),
        Check("review", gettext_lazy("Its next review is set"), OUR_RULE, READ_ON, general.review_is_set),
        *finishing(),
    )


def _built(items: Sequence[Item | Check]) -> Iterator[Check]:
    for item in items:
        if isinstance(item, Check):
            yield item
        else:
            yield _sourced(item.key, item.rule, item.label, item.test, hint=item.hint, points=len(item.said))


def _sourced(
    key: str,
    rule: str,
    label: _StrPromise,
    test: Callable[[VersionText], list[Finding]],
    *,
    hint: bool = False,
    points: int = 1,
) -> Check:
    """Raises KeyError for a rule that its table lacks or is not sure of."""
    table, name = rule.split(":")
    known = {each.key: each for each in rules(table, HOME) if each.confidence != "unsure"}
    return Check(key, label, known[name].source, known[name].checked_on, test, hint=hint, points=points)
