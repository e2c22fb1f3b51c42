"""What an agreement should say by the regulator's data sharing code, each with its source. They advise and never block.

What the law requires before signature stands in `protocols.minimum`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from governance.content.checks.building import finishing, wording
from governance.content.checks.rows import over_rows
from governance.content.checks.wording import section_for, sentences
from governance.content.reference import Origin, origins, table
from governance.kinds import Check, Finding, SectionModel, VersionText

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

HOME = Path(__file__).parent
PARTIES, ITEMS, FLOWS, POWERS = "parties", "data_items", "flows", "powers"
BASES, TERMS, CONDITIONS = "bases", "terms", "conditions"
SHOWN = 3  # rows that a sentence names
Test = Callable[[VersionText], list[Finding]]


def checks(
    models: Sequence[SectionModel], folders: Mapping[str, str], *, shares: bool = True
) -> tuple[Check, ...]:
    """The checks of a kind with these sections; `folders` says where each section's text comes from.

    `shares`: whether it shares information itself, as an accord does not.
    """
    known = origins(HOME)
    found = [
        _section(model, known[f"{folders[model.key]}/{model.key}"]) for model in models if model.required
    ]
    found += ALWAYS
    if shares:
        found += SHARING
    return (*found, *(replace(check, test=over_rows(check.test)) for check in finishing()))


def _section(model: SectionModel, origin: Origin) -> Check:
    """A section that is there and has words in it."""

    def test(text: VersionText) -> list[Finding]:
        section = section_for(text, model.key, model.heading)
        if section is not None and sentences(section.body):
            return []
        key = section.key if section else ""
        return [Finding(_("Write “%(heading)s”.") % {"heading": model.heading}, key)]

    label = gettext_lazy("It has “%(heading)s”") % {"heading": model.heading}
    return Check(f"section-{model.key}", label, origin.source, origin.read_on, test)


@cache
def _sources() -> Mapping[str, tuple[str, date]]:
    return {
        row["key"]: (row["source"], date.fromisoformat(row["checked_on"])) for row in table("items", HOME)
    }


def _sourced(key: str, item: str, label: _StrPromise, test: Test, *, hint: bool = False) -> Check:
    source, read_on = _sources()[item]
    return Check(key, label, source, read_on, test, hint=hint)


def _each(rows: str, column: str, one: str, many: str) -> Test:
    """A test that each row of a set says something in a column; the sentences name the rows that do not."""

    def test(text: VersionText) -> list[Finding]:
        return _named(rows, [row for row in text.rows.get(rows, ()) if not row[column]], one, many)

    return test


def _named(rows: str, lacking: Iterable[Mapping[str, Any]], one: str, many: str) -> list[Finding]:
    names = [_name(row) for row in lacking]
    if not names:
        return []
    shown = ", ".join(f"“{name}”" for name in names[:SHOWN])
    if len(names) > SHOWN:
        shown = _("%(names)s and %(more)d more") % {"names": shown, "more": len(names) - SHOWN}
    return [Finding(ngettext(one, many, len(names)) % {"names": shown}, rows=rows)]


def _name(row: Mapping[str, Any]) -> str:
    if "route" in row:
        route = row["route"]
        return _("%(giver)s to %(taker)s") % {"giver": route["from"]["name"], "taker": route["to"]["name"]}
    return str(row.get("what") or row.get("name") or row.get("key"))


def _some(rows: str, message: str) -> Test:
    return lambda text: [] if text.rows.get(rows) else [Finding(_(message), rows=rows)]


def _answer(rows: str, names: Sequence[str], message: str) -> Test:
    """A test that one of these is answered."""

    def test(text: VersionText) -> list[Finding]:
        row = next(iter(text.rows.get(rows, ())), {})
        return [] if any(row.get(name) for name in names) else [Finding(_(message), rows=rows)]

    return test


def _every_item_flows(text: VersionText) -> list[Finding]:
    sent = {item["key"] for row in text.rows.get(FLOWS, ()) for item in row["items"]}
    idle = [row for row in text.rows.get(ITEMS, ()) if row["key"] not in sent]
    one = gettext_noop("%(names)s goes nowhere. Put it into a flow, or take it off the list.")
    many = gettext_noop("These go nowhere: %(names)s. Put them into a flow, or take them off the list.")
    return _named(ITEMS, idle, one, many)


def _every_discloser_gives(text: VersionText) -> list[Finding]:
    """A party that neither gives nor receives anything."""
    rows = text.rows.get(FLOWS, ())
    named = {row["route"][end]["name"] for row in rows for end in ("from", "to")}
    idle = [row for row in text.rows.get(PARTIES, ()) if rows and row["name"] not in named]
    one = gettext_noop("No flow names %(names)s. Add one, or take the party off the list.")
    many = gettext_noop("No flow names these: %(names)s. Add flows, or take the parties off the list.")
    return _named(PARTIES, idle, one, many)


def _assessed(text: VersionText) -> list[Finding]:
    """One that was done has a reference and an outcome; else a reason stands there."""
    row = next(iter(text.rows.get(CONDITIONS, ())), {})
    if row.get("assessment") == "done":
        wanted = {
            "assessment_reference": gettext_noop("Give the reference of the impact assessment."),
            "assessment_outcome": gettext_noop("Say what the impact assessment came to."),
        }
        return [Finding(_(message), rows=CONDITIONS) for name, message in wanted.items() if not row.get(name)]
    if row.get("assessment_reason"):
        return []
    return [Finding(_("Say whether an impact assessment was done, or why none is needed."), rows=CONDITIONS)]


def _confidence(text: VersionText) -> list[Finding]:
    if any(str(row["key"]).startswith("cf_") for row in text.rows.get(BASES, ())):
        return []
    return [Finding(_("Say how the duty of confidence is met, or why none arises."), rows=BASES)]


def _review(text: VersionText) -> list[Finding]:
    terms, conditions = (next(iter(text.rows.get(key, ())), {}) for key in (TERMS, CONDITIONS))
    if terms.get("review_on") or conditions.get("review_cycle"):
        return []
    return [Finding(_("Say when it is looked at again: a day, or how often."), rows=TERMS)]


ALWAYS = (
    _sourced(
        "notice",
        "join_leave",
        gettext_lazy("It says how long before it leaves a party tells the others"),
        _answer(
            CONDITIONS, ["notice"], gettext_noop("Say how long before it leaves a party tells the others.")
        ),
    ),
    _sourced("reviewed", "review", gettext_lazy("It says when it is looked at again"), _review),
    _sourced(
        "starts",
        "commence_end",
        gettext_lazy("It says from which day it holds"),
        _answer(TERMS, ["starts_on"], gettext_noop("Give the day from which it holds.")),
    ),
)
SHARING = (
    _sourced(
        "roles",
        "party_roles",
        gettext_lazy("Each party's controller role is stated"),
        _each(
            PARTIES,
            "role",
            gettext_noop("Say whether %(names)s is a controller, a joint controller or a processor."),
            gettext_noop(
                "Say of these whether they are controllers, joint controllers or processors: %(names)s."
            ),
        ),
    ),
    _sourced(
        "listed",
        "data_items",
        gettext_lazy("It lists what is shared, item by item"),
        _some(ITEMS, gettext_noop("List what is shared, item by item.")),
    ),
    _sourced(
        "item-why",
        "item_justification",
        gettext_lazy("It says why each item is needed"),
        _each(
            ITEMS,
            "why",
            gettext_noop("Say why %(names)s is needed."),
            gettext_noop("Say why these are needed: %(names)s."),
        ),
    ),
    _sourced(
        "item-about",
        "people",
        gettext_lazy("It says about whom each item is"),
        _each(
            ITEMS,
            "about",
            gettext_noop("Say about whom %(names)s is."),
            gettext_noop("Say about whom these are: %(names)s."),
        ),
    ),
    _sourced("item-flows", "flow_table", gettext_lazy("Every item goes somewhere"), _every_item_flows),
    _sourced(
        "party-flows",
        "discloser_recipient",
        gettext_lazy("Every party gives or receives something"),
        _every_discloser_gives,
    ),
    _sourced(
        "flow-method",
        "flow_table",
        gettext_lazy("Each flow says how it is sent"),
        _each(
            FLOWS,
            "method",
            gettext_noop("Say how it is sent: %(names)s."),
            gettext_noop("Say how these are sent: %(names)s."),
        ),
    ),
    _sourced(
        "flow-often",
        "flow_table",
        gettext_lazy("Each flow says how often"),
        _each(
            FLOWS,
            "often",
            gettext_noop("Say how often it is sent: %(names)s."),
            gettext_noop("Say how often these are sent: %(names)s."),
        ),
    ),
    _sourced(
        "flow-onward",
        "onward",
        gettext_lazy("Each flow says whether it may be passed on"),
        _each(
            FLOWS,
            "onward",
            gettext_noop("Say whether it may be passed on, and to whom: %(names)s."),
            gettext_noop("Say of these whether they may be passed on, and to whom: %(names)s."),
        ),
    ),
    _sourced(
        "basis-explained",
        "lawful_basis",
        gettext_lazy("It explains how each basis applies"),
        _each(
            BASES,
            "explanation",
            gettext_noop("Explain how this basis applies: %(names)s."),
            gettext_noop("Explain how these bases apply: %(names)s."),
        ),
    ),
    _sourced(
        "power",
        "legal_power",
        gettext_lazy("It names the legal power of public bodies"),
        _some(POWERS, gettext_noop("Name the law that lets the public bodies among you share.")),
    ),
    _sourced(
        "confidence",
        "confidentiality",
        gettext_lazy("It says how the duty of confidence is met"),
        _confidence,
    ),
    _sourced("assessed", "dpia", gettext_lazy("It tells of the impact assessment"), _assessed),
    _sourced(
        "kept",
        "retention",
        gettext_lazy("It says how long recipients keep the information"),
        _answer(TERMS, ["retention"], gettext_noop("Say how long recipients keep the information.")),
    ),
    _sourced(
        "disposed",
        "termination",
        gettext_lazy("It says what happens to the information at the end"),
        _answer(
            CONDITIONS,
            ["disposal"],
            gettext_noop("Say how the information is destroyed or returned at the end."),
        ),
    ),
    _sourced(
        "secured",
        "security",
        gettext_lazy("It says how the information is kept safe"),
        _answer(CONDITIONS, ["security"], gettext_noop("Say how the information is kept safe.")),
    ),
    _sourced(
        "breached",
        "breach",
        gettext_lazy("It says what happens if something goes wrong"),
        _answer(
            CONDITIONS, ["breach"], gettext_noop("Say who tells whom, and how fast, if something goes wrong.")
        ),
    ),
    _sourced(
        "asked",
        "rights",
        gettext_lazy("It names whom people ask for their information"),
        _answer(TERMS, ["contact"], gettext_noop("Name whom people ask for their information.")),
    ),
    _sourced(
        "not-needed",
        "non_routine",
        gettext_lazy("It says that no agreement is needed in a single case"),
        wording(
            "outside",
            gettext_noop("Say that the lack of an agreement is never, by itself, a reason not to share."),
            (
                r"\b(?:protocols?|agreements?)\b",
                r"\b(?:lack|absence|without|missing|not having)\b",
                r"\b(?:never|not|no|cannot)\b",
                r"\b(?:reason|ground|excuse|barrier|stop|prevent)",
            ),
        ),
    ),
)
