"""The tasks in which a protocol is written: which rows, answers and sections belong together, in which order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from protocols.kinds import ACCORD

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WHO, WHAT, SAFE, LIFE = "who", "what", "safe", "life"
GROUPS: dict[str, _StrPromise] = {
    WHO: _("Who and why"),
    WHAT: _("What is shared, and by which law"),
    SAFE: _("Keeping it safe"),
    LIFE: _("People, review and ending"),
}


SIGNATORIES = "signatories"


@dataclass(frozen=True)
class Task:
    """`rows`: keys of sets of rows; `terms`, `conditions`: names of fields; `sections`: keys.

    `needed`: what of the rows and fields has to be there for the task to be done. `is_for_accords`: also where
    principles are agreed and nothing is shared.
    """

    key: str
    group: str
    label: str | _StrPromise
    lead: str | _StrPromise
    rows: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    needed: frozenset[str] = frozenset()
    is_for_accords: bool = True


TASKS = (
    Task(
        "parties",
        WHO,
        _("Parties"),
        _("Who takes part, who gives, who receives, and what each is in data protection law."),
        rows=("parties",),
        terms=("accord",),
        needed=frozenset({"parties"}),
    ),
    Task(
        "purpose",
        WHO,
        _("Purpose and benefits"),
        _("What it is for, who is better off, and what would happen if you did not share."),
        sections=(
            "purpose", "benefits", "harm", "necessity", "responsibilities", "principles", "judgement",
            "no-protocol-needed",
        ),
    ),
    Task(
        "items",
        WHAT,
        _("Data items"),
        _("What is shared, item by item, about whom, and why each item is needed."),
        rows=("data_items",),
        sections=("information",),
        needed=frozenset({"data_items"}),
        is_for_accords=False,
    ),
    Task(
        "flows",
        WHAT,
        _("Flows"),
        _("Who gives what to whom, how it is sent and how often."),
        rows=("flows",),
        sections=("method", "undertakings", "onward", "outside-uk"),
        needed=frozenset({"flows"}),
        is_for_accords=False,
    ),
    Task(
        "basis",
        WHAT,
        _("Lawful basis"),
        _("Which law lets you share. Ask your data protection officer if you are not sure."),
        rows=("bases", "powers"),
        sections=("confidentiality",),
        needed=frozenset({"bases"}),
        is_for_accords=False,
    ),
    Task(
        "security",
        SAFE,
        _("Security"),
        _("How the information is kept safe, and who does what if something goes wrong."),
        conditions=("security", "breach"),
        sections=("accuracy", "staff"),
        needed=frozenset({"security", "breach"}),
        is_for_accords=False,
    ),
    Task(
        "assessment",
        SAFE,
        _("Impact assessment"),
        _("Whether you looked at the risks to people first, and what came of it."),
        conditions=(
            "assessment", "assessment_reference", "assessed_on", "assessment_outcome", "assessment_reason",
        ),
        needed=frozenset({"assessment"}),
        is_for_accords=False,
    ),
    Task(
        "retention",
        SAFE,
        _("Retention and disposal"),
        _("How long recipients keep the information, and how it is destroyed or returned."),
        terms=("retention",),
        conditions=("disposal",),
        needed=frozenset({"retention", "disposal"}),
        is_for_accords=False,
    ),
    Task(
        "rights",
        LIFE,
        _("People’s rights"),
        _("How people hear of it, whom they ask for their information, and where they complain."),
        terms=("contact",),
        sections=("transparency", "rights", "contact-point", "complaints", "information-requests"),
        needed=frozenset({"contact"}),
    ),
    Task(
        "review",
        LIFE,
        _("Review and ending"),
        _("From when it holds, when it is looked at again, and how a party leaves."),
        terms=("starts_on", "ends_on", "review_on", "areas"),
        conditions=("review_cycle", "notice"),
        sections=(
            "outside", "responsible", "protocols", "steering", "joining", "disputes", "monitoring", "staff",
        ),
        needed=frozenset({"starts_on", "notice"}),
    ),
    Task(
        SIGNATORIES,
        LIFE,
        _("Signatories"),
        _("Who signs for each party by that party’s own rule, and who is invited to."),
    ),
)  # fmt: skip
OF_AN_ACCORD: dict[str, dict[str, Any]] = {  # Any: fields of a task; what differs where nothing is shared
    "parties": {"terms": ()},
    "rights": {"terms": (), "needed": frozenset()},
}
OTHER = Task("other", LIFE, _("Other sections"), _("Sections that this draft has besides the usual ones."))


def tasks_of(kind: str, keys: Collection[str]) -> tuple[Task, ...]:
    """The tasks of a kind of agreement, each with the sections that the version has; every section stands in one."""
    found, left = [], list(keys)
    for task in TASKS:
        if kind == ACCORD.key and not task.is_for_accords:
            continue
        own = tuple(key for key in task.sections if key in left)
        left = [key for key in left if key not in own]
        if kind == ACCORD.key:
            task = replace(task, **OF_AN_ACCORD.get(task.key, {}))
        found.append(replace(task, sections=own))
    return (*found, replace(OTHER, sections=tuple(left))) if left else tuple(found)


def task_of(key: str) -> Task:
    return next(task for task in TASKS if task.key == key)


def task_of_rows(key: str) -> Task:
    return next(task for task in TASKS if key in task.rows)
