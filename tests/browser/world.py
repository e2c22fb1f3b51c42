"""The register that the browser meets: the demo, and beside it the states that the demo does not show."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from types import SimpleNamespace

import time_machine
from django.core.management import call_command
from django.utils import timezone

from audit import actors
from audit.actors import job
from audit.models import Event
from governance import registry
from governance.files.refusals import sentence
from governance.files.types import check
from governance.jobs.running import run_now
from governance.kinds import Audience, PlainSection
from governance.models import Document, DocumentVersion, Job, Presence, ReadingRequest, TrainingItem
from governance.services import (
    attachments,
    body_imports,
    comments,
    documents,
    links,
    publication,
    review,
    sections,
    steps,
    word_imports,
)
from governance.services.disclosure import decide_disclosure
from governance.services.jobs import give_up as give_up_job
from governance.withheld import Withheld
from organisations.models import Organisation, User
from organisations.permissions import Role
from organisations.services.grants import grant
from organisations.services.logos import set_logo
from organisations.services.organisations import record_successor
from protocols.agreement import PaperSignature, PartyLine, Source, TermsLine
from protocols.kinds import PROTOCOL
from protocols.models import Signatory
from protocols.models.party import ControllerRole, Direction
from protocols.services import (
    added_law,
    answering,
    leaving,
    opening,
    proving,
    questions,
    renewing,
    suspension,
)
from protocols.services.answers import answer_terms, terms_stamp
from protocols.services.beginning import begin_protocol
from protocols.services.localising import localise
from protocols.services.paper import record_from_paper
from protocols.services.row_kinds import BASES, FLOWS, ITEMS, PARTIES, POWERS
from protocols.services.rows import add_row
from protocols.services.succession import succeed
from protocols.statements import Kind
from protocols.tokens import token_of
from protocols.verifying import code_of
from tests.audit.helpers import acting
from tests.factories.governance import (
    approved,
    draft_of,
    make_document,
    make_published,
    make_short_procedure,
    published,
)
from tests.factories.organisations import make_member, make_organisation, make_person
from tests.factories.pdfs import make_pdf
from tests.factories.pictures import make_picture
from tests.factories.protocols import amend, make_agreement, make_recorded
from tests.governance.import_world import FAULTY, GOOD, checked, confirmed, file, uploaded, worked
from tests.governance.word_world import read_word, uploaded_word
from tests.protocols.signing import world as signing_world

COUNCIL = "northshire.example"
LONG_AGO = datetime(2024, 3, 1, 12, tzinfo=UTC)
PEOPLE = {
    "officer": f"officer@{COUNCIL}",
    "approver": f"approver@{COUNCIL}",
    "region": f"partnership@{COUNCIL}",
    "manager": f"manager@{COUNCIL}",
    "practitioner": f"practitioner@{COUNCIL}",
    "reader who confirmed": f"owen.griffiths@{COUNCIL}",
    "unreached": f"leah.abbott@{COUNCIL}",
    "auditor": f"auditor@{COUNCIL}",
    "administrator": f"admin@{COUNCIL}",
    "police officer": f"officer@police.{COUNCIL}",
    "police reviewer": f"reviewer@police.{COUNCIL}",
    "trust officer": f"officer@nhs.{COUNCIL}",
    "head of schools": "claire.dunmore@hillacademies.example",
    "coordinator": "grace@harbourlights.example",
}


@dataclass
class World:
    """People by what they are called in the tests, and `words`: what stands in an address, by a name for it."""

    people: dict[str, User] = field(default_factory=dict)
    words: dict[str, object] = field(default_factory=dict)


def enter_world() -> World:
    call_command("seed_demo", stdout=StringIO())
    world = World({name: User.objects.get(email=email) for name, email in PEOPLE.items()})
    _other_states(world)
    _quiet_organisation(world)
    _imports(world)
    _files(world)
    _agreements(world)
    _protocol_in_the_making(world)
    _signing(world)
    _comments(world)
    _steps_and_statements(world)
    _withheld(world)
    _words(world)
    return world


def document_of(code) -> Document:
    return Document.objects.select_related("organisation").get(
        organisation__code=code, language="en-gb", kind="code_of_practice"
    )


def version_of(code, number) -> DocumentVersion:
    return document_of(code).versions.numbered(number).select_related("document__organisation").get()


def _other_states(world) -> None:
    """Approved, scheduled, withdrawn, typed and not saved, lent to somebody from outside."""
    people, today = world.people, timezone.localdate()
    waiting = documents.start_draft(document_of("NPOL"), by=people["police officer"])
    _rewrite_first(waiting, people["police officer"])
    review.submit(
        waiting, by=people["police officer"], change_summary="Names the new desk.", grade="material"
    )
    review.approve(waiting, by=people["police reviewer"], note="Clear.")
    coming = documents.start_draft(document_of("HLT"), by=people["coordinator"])
    _rewrite_first(coming, people["coordinator"])
    review.submit(coming, by=people["coordinator"], change_summary="Opens on Sundays.", grade="material")
    review.approve(coming, by=people["coordinator"])
    publication.publish(coming, by=people["coordinator"], effective_from=today + timedelta(days=40))
    water = make_organisation("NWC", name="Northshire Water Company")
    for name in ("water officer", "water reviewer"):
        people[name] = make_person(f"{name.replace(' ', '.')}@water.example", name=name.title())
        make_member(people[name], water, Role.INFORMATION_OFFICER)
    ended = make_published(
        water,
        people["water officer"],
        people["water reviewer"],
        date(2024, 3, 1),
        title="How we share information",
    )
    publication.withdraw(ended, by=people["water reviewer"], reason="The company became part of another one.")
    _in_welsh(world)
    section = draft_of(document_of("HAT")).sections.get(key="security")
    sections.keep_draft(section, people["head of schools"], "We lock our offices.", section.lock)
    grant(
        people["police officer"],
        by=people["officer"],
        codename="read_drafts",
        thing=document_of("NCC"),
        until=today + timedelta(days=60),
    )


def _comments(world) -> None:
    """A draft in which a colleague writes, with comments: answered, resolved, removed, for one organisation."""
    borough = make_organisation("NBC", name="Northshire Borough Council", kind="council")
    for name, role in (("borough officer", Role.INFORMATION_OFFICER), ("borough manager", Role.MANAGER)):
        world.people[name] = make_person(f"{name.replace(' ', '.')}@borough.example", name=name.title())
        make_member(world.people[name], borough, role)
    officer, approver = world.people["borough officer"], world.people["borough manager"]
    document = make_document(borough, officer, title="Sharing with schools")
    section = draft_of(document).sections.get(key="commitment")
    for number, audience in enumerate(("organisation", "parties", "organisation")):
        text = ("Should we name the early help panel?", "Which law is this?", "A slip in line two.")[number]
        first = comments.comment(section, by=approver, text=text, audience=audience)
        comments.reply(first.thread, by=officer, text="I will look at it.")
    comments.resolve(first.thread, by=officer)
    gone = comments.comment(section, by=officer, text="Never mind.", audience="organisation")
    comments.reply(gone.thread, by=approver, text="What was it?")
    comments.remove_comment(gone, by=officer)
    Presence.objects.create(section=section, person=approver, seen_at=timezone.now() + timedelta(hours=9))
    world.words["commented"] = document.reference


def _in_welsh(world) -> None:
    """The council's Code in Welsh, in force beside it, approved in the two steps of the council's rule."""
    council, officer = document_of("NCC"), world.people["officer"]
    draft = draft_of(make_document(council.organisation, officer, title="Cod Ymarfer rhannu", language="cy"))
    version = review.submit(draft, by=officer, change_summary="The Code in Welsh.", grade="material")
    for name in ("approver", "manager"):
        version = review.approve(version, by=world.people[name])
    version = publication.publish(version, by=world.people["approver"], effective_from=timezone.localdate())
    links.state_translation(version.document, of=council, by=officer)
    world.words["council in Welsh"] = version.document.reference


def _rewrite_first(version, by) -> None:
    section = version.sections.order_by("position").first()
    sections.save_section(section, by=by, body=f"{section.body}\n\nAsk the desk first.", base=section.lock)


def _quiet_organisation(world) -> None:
    """Somewhere with people and nothing else yet, and one short draft that the tests of the editor write in."""
    quiet = make_organisation(
        "ATC", name="Alderby Town Council", legal_name="The Town Council of Alderby", kind="council"
    )
    for name, role in (
        ("quiet officer", Role.INFORMATION_OFFICER),
        ("quiet auditor", Role.AUDITOR),
        ("quiet administrator", Role.ADMINISTRATOR),
        ("forgetful auditor", Role.AUDITOR),  # whose password is set anew, which ends all that were signed in
    ):
        world.people[name] = make_person(f"{name.replace(' ', '.')}@alderby.example", name=name.title())
        make_member(world.people[name], quiet, role)
    set_logo(quiet, by=world.people["quiet administrator"], data=make_picture(600, 200))
    walking = make_organisation("WVC", name="Westhaven Village Council", kind="council")
    for name in ("village officer", "village reviewer"):
        world.people[name] = make_person(f"{name.replace(' ', '.')}@westhaven.example", name=name.title())
        make_member(world.people[name], walking, Role.INFORMATION_OFFICER)
    editing = make_organisation("EDC", name="Eastham District Council", kind="council")
    for name in ("writer", "second writer"):
        world.people[name] = make_person(f"{name.replace(' ', '.')}@eastham.example", name=name.title())
        make_member(world.people[name], editing, Role.INFORMATION_OFFICER)
    document = make_document(editing, world.people["writer"], title="Information sharing Code of Practice")
    world.words["eastham"] = document.reference


def _imports(world) -> None:
    """An import of bodies in each state."""
    keeper = SimpleNamespace(administrator=world.people["administrator"])
    stuck = confirmed(keeper, file(GOOD.replace("D", "S"), "stuck.csv"))
    give_up_job(stuck.job, by=actors.job("bring_in_bodies"), sentence="It took too long, so it was stopped.")
    found = {
        "done": worked(confirmed(keeper)),
        "ready": checked(keeper, file(GOOD.replace("First", "First and foremost") + "D3,Third,,,\n")),
        "nothing": checked(keeper),
        "faulty": checked(
            keeper, file(FAULTY, "wrong.csv"), file("local-authority-eng,nmae\nX1,y\n", "eng.csv")
        ),
        "checking": uploaded(keeper, file(GOOD.replace("D", "W"), "waiting.csv")),
        "stuck": stuck,
        "given up": body_imports.give_up(checked(keeper, file(name="no.csv")), by=keeper.administrator),
    }
    world.words |= {f"import {state}": one.pk for state, one in found.items()}


def _files(world) -> None:
    """A draft with a file, and a Word file in each state."""
    library = make_organisation("NLS", name="Northshire Library Service")
    officer = world.people["library officer"] = make_person("officer@library.example", name="Lena Hart")
    make_member(officer, library, Role.INFORMATION_OFFICER)
    here = SimpleNamespace(organisation=library, officer=officer)
    map_of_teams = check("teams.pdf", make_pdf("Teams"))
    attached = attachments.attach(
        version_of("NNHS", "1.0"),
        file=map_of_teams,
        by=world.people["trust officer"],
        title="Map of the teams",
    )
    world.words["file of the trust"] = attached.number
    stuck, refused = uploaded_word(here), uploaded_word(here, name="with-macros.docx")
    give_up_job(stuck.job, by=actors.job("read_word_file"), sentence="It took too long, so it was stopped.")
    word_imports.note_refused(refused, by=actors.job("read_word_file"), sentence=sentence("macros"))
    drafted = read_word(here)
    word_imports.make_draft(
        drafted, by=officer, title="Policy from Word", places=["commitment", "own", "own"]
    )
    found = {
        "reading": uploaded_word(here, name="waiting.docx"),
        "ready": read_word(here),
        "refused": refused,
        "drafted": drafted,
        "given up": word_imports.give_up(read_word(here), by=officer),
        "stuck": stuck,
    }
    world.words |= {f"word {state}": one.pk for state, one in found.items()}


def _agreements(world) -> None:
    """One that was amended and is overdue for review, one that has not started, one that is closed, and many."""
    council, police = (Organisation.objects.get(code=code) for code in ("NCC", "NPOL"))
    fire = make_organisation("NFR", name="Northshire Fire and Rescue", kind="other")
    by, today = job("import_agreements"), timezone.localdate()
    parties = (
        PartyLine(fire.name, Direction.DISCLOSER, fire, ControllerRole.JOINT),
        PartyLine(council.name, Direction.BOTH, council, ControllerRole.JOINT),
        PartyLine("The Almshouse Charity of Alderby", Direction.RECIPIENT),
    )
    terms = TermsLine(
        starts_on=date(2024, 4, 1),
        ends_on=today + timedelta(days=400),
        review_on=date(2026, 4, 1),
        retention="P1Y6M",
        contact="Write to rights@northshire.example, or see https://www.northshire.example/your-information",
        areas="Alderby\nWesthaven",
    )
    source = Source("Register of the county", "county:17", "https://www.northshire.example/register/17")
    given = {"parties": parties, "terms": terms, "source": source, "published_at": LONG_AGO}
    first = make_recorded(fire, by, title="Fire safety visits", **given)
    localised = localise(
        council, source=first, title="Fire safety visits in our homes", by=world.people["officer"]
    )
    paper = record_from_paper(
        council,
        agreement=make_agreement(
            council,
            police,
            title="Lost and found property",
            signatures=(
                PaperSignature(council.name, "Ann Other", "Chief executive", date(2025, 3, 20)),
                PaperSignature(police.name, "Bea Booth", "Chief constable"),
            ),
            original="Legal Services, box 14",
        ),
        scan=check("signed.pdf", make_pdf("Signed")),
        by=world.people["officer"],
    )
    amend(first, by, police, title="Fire safety visits at home", change_summary="The charity left.")
    coming = TermsLine(today + timedelta(days=40))
    second = make_recorded(fire, by, council, title="School moves", terms=coming, powers=())
    old = make_organisation("ORC", name="Old Rural Council", kind="council")
    record_successor(old, by=by, successor=council, on=date(2025, 4, 1))
    inherited = [
        make_recorded(fire, by, old, title=f"Flood rescue, area {number}").document for number in range(7)
    ]
    succeed(old, by=world.people["manager"], successor=council, documents=inherited[:1])
    closed = make_recorded(fire, by, police, title="Witness protection", terms=terms)
    with acting():
        closed.document.audience = Audience.ORGANISATION
        closed.document.save(update_fields=["audience"])
    for number in range(25):
        make_recorded(fire, by, police, title=f"Warm homes {number}")
    world.words |= {
        "agreement": first.document.reference,
        "localised": localised.document.reference,
        "inherited": inherited[1].reference,
        "from paper": paper.document.reference,
        "agreement not started": second.document.reference,
        "closed agreement": closed.document.reference,
    }


def _protocol_in_the_making(world) -> None:
    """With rows of every kind, some answers, and much that is still to do."""
    council, police = (Organisation.objects.get(code=code) for code in ("NCC", "NPOL"))
    officer = world.people["officer"]
    draft = begin_protocol(council, kind=PROTOCOL, title="Young people at risk of homelessness", by=officer)

    def add(kind, **fields):
        return add_row(draft, by=officer, kind=kind, fields=fields)

    taker = add(PARTIES, organisation=police, direction="both", role="controller")
    add(PARTIES, name="The Almshouse Charity of Alderby", direction="recipient")
    items = [
        add(ITEMS, what="Name and date of birth", about="The young person", why="To know who is meant."),
        add(ITEMS, what="Known risks to health", about="The young person", special="health"),
        add(ITEMS, what="Suspected offences", about="Others in the home", is_criminal=True),
    ]
    keys = [item.key for item in items]
    lead = draft.parties.get(position=1)
    add(FLOWS, giver=lead, taker=taker, items=keys[:2], method="Secure e-mail", often="Weekly")
    flow = add(FLOWS, giver=taker, taker=lead, items=keys, method="In the meeting", often="When it happens")
    add(BASES, key="a6_public_task", covers="all", explanation="The council’s duty to prevent homelessness.")
    add(POWERS, key="ca1989_s17")
    answer_terms(draft, by=officer, fields={"retention": "P2Y"}, seen=terms_stamp(draft))
    world.words |= {"built": draft.document.reference, "flow": flow.pk}


def _signing(world) -> None:
    """Agreements of Harrowick: one to be opened, one to be signed after a cancelled round, one in force between two."""
    w = SimpleNamespace(bodies={}, signer={})
    for code, name, kind in (
        ("HAR", "Harrowick Council", "council"),
        ("HRT", "Harrowick Hospitals Trust", "nhs"),
        ("HRP", "Harrowick Police", "police"),
    ):
        w.bodies[code] = make_organisation(code, name=name, kind=kind)
        w.signer[code] = make_person(f"manager@{code.lower()}.example", name=f"{name.split()[1]} Manager")
        make_member(w.signer[code], w.bodies[code], Role.MANAGER)
        world.people[f"{code} manager"] = w.signer[code]
    w.organisation = w.bodies["HAR"]
    for name, attribute in (("HAR officer", "officer"), ("HAR approver", "approver")):
        person = make_person(f"{attribute}@har.example", name=f"{attribute.title()} of Harrowick")
        make_member(person, w.organisation, Role.INFORMATION_OFFICER)
        world.people[name] = person
        setattr(w, attribute, person)
    parties = "HAR HRT HRP"
    to_open = signing_world.make_approved(w, parties, title="Falls at home")
    to_sign = signing_world.make_open(w, parties, title="Missing children")
    opening.cancel(to_sign, by=w.approver, reason="The list of parties was wrong.")
    to_sign.refresh_from_db()
    opening.open_for_signature(
        approved(to_sign, w.officer, w.approver), by=w.approver, closes_on=signing_world.days(30)
    )
    to_sign.refresh_from_db()
    signing_world.sign(w, to_sign, "HAR")
    answering.decline(
        to_sign, by=w.signer["HRP"], organisation=w.bodies["HRP"], reason="We share case by case."
    )
    between = signing_world.make_open(w, parties, title="Winter pressures")
    for code in ("HAR", "HRT"):
        signing_world.sign(w, between, code)
    stopped = suspension.suspend(between, by=w.approver, organisation=w.bodies["HRT"], reason="A breach.")
    notice = leaving.give_notice(
        between,
        by=w.signer["HAR"],
        organisation=w.organisation,
        leaves_on=signing_world.days(90),
        reason="The service ends.",
        given=signing_world.given_for(between, w.signer["HAR"], w.organisation, kind=Kind.LEAVING),
    )
    law = added_law.add_law(
        Organisation.objects.get(code="NCC"),
        by=world.people["administrator"],
        group="power",
        fields={
            "act": "Northshire Act 1985",
            "section": "section 4",
            "allows": "The council may tell the trust who lives in a home that is not safe.",
            "source": "legislation.gov.uk, read on 1 November 2026",
        },
    )
    world.words |= {
        "added law": law.pk,
        "suspension": stopped.pk,
        "notice": notice.pk,
        "giver": w.bodies["HAR"].pk,
        "taker": w.bodies["HRT"].pk,
        "to open": to_open.document.reference,
        "to sign": to_sign.document.reference,
        "in force between two": between.document.reference,
    }
    carers = signing_world.make_open(w, "HAR HRT", title="Young carers: daily list")
    for number, word in enumerate(("guest with scripts", "guest without scripts"), start=1):
        asked = signing_world.make_open(w, "HAR HRT", title=f"Daily list {number}")
        world.words[word] = asked.document.reference
    seat = Signatory.objects.get(round__version=carers, organisation=w.bodies["HRT"])
    old = signing_world.invite_somebody(
        seat, by=w.approver, name="Pat Reid", address="pat.reid@hrt.example", days=1
    )
    answered, question = (
        questions.ask(old, by=proving.guest_of(old), name="Pat Reid", text=text)
        for text in ("How long do you keep the list?", "Who reads it on a Sunday?\n\nWe are closed then.")
    )
    questions.answer(answered, by=w.approver, text="Two years, then it is deleted.")
    with time_machine.travel(old.expires_at + timedelta(seconds=1)):
        made = renewing.renew(old, by=proving.AT_THE_DOOR)
    world.words |= {
        "to invite": carers.document.reference,
        "its number": carers.number,
        "its seat": seat.position,
        "link": token_of(made.pk),
        "old link": token_of(old.pk),
        "question": question.pk,
        "short code": code_of(carers.content_sha256),
    }


def _steps_and_statements(world) -> None:
    """Next drafts of the demo's procedure and statement, with steps that came, went and moved; and a bare one."""
    officer = world.people["officer"]
    for word, kind in (("procedure", "procedure"), ("statement", "support_statement")):
        document = Document.objects.get(organisation__code="NCC", kind=kind)
        version = documents.start_draft(document, by=officer)
        world.words[word] = document.reference
        if version.steps.exists():
            steps.remove_step(version.steps.get(key="pattern"), by=officer)
            steps.move_step(version.steps.get(key="record"), by=officer, to="up", seen=10)
            fields = {
                "what": "Think of others",
                "who": "",
                "by_when": "",
                "record": "",
                "guidance": "{step:pattern}",
            }
            steps.add_step(version, by=officer, fields=fields, after="tell")
    bare = documents.create_document(
        Organisation.objects.get(code="WVC"), kind=registry.kind("procedure"), title="Ours",
        by=world.people["village officer"], sections=[PlainSection("purpose", "What this is for", "To help.")],
    )  # fmt: skip
    world.words["bare procedure"] = bare.reference


def _withheld(world) -> None:
    """A procedure without its steps and with a nameless section, and another that is only known to exist."""
    water = Organisation.objects.get(code="NWC")
    officer, reviewer = (world.people[f"water {name}"] for name in ("officer", "reviewer"))
    why = "Section 31(1)(a), prevention of crime."
    parts = [
        Withheld("rows:steps", why),
        Withheld("section:advice", "Section 40(2), personal information.", hides_heading=True),
    ]
    procedure, guard = (
        published(draft_of(make_short_procedure(water, officer, title)), officer, reviewer)
        for title in ("What we do step by step", "How we guard the reservoirs")
    )
    decide_disclosure(procedure, by=officer, publication="redacted", reason=why, withheld=parts)
    decide_disclosure(guard, by=officer, publication="metadata", reason="Section 24, national security.")
    told = Document.objects.get(title__startswith="Children who witness domestic abuse")
    world.words |= {
        "partly withheld": procedure.document.reference,
        "withheld": guard.document.reference,
        "agreement in part": told.reference,
    }


def _words(world) -> None:
    words = world.words
    for name, code in (
        ("council", "NCC"),
        ("police", "NPOL"),
        ("trust", "NNHS"),
        ("schools", "HAT"),
        ("charity", "HLT"),
        ("water", "NWC"),
    ):
        words[name] = document_of(code).reference
    council = Organisation.objects.get(code="NCC")
    member = council.memberships.get(user=world.people["practitioner"])
    words |= {
        "contact": council.contacts.first().pk,
        "team": council.teams.first().pk,
        "membership": member.pk,
        "appointment": council.appointments.first().pk,
        "holder": council.appointments.filter(deputy=False).first().pk,
        "course": TrainingItem.objects.get().pk,
        "request to read": ReadingRequest.objects.about(document_of("NCC")).first().pk,
        "grant": document_of("NCC").grants.first().pk,
        "event": Event.objects.filter(verb="version.published").first().pk,
    }
    first, second = (
        Job.objects.get(key__contains=str(version_of("NCC", number).pk)) for number in ("1.0", "2.0")
    )
    words["job waiting"], words["job done"] = first.pk, run_now(second).pk
