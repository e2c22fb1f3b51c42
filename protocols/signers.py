"""Who must sign for an organisation, by its own rule, and who may on a day. No database here.

A rule is a list of lines such as “health data: Caldicott Guardian and senior information risk owner”. Lines for the
kind of agreement come before lines for any; all conditions that are met add up. Without a rule one signature is needed,
by anyone who may sign. Source: sign-off rules that bodies keep for themselves (design, domain.md 3).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_SEATS = 8
ANYONE, ROLE, OFFICE = "anyone", "role", "office"
ADVISING = "dpo"  # the office whose holder advises, and should not accept the risk


class Condition(models.TextChoices):
    """What an agreement must share for a line of the rule to count."""

    ALWAYS = "always", gettext_lazy("Every agreement")
    HEALTH = "health", gettext_lazy("Health data is shared")
    SPECIAL = "special_category", gettext_lazy("Special category data is shared")


@dataclass(frozen=True, order=True)
class Post:
    """By what a person signs: anyone who may, a role, or an office."""

    way: str = ANYONE
    key: str = ""


@dataclass(frozen=True)
class Line:
    """`posts`: who must sign; `needed`: how many of them; 0 means each."""

    posts: tuple[Post, ...]
    condition: str = Condition.ALWAYS
    kind: str = ""
    needed: int = 0


@dataclass(frozen=True)
class Shares:
    """What an agreement shares, as far as rules ask."""

    health: bool = False
    special: bool = False

    def meets(self, condition: str) -> bool:
        match condition:
            case Condition.HEALTH:
                return self.health
            case Condition.SPECIAL:
                return self.special or self.health
        return True


@dataclass(frozen=True)
class Need:
    """One signature that is needed: by any one of these posts."""

    posts: tuple[Post, ...]


NOBODY_NAMED = Need((Post(),))


def needs(lines: Iterable[Line], *, kind: str, shares: Shares) -> list[Need]:
    """The signatures that an organisation's rule asks for; each post that must sign, once."""
    chosen = _lines_for(list(lines), kind)
    each: dict[Post, None] = {}
    counted: list[Need] = []
    for line in chosen:
        if not shares.meets(line.condition):
            continue
        if line.needed and line.needed < len(line.posts):
            counted += [Need(tuple(line.posts))] * line.needed
        else:
            each |= dict.fromkeys(line.posts)
    return [Need((post,)) for post in each] + counted or [NOBODY_NAMED]


def _lines_for(lines: Sequence[Line], kind: str) -> list[Line]:
    """For each condition the lines of the kind, else those for any kind."""
    found = []
    for condition in Condition:
        here = [line for line in lines if line.condition == condition]
        found += [line for line in here if line.kind == kind] or [line for line in here if not line.kind]
    return found


@dataclass(frozen=True)
class Holder:
    """A person who holds an office on the day, or deputises in it."""

    person: str
    office: str
    is_deputy: bool = False
    is_away: bool = False


def may_sign(
    person: str, need: Need, *, roles: Collection[str], holders: Sequence[Holder], signing: Collection[str]
) -> Post | None:
    """The post in which a person may give a signature; None where the person may not.

    `roles` are the person's in the organisation, `holders` those of its offices on the day, `signing` the people who
    have the right to sign for it. A deputy signs only while the holder is away, or has no right, or there is none.
    """
    if person not in signing:
        return None
    for post in need.posts:
        if post.way == ANYONE or (post.way == ROLE and post.key in roles):
            return post
        if post.way == OFFICE and person in acting(post.key, holders, signing):
            return post
    return None


def acting(office: str, holders: Sequence[Holder], signing: Collection[str]) -> list[str]:
    """The people who can act in an office on the day: its holder, or else the deputies."""
    here = [holder for holder in holders if holder.office == office and holder.person in signing]
    present = [holder.person for holder in here if not holder.is_deputy and not holder.is_away]
    return present or [holder.person for holder in here if holder.is_deputy and not holder.is_away]


def vacant(found: Iterable[Need], holders: Sequence[Holder], signing: Collection[str]) -> list[Need]:
    """Signatures for which nobody could act on the day, as far as offices go."""
    return [
        need
        for need in found
        if all(post.way == OFFICE and not acting(post.key, holders, signing) for post in need.posts)
    ]


def warning(found: Iterable[Need], offices: Mapping[str, object]) -> str:
    """A sentence where the data protection officer is named among those who accept; else nothing."""
    if not any(post == Post(OFFICE, ADVISING) for need in found for post in need.posts):
        return ""
    return _(
        "%(office)s advises, and should not also accept the risk by signing. Consider naming another office."
    ) % {"office": offices.get(ADVISING, ADVISING)}
