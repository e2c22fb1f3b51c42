"""What a Code of Practice must say, each with its source. They advise the author and never block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from governance.content.checks import general
from governance.content.checks.building import OUR_RULE, READ_ON, finishing, wording
from governance.content.checks.wording import place, says
from governance.content.reference import origins
from governance.kinds import Check, Finding, SectionModel, VersionText

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_PROTOCOL = r"\b(?:protocols?|agreements?|ISPs?|ISAs?)\b"
_LACKING = r"\b(?:lack|absence|without|missing|no|not having|not signed)\b"
_SUPPORT = (
    r"\b(?:support|supports|supported|back|backs|backed|stand by|stands by|stand behind|stands behind)\b"
)


def _advisers(text: VersionText) -> list[Finding]:
    here = place(text, "roles")
    found = []
    if not says(text, r"\badvi[sc]e|\badvis[eo]r|Caldicott Guardian|data protection officer"):
        found.append(Finding(_("Say who advises."), here))
    if not says(text, r"[\w.+-]+@[\w-]+\.\w|\+?\d(?:[ ()-]?\d){8,}"):
        found.append(Finding(_("Give a telephone number or an e-mail address for advice."), here))
    if not says(
        text, r"\bout[- ]of[- ](?:office )?hours\b|\bat night\b|\bweekends?\b|\b24[- ]hours?\b|\b24/7\b"
    ):
        found.append(Finding(_("Say whom to ask out of hours."), here))
    return found


def _regulator(text: VersionText) -> list[Finding]:
    name = str(settings.REGULATOR_NAME)
    if any(name in section.body or "ICO" in section.body for section in text.sections):
        return []
    return [
        Finding(
            _("Say that people may also complain to the regulator, the %(name)s.") % {"name": name},
            place(text, "complaints"),
        )
    ]


def checks(models: Sequence[SectionModel]) -> tuple[Check, ...]:
    """The checks of a Code of Practice with these sections."""
    return (
        _own(
            "required-sections",
            gettext_lazy("Every required section has text"),
            general.required_sections(models),
        ),
        _sourced(
            "support",
            gettext_lazy("It promises support for professional judgement"),
            wording(
                "support",
                gettext_noop("Say that you support people who decide with care and in good faith."),
                (_SUPPORT, r"judg(?:e)?ment|good faith|decid|decision"),
            ),
        ),
        _sourced(
            "no-protocol-needed",
            gettext_lazy("It says that the lack of a protocol is never a reason not to share"),
            wording(
                "no-protocol-needed",
                gettext_noop("Say that the lack of a protocol is never, by itself, a reason not to share."),
                (
                    _PROTOCOL,
                    _LACKING,
                    r"\b(?:never|not|cannot)\b",
                    r"reason|ground|excuse|bar\b|barrier|stop|prevent",
                ),
            ),
        ),
        _sourced(
            "judgement",
            gettext_lazy("It says that people decide case by case, by their judgement"),
            wording(
                "judgement",
                gettext_noop("Say that decisions are taken one case at a time, by professional judgement."),
                (r"judg(?:e)?ment", r"decid|decision|case"),
                (r"case[- ]by[- ]case|one case at a time", r"decid|decision|decisions"),
            ),
        ),
        _sourced(
            "duties",
            gettext_lazy("It puts duties to share first"),
            wording(
                "duties",
                gettext_noop("Say that where a law requires sharing, that comes first."),
                (r"\b(?:duty|duties|law|laws|Act)\b", r"\b(?:must|requires?|first)\b", r"\bshar"),
            ),
        ),
        _sourced(
            "consent",
            gettext_lazy("It says when consent is not needed"),
            wording(
                "consent",
                gettext_noop(
                    "Say that consent is not needed where someone may be at risk or the law requires sharing."
                ),
                (r"consent", r"\b(?:not (?:always )?(?:needed|required|necessary)|without)\b"),
            ),
        ),
        _sourced("roles", gettext_lazy("It names who advises, also out of hours"), _advisers),
        _sourced(
            "recording",
            gettext_lazy("It asks for a record of both decisions: to share and not to share"),
            wording(
                "recording",
                gettext_noop("Say that decisions not to share are recorded as well."),
                (
                    r"\b(?:record|write down|note|document)",
                    r"not to share|not sharing|whether or not|whether to share|either way|both ways",
                ),
            ),
        ),
        _sourced(
            "judgement",
            gettext_lazy("It says to act first when someone is in danger"),
            wording(
                "judgement",
                gettext_noop("Say what to do when someone is in danger now: act, and record afterwards."),
                (
                    r"\b(?:danger|emergency|emergencies|immediate risk)\b",
                    r"\b(?:now|first|999|at once|wait|immediate)",
                ),
            ),
            key="emergency",
        ),
        _sourced("complaints", gettext_lazy("It says how to complain, also to the regulator"), _regulator),
        _sourced("monitoring", gettext_lazy("Its next review is set"), general.review_is_set, key="review"),
        *finishing(),
    )


def _sourced(
    section: str, label: _StrPromise, test: Callable[[VersionText], list[Finding]], *, key: str = ""
) -> Check:
    """A check that rests on the source of a section's advice."""
    origin = origins()[section]
    return Check(key or section, label, origin.source, origin.read_on, test)


def _own(key: str, label: _StrPromise, test: Callable[[VersionText], list[Finding]]) -> Check:
    return Check(key, label, OUR_RULE, READ_ON, test)
