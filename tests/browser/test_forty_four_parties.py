"""The agreement of 44 parties of tests/protocols/test_forty_four_parties.py, as people see it on a desk and on a phone.

Pictures of all: SCREENSHOTS=yes bin/test --browser tests/browser/test_forty_four_parties.py
"""

from __future__ import annotations

import os
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.utils import timezone
from django.utils.formats import date_format

from audit.actors import job
from governance.files import store
from organisations.permissions import Role
from protocols.services import certificates
from protocols.verifying import code_of
from tests.browser.checks import faults, set_view
from tests.browser.test_every_page import PICTURES, take_pictures
from tests.factories.organisations import make_member, make_organisation, make_person
from tests.protocols.invitations.world import come_in
from tests.protocols.test_forty_four_parties import INVITED, make_signed_by_all

COUNT = 44
SMALLEST = 12  # px of text that must be read
READABLE = """([names, smallest]) => {
    const left = new Set(names), walker = document.createTreeWalker(document.querySelector('main'), 4);
    for (let text; (text = walker.nextNode());) {
        const said = text.data.replace(/\\s+/g, ' '), around = text.parentElement;
        const found = [...left].filter(name => said.includes(name));
        if (!found.length || !around.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const {width, height} = range.getBoundingClientRect();
        const isShown = width > 9 && height > 9 && !around.closest('.govuk-visually-hidden');
        if (isShown && parseFloat(getComputedStyle(around).fontSize) >= smallest) found.forEach(n => left.delete(n));
    }
    return [...left];
}"""
TABLES = """smallest => [...document.querySelectorAll('main table')].flatMap(table => {
    const heads = [...table.querySelectorAll('thead th')].map(head => head.getBoundingClientRect());
    return [...table.querySelectorAll('tbody tr')].flatMap(row => [...row.children].flatMap((cell, number) => {
        const box = cell.getBoundingClientRect(), head = heads[number], told = cell.textContent.trim().slice(0, 40);
        const size = parseFloat(getComputedStyle(cell).fontSize), found = [];
        if (told && size < smallest) found.push(`${told}: ${size} px`);
        if (cell.tagName === 'TH' && told && box.width < 100) found.push(`${told}: ${box.width} px wide`);
        const isCard = getComputedStyle(row).display !== 'table-row';
        if (!isCard && (Math.abs(box.left - head.left) > 1 || Math.abs(box.width - head.width) > 1))
            found.push(`${told}: not below its header`);
        return found;
    }));
})"""
SPOIL = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('tbody tr:first-child th, tbody tr:first-child th * {font-size: 9px !important} '
        + 'td {position: relative; left: 9px}');
    document.adoptedStyleSheets = [sheet];
}"""  # a name too small to read, and cells that are not below their headers


@pytest.fixture(scope="module")
def many(world, desk_of_session):
    """Signed by all, in force and certified; its lead's officer and one who signed by invitation come to the desk."""
    cache.clear()
    lead = make_organisation("LEAD", name="Harbourshire County Council", kind="council")
    people = SimpleNamespace(organisation=lead)
    for name, role in (
        ("officer", Role.INFORMATION_OFFICER),
        ("approver", Role.INFORMATION_OFFICER),
        ("manager", Role.MANAGER),
    ):
        person = make_person(f"{name}@harbourshire.example", name=f"{name.title()} of Harbourshire")
        make_member(person, lead, role)
        setattr(people, name, person)
    w = make_signed_by_all(COUNT, INVITED, people)
    w.copy = certificates.make(w.version, by=job("tests"))
    w.names = [body.name for body in w.bodies.values()]
    world.people["lead of many"] = w.approver
    guest = come_in(w, at_once, invitation=w.invitations[0])
    desk_of_session.cookies["one of many"] = guest.cookies["sessionid"].value
    return w


def at_once(*, execute):
    """In place of the fixture that captures what waits for a commit: here there are commits."""
    return nullcontext()


def agreement(w):
    return f"/register/{w.version.document.reference}/"


def signing(w):
    return f"{agreement(w)}versions/{w.version.number}/signing/"


def last(w):
    return list(w.bodies.values())[-1]


PAGES = {
    "agreement": ("anonymous", agreement),
    "agreement of its lead": ("lead of many", agreement),
    "version": ("anonymous", lambda w: f"{agreement(w)}versions/{w.version.number}/"),
    "invited": ("one of many", lambda w: "/invited/"),
    "between": ("anonymous", lambda w: f"{agreement(w)}between/"),
    "between the last and the lead": (
        "lead of many",
        lambda w: f"{agreement(w)}between/?giver={last(w).pk}&taker={w.organisation.pk}",
    ),
    "signatures": ("lead of many", signing),
    "invitations": (
        "lead of many",
        lambda w: f"/documents/{w.version.document.reference}/versions/{w.version.number}/invitations/",
    ),
    "certificate": ("anonymous", lambda w: f"/verify/{code_of(w.version.content_sha256)}/"),
    "map of the lead": ("anonymous", lambda w: f"/register/map/?organisation={w.organisation.code}"),
}
OTHERS = {
    "life": ("lead of many", lambda w: f"{agreement(w)}life/"),
    "map of all": ("anonymous", lambda w: "/register/map/"),
}


def unreadable(page, names):
    """Which of the names nobody can read on the page, and what is wrong with its tables."""
    missing = page.evaluate(READABLE, [names, SMALLEST])
    return [*page.evaluate(TABLES, SMALLEST), *(f"{name} cannot be read" for name in missing)]


@pytest.mark.parametrize("name", [*PAGES, *OTHERS])
def test_page_is_sound_and_names_all(desk, many, name, record_property):
    who, where = (PAGES | OTHERS)[name]

    page, status = desk.visit(where(many), who)

    assert status == 200
    found = faults(page)
    for view in ("desktop", "phone"):
        set_view(page, view)
        found += [f"{view}: {fault}" for fault in unreadable(page, many.names if name in PAGES else [])]
    if "SCREENSHOTS" in os.environ:
        take_pictures(page, f"44 parties {name}")
    assert not found, "\n".join(found)
    told = f"{COUNT} names readable, " if name in PAGES else ""
    record_property("figure", f"{name} at {COUNT} parties: {told}0 faults at 1280 and 375 px")


def test_what_cannot_be_read_is_found(desk, many):
    page, _status = desk.visit(signing(many), "lead of many")

    page.evaluate(SPOIL)

    first, second = many.names[:2]
    assert set(unreadable(page, [first, second, "Nowhere Council"])) >= {
        f"{first}: 9 px",
        f"{first} cannot be read",
        f"{date_format(timezone.localdate(), 'j M Y')}: not below its header",
        "Nowhere Council cannot be read",
    }
    assert f"{second} cannot be read" not in unreadable(page, [second])


def test_map_of_all_leads_to_every_party(desk, many):
    page, _status = desk.visit("/register/map/")
    met, rows = set(), page.locator(".sr-table--ways tbody tr > :is(:nth-child(1), :nth-child(2))")

    met.update(rows.all_inner_texts())
    while (later := page.get_by_role("link", name="Next rows")).count():
        later.click()
        met.update(rows.all_inner_texts())

    assert set(many.names) - met == set()


def test_signed_copy_can_be_downloaded(desk, many):
    page, _status = desk.visit(signing(many), "lead of many")

    link = page.get_by_role("link", name="Download the signed copy")

    answer = page.request.get(link.get_attribute("href"))
    assert answer.body() == store.read(many.copy.sha256)
    if "SCREENSHOTS" in os.environ:
        (PICTURES / "44-parties-signed-copy.pdf").write_bytes(answer.body())
