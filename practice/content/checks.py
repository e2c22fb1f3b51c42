"""What a statement of support must say, each with its source. They advise and never block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from governance.content.checks import general
from governance.content.checks.building import finishing, wording
from governance.content.reference import Origin
from governance.kinds import Check, Finding, SectionModel, VersionText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

READ_ON = date(2026, 11, 25)
OUR_RULE = "Good practice of this register, from reading published statements"
SIGNATORY = "signatory"

# key, section, label, message, patterns that one sentence matches
_STATEMENTS: tuple[tuple[str, str, str | _StrPromise, str, tuple[str, ...]], ...] = (
    (
        "promise",
        "promise",
        gettext_lazy("It promises support in the name of the organisation"),
        gettext_noop("Promise it: “we will support you”."),
        (
            r"\bwe (?:will|shall|promise)\b|\bwe (?:support|back|stand)\b",
            r"\bsupport|\bback\b|\bstand (?:by|behind)\b",
        ),
    ),
    (
        "both-ways",
        "promise",
        gettext_lazy("It covers both decisions: to share and not to share"),
        gettext_noop("Say that the promise holds for a decision not to share as well."),
        (r"\bnot to share\b|\beither way\b|\bboth ways\b|\bwhichever way\b", r"\bdecid|\bdecision|\bholds\b"),
    ),
    (
        "outcome",
        "promise",
        gettext_lazy("It holds even when things turn out badly"),
        gettext_noop("Say that it holds even when things turn out badly."),
        (r"\beven (?:if|when)\b|\bwhatever\b", r"\bbadly\b|\bwrong\b|\boutcome|\bhappens\b"),
    ),
    (
        "no-agreement",
        "promise",
        gettext_lazy("It says that no agreement is needed"),
        gettext_noop("Say that no agreement is needed to share about one person."),
        (r"\bagreement|\bprotocol", r"\bnot need|\bnot needed\b|\bnever\b|\bwithout\b|\bno\b", r"\bshar"),
    ),
    (
        "good-faith",
        "scope",
        gettext_lazy("It asks for good faith"),
        gettext_noop("Say that it covers those who act in good faith."),
        (r"\bgood faith\b|\bhonest", r"\bacted\b|\bact\b|\bdecid|\bcovers?\b"),
    ),
    (
        "policy",
        "scope",
        gettext_lazy("It ties support to policy"),
        gettext_noop("Say that it covers those who keep to policy, or have a good reason not to."),
        (
            r"\bCode of Practice\b|\bpolicy\b|\bpolicies\b|\bprocedures?\b",
            r"\bkept\b|\bkeep\b|\bwithin\b|\bfollow",
        ),
    ),
    (
        "recorded",
        "scope",
        gettext_lazy("It asks for a record"),
        gettext_noop("Say that the decision and its reasons are recorded."),
        (r"\brecord(?:ed|s)?\b", r"\bdecision\b", r"\breasons?\b"),
    ),
    (
        "advice",
        "advice",
        gettext_lazy("It names an advice line"),
        gettext_noop("Give a telephone number or an e-mail address for advice."),
        (r"[\w.+-]+@[\w-]+\.\w|\+?\d(?:[ ()-]?\d){8,}",),
    ),
    (
        "discipline",
        "meaning",
        gettext_lazy("It rules out discipline for a reasonable decision"),
        gettext_noop("Say that a reasonable decision brings no disciplinary action."),
        (r"\bdisciplin", r"\bnot\b|\bno\b|\bnever\b", r"\breasonabl"),
    ),
    (
        "correspondence",
        "meaning",
        gettext_lazy("The organisation answers complaints, claims and the regulator"),
        gettext_noop("Say that the organisation answers complaints, claims and the regulator."),
        (r"\bcomplaint|\bclaim", r"\bwe (?:deal|answer|handle|respond|take)"),
    ),
    (
        "supervision",
        "meaning",
        gettext_lazy("It offers supervision"),
        gettext_noop("Say who talks with people afterwards, such as their manager."),
        (r"\bsupervis|\bmanager", r"\btalks?\b|\bsupport|\blearn|\boffer"),
    ),
    (
        "limits",
        "limits",
        gettext_lazy("It says where it ends"),
        gettext_noop("Say that support ends at knowing misuse."),
        (r"\bknowing|\bdeliberate|\bwilful", r"\bmisus|\babus"),
    ),
)


def checks(models: Sequence[SectionModel], sources: Mapping[str, Origin]) -> tuple[Check, ...]:
    """The checks of a statement with these sections, each with the source of its section's advice."""
    return (
        _own(
            "required-sections",
            gettext_lazy("Every required section has text"),
            general.required_sections(models),
            points=sum(model.required for model in models),
        ),
        *(
            _sourced(key, label, sources[f"support-statement/{section}"], wording(section, message, patterns))
            for key, section, label, message, patterns in _STATEMENTS
        ),
        _own("signatory", gettext_lazy("It says who signed it, in which post and when"), _is_signed),
        _own("review", gettext_lazy("Its next review is set"), general.review_is_set),
        *finishing(),
    )


def _sourced(
    key: str, label: str | _StrPromise, origin: Origin, test: Callable[[VersionText], list[Finding]]
) -> Check:
    return Check(key, label, origin.source, origin.read_on, test)


def _is_signed(text: VersionText) -> list[Finding]:
    row = next(iter(text.rows.get(SIGNATORY, ())), {})
    wanted = {
        "name": _("Name who signs it."),
        "post": _("Say in which post they sign it."),
        "signed_on": _("Give the day on which it was signed."),
    }
    return [Finding(message, rows=SIGNATORY) for key, message in wanted.items() if not row.get(key)]


def _own(
    key: str, label: _StrPromise, test: Callable[[VersionText], list[Finding]], points: int = 1
) -> Check:
    return Check(key, label, OUR_RULE, READ_ON, test, points=points)
