"""Enters the agreements of invented Northshire, each recorded by an information officer of the body that leads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from governance.days import add_months
from governance.kinds import PlainSection
from governance.models import Document
from governance.registry import add_chapter
from governance.services.publication import withdraw
from organisations.models import Membership, Organisation, User
from organisations.roles import Role
from protocols.agreement import Agreement, PartyLine, Source, TermsLine
from protocols.demo.agreements import AGREEMENTS, Told
from protocols.kinds import BENEFITS, INFORMATION, METHOD, PURPOSE, SECTIONS
from protocols.services.recording import draft_agreement, record_amendment, record_existing

HEADINGS = {section.key: section.heading for section in SECTIONS}
SIGNED = Source("Paper, signed at the Northshire partnership board")


def enter_agreements(bodies: Mapping[str, Organisation], today: date) -> int:
    """Enters what is not there yet, between bodies that are. Returns how many agreements that were."""
    there = set(
        Document.objects.filter(title__in=[told.title for told in AGREEMENTS]).values_list("title", flat=True)
    )
    new = [
        told
        for told in AGREEMENTS
        if told.title not in there and bodies.keys() >= {code for code, _direction in told.parties}
    ]
    for told in new:
        _enter(told, bodies, today)
    return len(new)


def _enter(told: Told, bodies: Mapping[str, Organisation], today: date) -> None:
    lead = bodies[told.lead]
    officer = _officer(lead)
    agreement = _agreement(told, bodies, today)
    if told.is_draft:
        draft_agreement(lead, agreement=agreement, by=officer)
        return
    version = record_existing(lead, agreement=agreement, by=officer)
    if told.amended is not None:
        months, information, why = told.amended
        later = _agreement(told, bodies, today, information, why, _noon(_month(today, -months)))
        record_amendment(version.document, agreement=later, by=officer)
    if told.withdrawn:
        withdraw(version, by=officer, reason=told.withdrawn)


def _agreement(
    told: Told,
    bodies: Mapping[str, Organisation],
    today: date,
    information: str = "",
    change_summary: str = "",
    published_at: datetime | None = None,
) -> Agreement:
    starts_on = _month(today, told.starts)
    texts = {
        PURPOSE: told.purpose,
        BENEFITS: told.benefits,
        INFORMATION: information or told.information,
        METHOD: told.method,
    }
    return Agreement(
        kind=told.kind,
        title=told.title,
        sections=tuple(PlainSection(key, HEADINGS[key], text) for key, text in texts.items()),
        parties=tuple(
            PartyLine(bodies[code].name, direction, bodies[code], told.role)
            for code, direction in told.parties
        ),
        terms=TermsLine(
            starts_on=starts_on,
            ends_on=_month(today, told.ends) - timedelta(days=1) if told.ends is not None else None,
            review_on=_month(today, told.review) if told.review is not None else None,
            retention=told.retention,
            contact=told.contact,
            areas=told.areas,
        ),
        powers=told.powers,
        source=SIGNED,
        published_at=published_at or _noon(min(starts_on, today)),
        change_summary=change_summary,
        audience=told.audience,
    )


def _officer(organisation: Organisation) -> User:
    members = Membership.objects.current().filter(
        organisation=organisation, role=Role.INFORMATION_OFFICER, user__is_active=True
    )
    return members.select_related("user").order_by("user__email")[0].user


def _month(today: date, months: int) -> date:
    return add_months(today.replace(day=1), months)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


add_chapter("agreements", enter_agreements)
