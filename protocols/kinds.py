"""The kinds of agreement between organisations.

Published registers hold four sections of an agreement: purpose, benefits, information and method. One that is written
here has more; texts and guidance stand in `content/texts/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from governance import registry
from governance.content.texts import Content
from governance.kinds import Kind
from governance.lifecycle import SIGNED
from protocols.content.checks import HOME, checks
from protocols.opening_rules import why_material

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PURPOSE, BENEFITS, INFORMATION, METHOD = "purpose", "benefits", "information", "method"
PAGE, VERSION_PAGE = "protocols:agreement", "protocols:agreement-version"
SHARED = "agreement"  # the folder of what agreements have in common
CONTENT = Content(HOME)

# key, heading, required
SHARING: tuple[tuple[str, str, bool], ...] = (
    (PURPOSE, "Purpose", True),
    (BENEFITS, "Benefits", True),
    ("harm", "If we did not share", True),
    ("necessity", "Why it is necessary and fair", True),
    (INFORMATION, "Information that is shared", False),
    (METHOD, "How it is shared", False),
    ("confidentiality", "Confidentiality", True),
    ("transparency", "Telling people", True),
    ("rights", "People’s rights", True),
    ("accuracy", "Keeping it right and up to date", True),
    ("onward", "Passing it on", False),
    ("outside-uk", "Sending outside the United Kingdom", False),
    ("staff", "Training and instructions for staff", True),
    ("information-requests", "Freedom of information", False),
    ("complaints", "Complaints", True),
    ("outside", "Cases outside this agreement", True),
    ("responsible", "Who is responsible", True),
    ("joining", "Joining, leaving and changes", True),
    ("disputes", "When parties disagree", False),
)
PRINCIPLES: tuple[tuple[str, str, bool], ...] = (
    (PURPOSE, "Purpose", True),
    ("principles", "Our principles", True),
    ("judgement", "Professional judgement", True),
    ("no-protocol-needed", "No protocol is needed case by case", True),
    ("protocols", "Protocols beneath this accord", True),
    ("steering", "How we look after it", True),
    ("staff", "Training and advice for staff", True),
    ("complaints", "Complaints", True),
    ("joining", "Joining and leaving", True),
    ("disputes", "When signatories disagree", False),
    ("monitoring", "Review", True),
)


def _after(key: str, *own: tuple[str, str, bool]) -> tuple[tuple[str, str, bool], ...]:
    """The sections of sharing, with some of a kind's own behind one of them."""
    at = 1 + next(number for number, section in enumerate(SHARING) if section[0] == key)
    return (*SHARING[:at], *own, *SHARING[at:])


def _kind(
    key: str,
    code: str,
    label: _StrPromise,
    label_plural: _StrPromise,
    summary: _StrPromise,
    sections: tuple[tuple[str, str, bool], ...] = SHARING,
    folder: str = SHARED,
) -> Kind:
    """`folder` has the texts of the sections that other kinds do not share."""
    shared = {section[0] for section in SHARING} if sections is not PRINCIPLES else set()
    folders = {section[0]: SHARED if section[0] in shared else folder for section in sections}
    models = tuple(model for section in sections for model in CONTENT.models(folders[section[0]], [section]))
    return Kind(
        key=key,
        code=code,
        label=label,
        label_plural=label_plural,
        summary=summary,
        lifecycle=SIGNED,
        sections=models,
        checks=checks(models, folders, shares=sections is not PRINCIPLES),
        is_agreement=True,
        page=PAGE,
        version_page=VERSION_PAGE,
        writing_page="protocols:build",
        opening_page="protocols:signing-open",
        signing_page="protocols:signatures",
        must_be_material=why_material,
    )


PROTOCOL = _kind(
    "information_sharing_protocol",
    "ISP",
    _("Information sharing protocol"),
    _("Information sharing protocols"),
    _("Regular sharing between organisations, in both directions."),
)
DISCLOSURE = _kind(
    "data_disclosure_agreement",
    "DDA",
    _("Data disclosure agreement"),
    _("Data disclosure agreements"),
    _("Regular sharing in one direction: from those who disclose to those who receive."),
    _after(METHOD, ("undertakings", "What the recipient undertakes", True)),
    "disclosure",
)
JOINT_CONTROLLERS = _kind(
    "joint_controller_agreement",
    "JCA",
    _("Joint controller agreement"),
    _("Joint controller agreements"),
    _("Organisations decide together why and how information is used."),
    _after(
        "necessity",
        ("responsibilities", "Who does what", True),
        ("contact-point", "One contact for people", True),
    ),
    "joint",
)
ACCORD = _kind(
    "overarching_accord",
    "ACC",
    _("Overarching accord"),
    _("Overarching accords"),
    _("Principles that many organisations sign up to, with protocols beneath them."),
    PRINCIPLES,
    "accord",
)
SHARING_NOTHING = frozenset({ACCORD.key})  # by themselves: the protocols beneath them do
KINDS = frozenset(kind.key for kind in (PROTOCOL, DISCLOSURE, JOINT_CONTROLLERS, ACCORD))

for each in (PROTOCOL, DISCLOSURE, JOINT_CONTROLLERS, ACCORD):
    registry.add_kind(each)
