"""Proposes how much a new version changes, from what two versions say. Pure; people decide.

Material, so that parties sign again: purpose, data, basis, recipients, a longer retention, less security. The rest is
administrative or editorial. Source: framework practice of partnerships, where purpose, data, basis, recipients,
retention and security are the terms that parties rely on; read on 22 November 2026.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from governance import registry
from governance.grading import Proposal, Reason
from governance.kinds import VersionText
from governance.models.version import Grade
from protocols.bases import basis_label
from protocols.duration import days_of, in_words
from protocols.kinds import KINDS, PURPOSE
from protocols.models.party import Direction
from protocols.powers import label

FrozenRow = Mapping[str, Any]
RANK = {Grade.EDITORIAL: 0, Grade.ADMINISTRATIVE: 1, Grade.MATERIAL: 2}
SUBSTANCE = {PURPOSE}  # sections whose words parties rely on as such
GUARDED = ("security", "breach", "disposal")


def propose(before: VersionText, after: VersionText) -> Proposal:
    reasons = tuple(
        reason for find in (_sections, _parties, _items, _flows, _powers, _bases, _terms, _conditions)
        for reason in find(before, after)
    )  # fmt: skip
    grade = max((reason.grade for reason in reasons), key=lambda each: RANK[each], default=Grade.EDITORIAL)
    return Proposal(grade, reasons)


def _material(sentence: str) -> Reason:
    return Reason(Grade.MATERIAL, sentence)


def _administrative(sentence: str) -> Reason:
    return Reason(Grade.ADMINISTRATIVE, sentence)


def _editorial(sentence: str) -> Reason:
    return Reason(Grade.EDITORIAL, sentence)


def _sections(before: VersionText, after: VersionText) -> Iterator[Reason]:
    then = {each.key: each for each in before.sections}
    now = {each.key: each for each in after.sections}
    for key in dict.fromkeys([*now, *then]):
        old, new = (_words(found[key].body) if key in found else "" for found in (then, now))
        if old == new:
            continue
        heading = (now.get(key) or then[key]).heading
        if key in SUBSTANCE:
            yield _material(_("“%(heading)s” says something else.") % {"heading": heading})
        elif not old or not new:
            yield _administrative(
                _("“%(heading)s” is new.") % {"heading": heading}
                if new
                else _("“%(heading)s” is gone.") % {"heading": heading}
            )
        else:
            yield _editorial(_("“%(heading)s” is reworded.") % {"heading": heading})


def _parties(before: VersionText, after: VersionText) -> Iterator[Reason]:
    for name, old, new in _pairs(before, after, "parties", _party):
        if old is None and new is not None:
            if new["direction"] == Direction.DISCLOSER:
                yield _administrative(_("%(name)s joins, and only discloses.") % {"name": name})
            else:
                yield _material(_("%(name)s is a new recipient.") % {"name": name})
        elif new is None:
            yield _administrative(_("%(name)s is no longer a party.") % {"name": name})
        elif old is not None:
            if old["direction"] != new["direction"]:
                receives = new["direction"] != Direction.DISCLOSER and old["direction"] == Direction.DISCLOSER
                words = _("%(name)s gives or receives other than before.") % {"name": name}
                yield _material(words) if receives else _administrative(words)
            if old["role"] != new["role"]:
                yield _material(_("%(name)s has another controller role.") % {"name": name})


def _items(before: VersionText, after: VersionText) -> Iterator[Reason]:
    for _key, old, new in _pairs(before, after, "data_items", _by_key):
        if old is None and new is not None:
            yield _material(_("“%(what)s” is shared from now on.") % {"what": new["what"]})
        elif old is not None and new is None:
            yield _administrative(_("“%(what)s” is no longer shared.") % {"what": old["what"]})
        elif old is not None and new is not None:
            what = {"what": new["what"]}
            if old["what"] != new["what"] or old["about"] != new["about"]:
                yield _material(_("“%(what)s” is another item, or about other people, than before.") % what)
            if new["special"] and old["special"] != new["special"]:
                yield _material(_("“%(what)s” is special category data now.") % what)
            elif old["special"] != new["special"]:
                yield _administrative(_("“%(what)s” is no longer special category data.") % what)
            if old["criminal"] != new["criminal"]:
                words = _("“%(what)s” is criminal offence data now.") % what
                gone = _("“%(what)s” is no longer criminal offence data.") % what
                yield _material(words) if new["criminal"] else _administrative(gone)
            if old["why"] != new["why"]:
                yield _editorial(_("Why “%(what)s” is needed is reworded.") % what)


def _flows(before: VersionText, after: VersionText) -> Iterator[Reason]:
    for _key, old, new in _pairs(before, after, "flows", _by_key):
        if old is None and new is not None:
            yield _material(_("A new flow: %(route)s.") % {"route": _route(new)})
        elif old is not None and new is None:
            yield _administrative(_("Nothing goes this way any more: %(route)s.") % {"route": _route(old)})
        elif old is not None and new is not None:
            route = {"route": _route(new)}
            if _route(old) != _route(new):
                yield _material(_("A flow goes another way: %(route)s.") % route)
            was, now = ({item["key"] for item in each["items"]} for each in (old, new))
            if now - was:
                yield _material(_("More goes this way: %(route)s.") % route)
            elif was - now:
                yield _administrative(_("Less goes this way: %(route)s.") % route)
            if old["onward"] != new["onward"]:
                yield _material(_("What recipients may do with it changed: %(route)s.") % route)
            if any(old[name] != new[name] for name in ("method", "often", "format")):
                yield _administrative(
                    _(
                        "How or how often it is sent changed: %(route)s. If it is less safe now, call it material."
                    )
                    % route
                )


def _powers(before: VersionText, after: VersionText) -> Iterator[Reason]:
    for key, old, new in _pairs(before, after, "powers", _by_key):
        if old is None:
            yield _material(_("A new legal power: %(power)s.") % {"power": label(key)})
        elif new is None:
            yield _material(_("No longer relied on: %(power)s.") % {"power": label(key)})
        elif old != new:
            yield _editorial(_("What is said of its source changed: %(power)s.") % {"power": label(key)})


def _bases(before: VersionText, after: VersionText) -> Iterator[Reason]:
    for key, old, new in _pairs(before, after, "bases", _by_key):
        named = {"basis": basis_label(key)}
        if old is None:
            yield _material(_("A new lawful basis or condition: %(basis)s.") % named)
        elif new is None:
            yield _material(_("No longer relied on: %(basis)s.") % named)
        elif old["covers"] != new["covers"]:
            yield _material(_("It covers other data now: %(basis)s.") % named)
        elif old["explanation"] != new["explanation"]:
            yield _editorial(_("How it applies is reworded: %(basis)s.") % named)


def _terms(before: VersionText, after: VersionText) -> Iterator[Reason]:
    old, new = (_single(text, "terms") for text in (before, after))
    was, now = (str(each.get("retention", "")) for each in (old, new))
    if was != now:
        words = {"before": in_words(was) or _("not stated"), "after": in_words(now) or _("not stated")}
        sentence = _("Retention: %(before)s before, %(after)s now.") % words
        longer = bool(was) and (not now or days_of(now) > days_of(was))
        yield _material(sentence) if longer else _administrative(sentence)
    if old.get("accord", "") != new.get("accord", ""):
        yield _material(_("It stands under another accord, or under none any more."))
    for name, sentence in (
        ("starts_on", _("The start date changed.")),
        ("ends_on", _("The end date changed.")),
        ("review_on", _("The review date changed.")),
        ("contact", _("The contact changed.")),
        ("areas", _("The areas changed.")),
    ):
        if old.get(name, "") != new.get(name, ""):
            yield _administrative(sentence)


def _conditions(before: VersionText, after: VersionText) -> Iterator[Reason]:
    old, new = (_single(text, "conditions") for text in (before, after))
    headings = {"security": _("Security"), "breach": _("What if it goes wrong"), "disposal": _("Disposal")}
    for name in GUARDED:
        was, now = (_words(str(each.get(name, ""))) for each in (old, new))
        if was and not now:
            yield _material(_("“%(heading)s” is gone.") % {"heading": headings[name]})
        elif was != now:
            yield _administrative(
                _("“%(heading)s” changed. If it protects less now, call it material.")
                % {"heading": headings[name]}
            )
    if old.get("assessment") == "done" and new.get("assessment") != "done":
        yield _material(_("No impact assessment stands behind it any more."))
    others = ("assessment_reference", "assessed_on", "assessment_outcome", "assessment_reason")
    if any(old.get(name, "") != new.get(name, "") for name in others):
        yield _administrative(_("What is said of the impact assessment changed."))
    if any(old.get(name, "") != new.get(name, "") for name in ("review_cycle", "notice")):
        yield _administrative(_("The review cycle or the notice for leaving changed."))


def _pairs(
    before: VersionText, after: VersionText, key: str, name: Callable[[FrozenRow], str]
) -> Iterator[tuple[str, FrozenRow | None, FrozenRow | None]]:
    """Each row of a set by its name, as it was and as it is; None where there is none."""
    then = {name(row): row for row in before.rows.get(key, ())}
    now = {name(row): row for row in after.rows.get(key, ())}
    for each in dict.fromkeys([*now, *then]):
        yield each, then.get(each), now.get(each)


def _by_key(row: FrozenRow) -> str:
    return str(row["key"])


def _party(row: FrozenRow) -> str:
    return str(row["name"])


def _single(text: VersionText, key: str) -> FrozenRow:
    rows: Sequence[FrozenRow] = text.rows.get(key, ())
    return next(iter(rows), {})


def _route(row: FrozenRow) -> str:
    route = row["route"]
    return _("%(giver)s to %(taker)s") % {"giver": route["from"]["name"], "taker": route["to"]["name"]}


def _words(text: str) -> str:
    """Without what is only how it is set."""
    return " ".join(text.split())


for kind in KINDS:
    registry.add_proposer(kind, propose)
