"""Words that stand nowhere else, planted where only some people may find them."""

from __future__ import annotations

from datetime import timedelta

from audit import actors
from audit.models import Event
from governance.approving import Plan, Seat, Step, Way
from governance.files.types import check
from governance.kinds import Audience, PlainSection
from governance.models import DocumentVersion, Job
from governance.notices.refreshing import refresh_all
from governance.search import indexing
from governance.services import (
    approvals,
    attachments,
    comments,
    documents,
    links,
    publication,
    rendition,
    review,
    sections,
    steps,
)
from governance.services.approval_rules import remove_rule, set_rule
from organisations.permissions import Role
from organisations.services.people import appoint
from organisations.services.teams import add_team
from practice.services.signatory import name_signatory
from protocols.agreement import PartyLine, TermsLine
from protocols.kinds import PROTOCOL
from protocols.models.party import Direction
from protocols.services import row_kinds
from protocols.services.answers import answer_conditions, conditions_stamp
from protocols.services.beginning import begin_protocol
from protocols.services.rows import add_row
from tests.canary import withheld
from tests.factories.governance import draft_of, make_document, make_short_procedure
from tests.factories.notifications import make_mail, make_notification
from tests.factories.organisations import make_member, make_person
from tests.factories.practice import make_statement
from tests.factories.protocols import make_recorded
from tests.factories.reading import make_request, make_training
from tests.factories.word import heading, make_docx, paragraph
from tests.governance.import_world import FAULTY, checked
from tests.governance.import_world import file as list_file
from tests.governance.word_world import read_word
from tests.rights.world import give_grants, make_roles, sign_in

DRAFTERS = {"officer", "approver", "manager", "drafts_reader", "guest_approver"}
INSIDERS = DRAFTERS | {"practitioner", "auditor", "administrator", "reader"}
MEMBERS = {"officer", "approver", "manager", "practitioner", "auditor", "administrator"}
LOGGED = {"auditor"}  # reads in the log of the organisation what its acts say
WRITERS = {"officer", "approver", "manager"}  # of their own organisation
ASKED = {"officer", "approver", "manager", "practitioner"}
PARTIES = MEMBERS | {"stranger", "rival"}  # of a closed agreement between the two organisations
EVERYBODY = INSIDERS | {"anonymous", "stranger", "rival", "ended", "expired"}
CRAWLERS = [  # the others of the table may do what one of these may
    "anonymous", "practitioner", "officer", "manager", "auditor", "administrator",
    "stranger", "rival", "ended", "expired", "reader", "guest_approver",
]  # fmt: skip

# the everyday run; the long run crawls as the others
BRIEF = {"anonymous", "practitioner", "officer", "stranger"}
WITHOUT_RIGHTS = {"anonymous", "stranger"}

AGREEMENT = {
    "kanaryagreementtitle", "kanaryagreementpurpose", "kanaryagreementparty", "kanaryagreementcontact",
}  # fmt: skip

# each word and those who may meet it
CANARIES = {
    "kanarydrafttitle": DRAFTERS | LOGGED,
    "kanarydraftbody": DRAFTERS,
    "kanaryheading": DRAFTERS | LOGGED,
    "kanaryhandling": DRAFTERS | LOGGED,
    "kanaryunsaved": {"officer"},
    "kanarycomment": DRAFTERS,
    "kanaryreply": DRAFTERS,
    "kanaryresolved": DRAFTERS,
    "kanaryinternal": {"officer", "approver", "manager"},  # a comment for the organisation alone
    "kanaryguest": {"guest_approver", "drafts_reader"},  # a comment for theirs alone
    "kanarystep": DRAFTERS | LOGGED,
    "kanaryguidance": DRAFTERS | LOGGED,
    "kanarysignatory": DRAFTERS | LOGGED,
    "kanaryreviewbody": DRAFTERS,
    "kanaryfilename": DRAFTERS | LOGGED,  # of a file that is attached to a draft
    "kanaryfiletitle": DRAFTERS | LOGGED,
    "kanaryfilebody": DRAFTERS,
    "kanarywordname": {"officer", "approver"} | LOGGED,  # of a Word file that somebody may make a draft of
    "kanarywordbody": {"officer", "approver"},
    "kanarysummary": DRAFTERS | LOGGED,
    "kanaryrecalled": DRAFTERS | LOGGED,
    "kanarysentback": DRAFTERS | LOGGED,
    "kanaryapprovedbody": DRAFTERS,
    "kanarynote": DRAFTERS | LOGGED,
    "kanaryapproval": DRAFTERS | LOGGED,  # the note of the first of two approvals
    "kanarydelegation": DRAFTERS | LOGGED,
    "kanarygivenupbody": DRAFTERS,
    "kanarygivenupreason": DRAFTERS | LOGGED,
    "kanarydistribution": DRAFTERS | LOGGED,  # of a document of which nothing was published
    "kanarynextdraft": DRAFTERS,  # the draft after a version in force that all may read
    "kanarynexttitle": DRAFTERS | LOGGED,
    "kanarywelsh": {"officer", "approver", "manager"}
    | LOGGED,  # the draft of a translation of the public one
    "kanaryclosedbody": INSIDERS,
    "kanaryclosedtitle": INSIDERS,
    "kanaryjoblabel": {"officer", "approver", "manager"} | LOGGED,
    "kanaryteam": MEMBERS,
    "kanarymember": MEMBERS,
    "kanaryotherbody": {"stranger", "rival"},  # of another organisation, closed and in force
    "kanaryotherdraft": {"stranger", "rival"},
    "kanarylist": {"administrator"}
    | LOGGED,  # the name of a file that lists bodies, until they are brought in
    "kanaryrow": {"administrator"},
    "kanaryagreementtitle": PARTIES,
    "kanaryagreementpurpose": PARTIES,
    "kanaryagreementparty": PARTIES,
    "kanaryagreementcontact": PARTIES,
    "kanaryitem": WRITERS | LOGGED,  # of a protocol that is being built
    "kanaryneeded": WRITERS | LOGGED,
    "kanarybuiltparty": WRITERS | LOGGED,
    "kanarysecurity": WRITERS | LOGGED,
    **dict.fromkeys(withheld.OF_POLICIES, INSIDERS),
    **dict.fromkeys(withheld.OF_AGREEMENTS, PARTIES),
    "kanarywhy": EVERYBODY,  # the reason for which they are withheld is told to all
    "kanarytold": {"practitioner"},  # a notification
    "kanarymail": {"administrator"},  # the address that an e-mail did not reach
    "kanaryreadnote": ASKED | LOGGED,  # to those who are asked to read something
    "kanarytraining": ASKED | LOGGED,
    "kanarypublic": EVERYBODY,  # shows that the crawl reads what it opens
}

# ... and by whom each is met at least, or else nothing would be shown by its being met by nobody else
MEETS = {
    "officer": set(CANARIES)
    - {
        "kanaryotherbody",
        "kanaryotherdraft",
        "kanarynote",
        "kanaryguest",
        "kanarylist",
        "kanaryrow",
        "kanarytold",
        "kanarymail",
    },
    "administrator": {"kanarylist", "kanaryrow", "kanarymail"},
    "auditor": {"kanarynote", "kanaryclosedbody", "kanarysummary", "kanarygivenupreason"},
    "stranger": {"kanaryotherbody", "kanaryotherdraft", *AGREEMENT, *withheld.OF_AGREEMENTS},
    "practitioner": {
        "kanaryclosedbody",
        "kanaryclosedtitle",
        "kanaryteam",
        "kanarymember",
        "kanaryreadnote",
        "kanarytraining",
        "kanarytold",
        *withheld.OF_POLICIES,
        *withheld.OF_AGREEMENTS,
    },
    "reader": {"kanaryclosedbody", "kanaryclosedtitle", *withheld.OF_POLICIES},
    "guest_approver": {
        "kanaryguest",
        "kanarycomment",
        "kanarydraftbody",
        "kanaryreviewbody",
        "kanaryapprovedbody",
        "kanaryclosedbody",
    },
}


def section_of(draft):
    return draft.sections.get(key="commitment")


def word(canary):
    return PlainSection("commitment", "Our commitment", f"We share, {canary}, when it could help.")


def make_world():
    world = make_roles()
    here, officer, approver = world.organisation, world.officer, world.approver
    world.texts = []
    keep = world.texts.append

    draft = draft_of(
        make_document(here, officer, texts=[word("kanarydraftbody")], distribution="kanarydistribution")
    )
    section = draft.sections.get()
    documents.change_version(
        draft, by=officer, lock=draft.lock, title="kanarydrafttitle", marking="", handling="kanaryhandling"
    )
    sections.add_section(draft, by=officer, heading="kanaryheading")
    sections.keep_draft(section, officer, "kanaryunsaved", section.lock)
    commented = comments.comment(section, by=officer, text="Why kanarycomment?", audience="parties").thread
    comments.reply(commented, by=approver, text="As kanaryreply.")
    comments.comment(section, by=officer, text="Hush, kanaryinternal.", audience="organisation")
    resolved = comments.comment(
        section, by=approver, text="A kanaryresolved slip.", audience="parties"
    ).thread
    comments.resolve(resolved, by=officer)
    file = check("kanaryfilename.txt", b"Words: kanaryfilebody.")
    attachments.attach(draft, file=file, by=officer, title="kanaryfiletitle")
    keep(draft)

    procedure = draft_of(make_short_procedure(here, officer))
    fields = {"what": "kanarystep", "who": "", "by_when": "", "record": "", "guidance": "kanaryguidance"}
    steps.add_step(procedure, by=officer, fields=fields)
    keep(procedure)
    statement = draft_of(make_statement(here, officer))
    name_signatory(statement, by=officer, name="kanarysignatory", post="Head", signed_on=None, base=1)
    keep(statement)

    waiting = draft_of(make_document(here, officer, texts=[word("kanaryreviewbody")], title="In review"))
    for back, reason in ((review.recall, "kanaryrecalled"), (review.send_back, "kanarysentback")):
        waiting = review.submit(waiting, by=officer, change_summary="kanarysummary")
        waiting = back(waiting, by=officer if back is review.recall else approver, reason=reason)
    keep(review.submit(waiting, by=officer, change_summary="kanarysummary"))

    approved = draft_of(make_document(here, officer, texts=[word("kanaryapprovedbody")], title="Approved"))
    approved = review.submit(approved, by=officer, change_summary="First")
    keep(review.approve(approved, by=approver, note="kanarynote"))

    half = draft_of(make_document(here, officer, texts=[word("kanaryreviewbody")], title="Half approved"))
    two = Plan((Step((Seat(Way.ROLE, "information_officer"), Seat(Way.ROLE, "manager"))),))
    set_rule(here, by=world.administrator, plan=two)
    half = review.submit(half, by=officer, change_summary="kanarysummary")
    remove_rule(here, by=world.administrator)
    keep(review.approve(half, by=approver, note="kanaryapproval"))

    given_up = draft_of(make_document(here, officer, texts=[word("kanarygivenupbody")], title="Given up"))
    keep(review.give_up(given_up, by=officer, reason="kanarygivenupreason"))

    public = in_force(here, officer, approver, world, "kanarypublic", "Public")
    keep(public)
    following = documents.start_draft(public.document, by=officer)
    section = following.sections.get()
    sections.save_section(section, by=officer, body="kanarynextdraft", base=section.lock)
    following.refresh_from_db()
    documents.change_version(
        following, by=officer, lock=following.lock, title="kanarynexttitle", marking="", handling=""
    )
    keep(following)

    closed = Audience.ORGANISATION
    keep(in_force(here, officer, approver, world, "kanaryclosedbody", "kanaryclosedtitle", audience=closed))
    for version in withheld.make_withheld(world):
        keep(version)

    for version in world.texts:
        if not version.document.grants.exists():
            give_grants(world, version.document)
    approvals.delegate(
        half, by=world.manager, to=world.guest_approver, until=world.today, reason="kanarydelegation"
    )
    comments.comment(
        section_of(draft), by=world.guest_approver, text="We, kanaryguest.", audience="organisation"
    )

    second = make_person("second@northport.example")
    make_member(second, world.other, Role.INFORMATION_OFFICER)
    keep(in_force(world.other, world.stranger, second, world, "kanaryotherbody", "Theirs", audience=closed))
    keep(draft_of(make_document(world.other, world.stranger, texts=[word("kanaryotherdraft")])))

    hidden = make_document(here, officer, texts=[word("kanarywelsh")], title="kanarywelsh", language="cy")
    links.state_translation(hidden, of=public.document, by=officer)
    keep(draft_of(hidden))

    keep(closed_agreement(world))
    keep(protocol_in_the_making(world))
    keep(withheld.redacted_agreement(world))
    people_and_jobs(world)
    make_request(public.document, officer, note="kanaryreadnote")
    make_request(make_training(here, officer, name="kanarytraining"), officer)
    mail = make_mail(world.practitioner, attempts=1, error="No.", address="kanarymail@northshire.example")
    make_notification(world.practitioner, "kanarytold", mail=mail)
    refresh_all()
    sign_in(world)
    indexing.index_due()
    world.events = [event.pk for event in Event.objects.in_order() if b"kanary" in bytes(event.data)]
    world.texts = list(
        DocumentVersion.objects.select_related("document").filter(
            pk__in=[version.pk for version in world.texts]
        )
    )
    return world


def in_force(organisation, officer, approver, world, canary, title, **control):
    version = draft_of(make_document(organisation, officer, texts=[word(canary)], title=title, **control))
    version = review.submit(version, by=officer, change_summary="First")
    version = review.approve(version, by=approver)
    version = publication.publish(version, by=approver, effective_from=world.today - timedelta(days=9))
    rendition.render(version, by=actors.job("render"))
    return version


def closed_agreement(world):
    parties = (
        PartyLine("Northshire", Direction.DISCLOSER, world.organisation),
        PartyLine("Northport", Direction.RECIPIENT, world.other),
        PartyLine("kanaryagreementparty", Direction.RECIPIENT),
    )
    purpose = PlainSection("purpose", "Purpose", "To help, kanaryagreementpurpose, at once.")
    version = make_recorded(
        world.organisation, world.officer, title="kanaryagreementtitle", sections=(purpose,), parties=parties,
        terms=TermsLine(contact="kanaryagreementcontact"),
    )  # fmt: skip
    documents.change_control(version.document, by=world.officer, audience=Audience.ORGANISATION)
    rendition.render(version, by=actors.job("render"))
    return version


def protocol_in_the_making(world):
    draft = begin_protocol(world.organisation, kind=PROTOCOL, title="In the making", by=world.officer)

    def add(kind, **fields):
        return add_row(draft, by=world.officer, kind=kind, fields=fields)

    world.item = add(row_kinds.ITEMS, what="kanaryitem", why="kanaryneeded")
    party = add(row_kinds.PARTIES, name="kanarybuiltparty", direction="recipient")
    add(row_kinds.FLOWS, giver=draft.parties.get(position=1), taker=party, items=[world.item.key])
    seen = conditions_stamp(draft)
    answer_conditions(draft, by=world.officer, fields={"security": "kanarysecurity"}, seen=seen)
    return draft


def people_and_jobs(world):
    here, administrator = world.organisation, world.administrator
    member = make_person("kanarymember@northshire.example", name="kanarymember")
    make_member(member, here, Role.PRACTITIONER)
    appoint(member, by=administrator, organisation=here, office="dpo")
    add_team(here, by=administrator, name="kanaryteam", members=[member])
    Job.objects.filter(organisation=here).update(label="kanaryjoblabel")
    world.job = Job.objects.filter(organisation=here).first()
    words = make_docx(heading("Scope"), paragraph("We share: kanarywordbody."))
    world.word_import = read_word(world, words, name="kanarywordname.docx")
    world.body_import = checked(world, list_file(FAULTY.replace("Second", "kanaryrow"), "kanarylist.csv"))
