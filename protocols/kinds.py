"""The kinds of agreement between organisations. Their sections are what published registers hold of an agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from governance import registry
from governance.kinds import Kind, SectionModel
from governance.lifecycle import SIGNED

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PURPOSE, BENEFITS, INFORMATION, METHOD = "purpose", "benefits", "information", "method"

SECTIONS = (
    SectionModel(
        PURPOSE,
        "Purpose",
        "Say what the sharing is for, in words that a person whose information is shared would understand.",
    ),
    SectionModel(
        BENEFITS, "Benefits", "Say who is better off and how, and what would happen without the sharing."
    ),
    SectionModel(
        INFORMATION,
        "Information that is shared",
        "List what is shared and about whom, and no more than the purpose needs.",
    ),
    SectionModel(
        METHOD,
        "How it is shared",
        "Name the channel, how often, and who sends to whom.",
        required=False,
    ),
)
PAGE, VERSION_PAGE = "protocols:agreement", "protocols:agreement-version"


def _kind(key: str, code: str, label: _StrPromise, label_plural: _StrPromise, summary: _StrPromise) -> Kind:
    return Kind(
        key=key,
        code=code,
        label=label,
        label_plural=label_plural,
        summary=summary,
        lifecycle=SIGNED,
        sections=SECTIONS,
        is_agreement=True,
        page=PAGE,
        version_page=VERSION_PAGE,
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
)
JOINT_CONTROLLERS = _kind(
    "joint_controller_agreement",
    "JCA",
    _("Joint controller agreement"),
    _("Joint controller agreements"),
    _("Organisations decide together why and how information is used."),
)
ACCORD = _kind(
    "overarching_accord",
    "ACC",
    _("Overarching accord"),
    _("Overarching accords"),
    _("Principles that many organisations sign up to, with protocols beneath them."),
)
KINDS = frozenset(kind.key for kind in (PROTOCOL, DISCLOSURE, JOINT_CONTROLLERS, ACCORD))

for each in (PROTOCOL, DISCLOSURE, JOINT_CONTROLLERS, ACCORD):
    registry.add_kind(each)
