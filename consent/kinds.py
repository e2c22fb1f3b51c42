"""The kinds of document for the people whom an organisation serves, and for those who answer them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from consent.content import sections
from consent.content.checks import (
    access_guide,
    access_procedure,
    complaints,
    consent_form,
    consent_guidance,
    notices,
    statement,
)
from consent.content.checks.items import Item, checks
from consent.content.texts import CONTENT
from governance import registry
from governance.kinds import Check, Kind, Readers, Topic

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _kind(
    folder: str,
    code: str,
    label: _StrPromise,
    label_plural: _StrPromise,
    summary: _StrPromise,
    models: Sequence[tuple[str, str, bool]],
    items: Sequence[Item | Check],
    *,
    readers: Readers = Readers.SERVICE_USERS,
    position: int = 10,
    is_expected: bool = True,
    topic: Topic = Topic.OTHER,
    part: str | _StrPromise = "",
) -> Kind:
    """A kind whose texts stand in the folder of that name; open to anyone, reviewed each year."""
    filled = CONTENT.models(folder, models)
    return Kind(
        key=folder.replace("-", "_"),
        code=code,
        label=label,
        label_plural=label_plural,
        summary=summary,
        sections=filled,
        checks=checks(filled, items),
        readers=readers,
        position=position,
        is_expected=is_expected,
        topic=topic,
        part=part,
    )


CONFIDENTIALITY_STATEMENT = _kind(
    "confidentiality-statement",
    "PCS",
    _("Privacy and confidentiality statement"),
    _("Privacy and confidentiality statements"),
    _("What people can rely on when they tell the organisation something, and where that ends."),
    sections.CONFIDENTIALITY_STATEMENT_SECTIONS,
    statement.CONFIDENTIALITY_STATEMENT,
    topic=Topic.CONFIDENTIALITY,
)
PRIVACY_NOTICE = _kind(
    "privacy-notice",
    "PRN",
    _("Privacy notice"),
    _("Privacy notices"),
    _("What is done with people’s information, why, and what their rights are. The law asks for it."),
    sections.PRIVACY_NOTICE_SECTIONS,
    notices.PRIVACY_NOTICE,
    topic=Topic.PRIVACY,
)
FAIR_PROCESSING_NOTICE = _kind(
    "fair-processing-notice",
    "FPN",
    _("Fair processing notice"),
    _("Fair processing notices"),
    _("A short privacy notice for one form or service. It leads to the full one."),
    sections.FAIR_PROCESSING_NOTICE_SECTIONS,
    notices.FAIR_PROCESSING_NOTICE,
    topic=Topic.PRIVACY,
    is_expected=False,
)
CONSENT_FORM = _kind(
    "consent-form",
    "CFO",
    _("Consent form"),
    _("Consent forms"),
    _("Asks a person to agree to something where they have a real choice."),
    sections.CONSENT_FORM_SECTIONS,
    consent_form.CONSENT_FORM,
    topic=Topic.CONSENT,
    is_expected=False,
)
CONSENT_GUIDANCE = _kind(
    "consent-guidance",
    "CGU",
    _("Consent guidance"),
    _("Consent guidance"),
    _("When to ask for consent, when not, and what to record."),
    sections.CONSENT_GUIDANCE_SECTIONS,
    consent_guidance.CONSENT_GUIDANCE,
    topic=Topic.CONSENT,
    readers=Readers.PRACTITIONERS,
    position=20,
)
SUBJECT_ACCESS_PROCEDURE = _kind(
    "subject-access-procedure",
    "SAP",
    _("Subject access procedure"),
    _("Subject access procedures"),
    _("What to do when someone asks to see their information."),
    sections.SUBJECT_ACCESS_PROCEDURE_SECTIONS,
    access_procedure.SUBJECT_ACCESS_PROCEDURE,
    topic=Topic.ACCESS,
    part=_("procedure"),
    readers=Readers.PRACTITIONERS,
    position=21,
)
SUBJECT_ACCESS_GUIDE = _kind(
    "subject-access-guide",
    "SAG",
    _("Subject access guide"),
    _("Subject access guides"),
    _("How to ask to see your information, and what you will get."),
    sections.SUBJECT_ACCESS_GUIDE_SECTIONS,
    access_guide.SUBJECT_ACCESS_GUIDE,
    topic=Topic.ACCESS,
    part=_("guide"),
)
COMPLAINTS_PROCEDURE = _kind(
    "complaints-procedure",
    "DPC",
    _("Data protection complaints procedure"),
    _("Data protection complaints procedures"),
    _("How people complain about the use of their information. Every organisation needs one."),
    sections.COMPLAINTS_PROCEDURE_SECTIONS,
    complaints.COMPLAINTS_PROCEDURE,
    topic=Topic.COMPLAINTS,
)

KINDS = (
    CONFIDENTIALITY_STATEMENT,
    PRIVACY_NOTICE,
    FAIR_PROCESSING_NOTICE,
    SUBJECT_ACCESS_GUIDE,
    COMPLAINTS_PROCEDURE,
    CONSENT_FORM,
    CONSENT_GUIDANCE,
    SUBJECT_ACCESS_PROCEDURE,
)
for each in KINDS:
    registry.add_kind(each)
