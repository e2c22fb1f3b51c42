"""Two worlds in one: what everybody or a member of AAA may find, and around it what neither may see."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from audit import actors
from governance.kinds import PlainSection
from governance.models import Participant
from governance.search import indexing
from governance.services import documents, publication, review, sections
from organisations.permissions import Role
from organisations.services.organisations import change_organisation
from tests.audit.helpers import acting
from tests.factories.governance import draft_of, make_document, make_published, next_version
from tests.factories.organisations import make_member, make_organisation, make_person
from tests.governance.worlds import TODAY

WORDS = [
    "school", "police", "consent", "harbour", "safeguarding", "record", "children", "adult", "protocol", "housing",
    "nurse", "teacher", "charity", "hospital", "retention", "complaint", "training", "advice", "danger", "family",
]  # fmt: skip
NEARLY = [
    "schoool", "polcie", "conscent", "harbor", "safegaurding", "recrod", "childern", "adullt", "protocoll", "huosing",
    "hospitall", "famly",
]  # fmt: skip
SEARCHES = [
    "first body", "school", "police school", "consent of children", "schol", "polise", "concent", "harbor",
    "safegarding", "housng", "hospitl", "family danger", "school police consent nurse", "aaa", "bbb", "AAA-COP-0001",
    "BBB-COP-0001", "kanary", "kanry", "teacher charity training",
]  # fmt: skip
QUERIES = [urlencode({"q": query}) for query in SEARCHES] + [
    urlencode({"q": "school police", "kind": "code_of_practice"}),
    urlencode({"q": "school", "organisation": "AAA"}),
    urlencode({"q": "polise", "organisation": "BBB"}),
    urlencode({"q": "conscent", "as_typed": "on"}),
]


def build_twin(chance, hidden):
    """The people who search. `hidden` is the chance of what they may not see, or None for the world without it.

    AAA publishes openly and for itself; BBB publishes openly. Whatever else BBB and CCC keep is hidden from both.
    """
    bodies = {code: make_organisation(code, name=f"{name} body") for code, name in
              (("AAA", "First"), ("BBB", "Second"), ("CCC", "Third"))}  # fmt: skip
    staff = {
        code: [make_person(f"{role}@{code.lower()}.example") for role in ("officer", "approver")]
        for code in bodies
    }
    for code, people in staff.items():
        for person in people:
            make_member(person, bodies[code], Role.INFORMATION_OFFICER)
    member = make_person("member@aaa.example", name="Member")
    make_member(member, bodies["AAA"], Role.PRACTITIONER)

    for number in range(chance.randint(2, 5)):
        _hide(hidden, bodies, staff)
        code = chance.choice(["AAA", "BBB"])
        closed = code == "AAA" and chance.random() < 0.4
        version = make_published(
            bodies[code], *staff[code], TODAY - timedelta(days=chance.randint(1, 90)),
            texts=_texts(chance), title=f"{chance.choice(WORDS).title()} code {number}",
            audience="organisation" if closed else "anyone",
        )  # fmt: skip
        if chance.random() < 0.5:
            _index(hidden)
        if chance.random() < 0.3:
            next_version(version.document, *staff[code], TODAY, text=_words(chance))
        if hidden is not None and hidden.random() < 0.5:
            _draft(hidden, version.document, staff[code])
    if chance.random() < 0.5:
        change_organisation(bodies["BBB"], by=actors.job("test"), name=f"Second {chance.choice(WORDS)}")
    _hide(hidden, bodies, staff)
    indexing.index_due()
    if chance.random() < 0.3:
        indexing.rebuild()
    return {"anybody": None, "member": member}


def _hide(hidden, bodies, staff):
    """Things of CCC: closed, to be closed in force, drafts; with the words of the others and words nearly like them."""
    for _time in range(hidden.randint(0, 2) if hidden else 0):
        shape = hidden.choice(["closed", "scheduled", "draft", "given_up", "withdrawn"])
        body, people = bodies["CCC"], staff["CCC"]
        texts = _texts(hidden, [*WORDS, *NEARLY * 3, "kanary"])
        title = f"{hidden.choice([*WORDS, 'Kanary'])} secret"
        if shape in ("draft", "given_up"):
            document = make_document(body, people[0], texts=texts, title=title)
            if shape == "given_up":
                review.give_up(draft_of(document), by=people[0], reason="Not needed")
            continue
        day = TODAY + timedelta(days=9 if shape == "scheduled" else -9)
        version = make_published(body, *people, day, texts=texts, title=title, audience="organisation")
        if hidden.random() < 0.5:
            with acting():
                Participant.objects.create(document=version.document, organisation=bodies["BBB"])
        if shape == "withdrawn":
            publication.withdraw(version, by=people[1], reason="Wrong")
        _index(hidden)


def _draft(hidden, document, people):
    """The next text of what others read: theirs is the version in force alone."""
    draft = documents.start_draft(document, by=people[0])
    section = draft.sections.first()
    sections.save_section(section, by=people[0], body=_words(hidden, [*WORDS, *NEARLY]), base=section.lock)
    if hidden.random() < 0.5:
        review.give_up(draft, by=people[0], reason="Not needed")


def _index(hidden):
    """Only what is hidden makes the job run at other times."""
    if hidden is not None and hidden.random() < 0.5:
        indexing.index_due()


def _texts(chance, words=WORDS):
    return [
        PlainSection(f"s{number}", f"{chance.choice(words).title()} {number}", _words(chance, words))
        for number in range(chance.randint(1, 3))
    ]


def _words(chance, words=WORDS):
    return " ".join(chance.choices(words, k=chance.randint(3, 25)))
