"""Enters the agreements of invented Northshire, each recorded by an information officer of the body that leads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from governance.days import add_months
from governance.kinds import PlainSection, Publication
from governance.models import Document, DocumentVersion
from governance.registry import add_chapter
from governance.services.disclosure import decide_disclosure
from governance.services.publication import withdraw
from governance.withheld import Withheld, part_of_section
from organisations.models import Membership, Organisation, User
from organisations.roles import Role
from organisations.services.grants import grant
from protocols.agreement import Agreement, FlowLine, PartyLine, Source, TermsLine
from protocols.demo.agreements import AGREEMENTS, Told
from protocols.kinds import BENEFITS, INFORMATION, METHOD, PURPOSE, SHARING
from protocols.services.recording import draft_agreement, record_amendment, record_existing

HEADINGS = {key: heading for key, heading, _required in SHARING}
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
    agreement = as_agreement(told, bodies, today)
    if told.is_draft:
        version = draft_agreement(lead, agreement=agreement, by=officer)
        _let_in(version, [bodies[code] for code, _way in told.parties if code != told.lead], officer, today)
        return
    version = record_existing(lead, agreement=agreement, by=officer)
    if told.withheld:
        _withhold(version, told.withheld, officer)
    if told.amended is not None:
        months, information, why = told.amended
        later = as_agreement(told, bodies, today, information, why, _noon(_month(today, -months)))
        record_amendment(version.document, agreement=later, by=officer)
    if told.withdrawn:
        withdraw(version, by=officer, reason=told.withdrawn)


def _let_in(version: DocumentVersion, partners: Sequence[Organisation], officer: User, today: date) -> None:
    """The partners' officers read the draft and comment on it, until a day."""
    for partner in partners:
        grant(
            _officer(partner),
            by=officer,
            codename="comment_document",
            thing=version.document,
            until=today + timedelta(days=60),
        )


def _withhold(version: DocumentVersion, reason: str, officer: User) -> None:
    """The way in which it is shared; all else is published."""
    part = Withheld(part_of_section(METHOD), reason)
    decide_disclosure(version, by=officer, publication=Publication.REDACTED, reason=reason, withheld=[part])


def as_agreement(
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
        items=told.items[:-1]
        if told.amended and not information
        else told.items,  # the last one was added later
        flows=_flows(told, bodies, is_first=bool(told.amended) and not information),
        bases=told.bases,
        conditions=told.conditions,
        source=SIGNED,
        published_at=published_at or _noon(min(starts_on, today - timedelta(days=1))),
        change_summary=change_summary,
        audience=told.audience,
    )


def _flows(told: Told, bodies: Mapping[str, Organisation], *, is_first: bool) -> tuple[FlowLine, ...]:
    """Between the bodies that the codes stand for; before an amendment without the item that this added."""
    added = told.items[-1].what if is_first else ""
    return tuple(
        replace(
            flow,
            giver=bodies[flow.giver].name,
            taker=bodies[flow.taker].name,
            items=tuple(what for what in flow.items if what != added),
        )
        for flow in told.flows
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
