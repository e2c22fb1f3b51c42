"""Brings the Codes of Practice of the demo into their different states, each by the people whose task it is.

Versions take effect on past days; their events carry the time at which the demo was made, as the log must.
When and where each text was adopted is told as the meeting and minute.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypedDict, Unpack

from django.utils.formats import date_format

from governance.approving import Plan, Seat, Step, Way
from governance.content.code_of_practice import CODE_OF_PRACTICE
from governance.days import add_months
from governance.demo import templates, texts
from governance.kinds import PlainSection
from governance.lifecycle import State
from governance.models import Document, DocumentVersion, TemplateVersion
from governance.models.version import Grade
from governance.services.approval_rules import set_rule
from governance.services.documents import create_document, start_draft
from governance.services.publication import publish
from governance.services.review import approve, send_back, submit
from governance.services.sections import add_section, save_section
from organisations.models import Office, Organisation, User
from organisations.permissions import Role

TWO_STEPS = Plan(
    (
        Step((Seat(Way.ROLE, Role.INFORMATION_OFFICER.value),)),
        Step((Seat(Way.OFFICE, Office.SIRO.value),)),
    ),
    in_order=True,
    days=10,
)
TITLE = "Information sharing Code of Practice"
People = Mapping[str, User]


class Control(TypedDict, total=False):
    """What a control block says beside the title."""

    owner: User
    owner_role: str
    adopted: TemplateVersion | None
    distribution: str
    consulted: str
    equality_impact: str
    retention: str


def months_ago(today: date, months: int) -> date:
    """The first day of a month."""
    return add_months(today.replace(day=1), -months)


def council(organisation: Organisation, people: People, today: date) -> None:
    """Version 1.0 superseded, 2.0 in force; 2.1 in review, half way through the council's rule of approval."""
    officer, manager = people["officer"], people["manager"]
    first_day, second_day = months_ago(today, 32), months_ago(today, 8)
    document = _document(
        organisation,
        officer,
        texts.only("ncc-1.0"),
        owner=people["approver"],
        owner_role="Head of Information Governance",
        distribution="All staff, elected members and partners; published for everyone",
        consulted="Corporate Leadership Team, trade unions, Northshire Safeguarding Children Partnership",
        equality_impact="Assessed in full; no adverse effect found",
        retention="Kept for ten years after it is replaced",
    )
    _adopt(
        _version(document, "1.0"),
        officer,
        manager,
        first_day,
        "First edition.",
        "Cabinet",
        minute=41,
        review_months=24,
    )
    second = document.versions.numbered("2.0").first() or start_draft(document, by=officer, edition=True)
    wanted = _of_its_day(texts.with_own_words("ncc-2.0"))
    if second.is_draft:
        _rewrite(second, officer, wanted)
    _adopt(
        second,
        officer,
        manager,
        second_day,
        "Written anew after talks with front-line staff. Promises support for decisions both to share and "
        "not to share, says when consent is not the question, and gives a number for nights and weekends.",
        "Cabinet",
        minute=117,
    )
    third = document.versions.numbered("2.1").first() or start_draft(document, by=officer)
    if not third.is_draft:
        return
    own = texts.own_words("ncc-2.1")
    current = {section.key: section for section in texts.with_own_words("ncc-2.0")}
    changed = [
        PlainSection(key, section.heading, own.get(key, section.body)) for key, section in current.items()
    ]
    _rewrite(third, officer, changed)
    set_rule(organisation, by=people["admin"], plan=TWO_STEPS, kind="code_of_practice")
    third = submit(
        third,
        by=officer,
        change_summary="Adds the duty to share information about children, names the regulator as it is "
        "called now, and gives the new evening and Saturday hours of the information governance desk.",
        grade=Grade.MATERIAL,
    )
    approve(
        third,
        by=people["approver"],
        note="Checked against the new Act and with the children’s services desk.",
    )


def police(organisation: Organisation, people: People, today: date) -> None:
    """In force, its review due within weeks."""
    document = _document(
        organisation,
        people["officer"],
        _of_its_day(texts.with_own_words("npol-1.0")),
        owner=people["officer"],
        owner_role="Head of Information Management",
        distribution="All officers, staff and volunteers; published for everyone",
        consulted="Strategic Information Board, staff associations",
        equality_impact="Assessed in full; no adverse effect found",
    )
    begun = months_ago(today, 11)
    _adopt(
        _version(document, "1.0"),
        people["officer"],
        people["chief.constable"],
        begun,
        "First edition, in line with the Code of Northshire County Council.",
        "Strategic Information Board",
        minute=9,
    )


def trust(organisation: Organisation, people: People, today: date) -> None:
    """Sent for review, and sent back with a reason."""
    document = _document(
        organisation,
        people["officer"],
        texts.with_own_words("nnhs-1.0"),
        owner=people["officer"],
        owner_role="Head of Information Governance",
        adopted=templates.first(),
        distribution="All staff and volunteers of the trust",
        consulted="Clinical governance committee",
    )
    version = _version(document, "1.0")
    if version.is_draft:
        version = submit(
            version,
            by=people["officer"],
            change_summary="First edition of our own. Until now we followed the Code of the county council.",
            grade=Grade.MATERIAL,
        )
    send_back(
        version,
        by=people["manager"],
        reason="A clear and humane text. Two things before I can approve it: say what a nurse does when a "
        "patient objects to sharing for care, and give the wards a number that is answered at night without "
        "going through the switchboard.",
    )


def schools(organisation: Organisation, people: People, today: date) -> None:
    """A first draft with places still to fill in."""
    own = texts.own_words("hat-1.0")
    unwritten = {"security", "training", "escalation", "equality", "telling"}
    sections = [
        PlainSection(section.key, section.heading, "" if section.key in unwritten else section.body)
        for section in texts.with_own_words("hat-1.0")
    ]
    _document(
        organisation,
        people["claire.dunmore"],
        [PlainSection(s.key, s.heading, own.get(s.key, s.body)) for s in sections],
        owner=people["claire.dunmore"],
        owner_role="Trust business manager",
        adopted=templates.first(),
        distribution="All schools of the trust",
    )


def charity(organisation: Organisation, people: People, today: date) -> None:
    """Written and approved by the same person, the rule of four eyes being waived; in force."""
    grace = people["grace"]
    document = _document(
        organisation,
        grace,
        texts.with_own_words("hlt-1.0"),
        owner=grace,
        owner_role="Coordinator",
        adopted=templates.first(),
        distribution="Trustees, staff and volunteers; published for everyone",
        consulted="Trustees, volunteers, and the young people of the drop-in",
    )
    begun = months_ago(today, 3)
    _adopt(
        _version(document, "1.0"),
        grace,
        grace,
        begun,
        "First edition, from the starting text of the register.",
        "Meeting of the trustees",
        minute=4,
    )


def _document(
    organisation: Organisation, by: User, sections: Sequence[PlainSection], **control: Unpack[Control]
) -> Document:
    """The organisation's Code, as a run that was broken off left it, or a new one."""
    there = Document.objects.filter(organisation=organisation, kind=CODE_OF_PRACTICE.key).first()
    return there or create_document(
        organisation, kind=CODE_OF_PRACTICE, title=TITLE, by=by, sections=sections, **control
    )


def _of_its_day(sections: Sequence[PlainSection]) -> list[PlainSection]:
    return [PlainSection(s.key, s.heading, texts.before_the_new_duty(s.body)) for s in sections]


def _version(document: Document, number: str) -> DocumentVersion:
    return document.versions.numbered(number).select_related("document__organisation").get()


def _adopt(
    version: DocumentVersion,
    officer: User,
    approver: User,
    day: date,
    summary: str,
    meeting: str,
    *,
    minute: int,
    review_months: int = 12,
) -> None:
    """Submits, approves, publishes, each unless that is done; the meeting was a Tuesday two weeks before."""
    before = day - timedelta(days=14)
    held = date_format(before - timedelta(days=(before.weekday() - 1) % 7), "j F Y")
    if version.state == State.DRAFT:
        version = submit(version, by=officer, change_summary=summary, grade=Grade.MATERIAL)
    if version.state == State.IN_REVIEW:
        version = approve(version, by=approver, forum=f"{meeting}, {held}, minute {minute}")
    if version.state == State.APPROVED:
        publish(version, by=approver, effective_from=day, next_review_on=add_months(day, review_months))


def _rewrite(version: DocumentVersion, by: User, wanted: Sequence[PlainSection]) -> None:
    """Makes a draft say what is wanted: adds missing sections in order, saves those that differ."""
    here = {section.key: section for section in version.sections.all()}
    last = None
    for text in wanted:
        section = here.get(text.key) or add_section(version, by=by, heading=text.heading, after=last)
        last = save_section(section, by=by, body=text.body, base=section.lock)
