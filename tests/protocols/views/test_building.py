"""The builder: from the first question to the check of all answers, without JavaScript."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from audit.models import Event
from governance.models import Document, DocumentVersion
from governance.services.review import give_up
from protocols.kinds import ACCORD, PROTOCOL
from protocols.models import Conditions, DataItem, Flow, LegalBasis, Party, Terms
from protocols.services.beginning import begin_protocol
from protocols.services.row_kinds import ITEMS, PARTIES
from protocols.services.rows import add_row, change_row, remove_row, stamp_of
from tests.factories.governance import draft_of, make_document

pytestmark = pytest.mark.django_db
FIRST = "/protocols/new/"
BEGIN = "/protocols/new/begin/"


@pytest.fixture
def draft(people):
    return begin_protocol(people.organisation, kind=PROTOCOL, title="Missing children", by=people.officer)


@pytest.fixture
def officer(client, people):
    client.force_login(people.officer)
    return client


def page(draft, *parts):
    return "/".join([f"/protocols/{draft.document.reference}/versions/1.0", *map(str, parts), ""])


def hidden(response, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    return found[1] if found else ""


def filled(response, **typed):
    """What a browser would send: the hidden fields of the page's last form, the values of its boxes, and these."""
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**values, **typed}.items() if value is not None}


# ---- the first question -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sharing", "where"),
    [
        ("regular", "/protocols/new/begin/"),
        ("case", "/protocols/new/case-by-case/"),
        ("principles", "/protocols/new/principles-only/"),
    ],
)
def test_the_first_question_leads_on(officer, sharing, where):
    assertRedirects(officer.post(FIRST, {"sharing": sharing}), where)


def test_no_answer_is_told(officer):
    response = officer.post(FIRST, {})

    assertContains(response, "Choose what kind of sharing it is.", count=2, status_code=422)


def test_case_by_case_ends_kindly_with_the_code_and_the_procedure(client, people):
    client.force_login(people.practitioner)

    response = client.get("/protocols/new/case-by-case/")

    assertContains(response, "No protocol is needed")
    assertContains(response, "never, by itself, a reason not to share")
    assertContains(response, "Code of Practice and Procedure of Northshire County Council")
    assertNotContains(response, '<form method="post" novalidate')


def test_principles_only_leads_to_a_code_or_to_an_accord(officer):
    response = officer.get("/protocols/new/principles-only/")

    assertContains(response, reverse("governance:document-new"))
    assert officer.get(f"{BEGIN}?kind={ACCORD.key}").context["form"]["kind"].value() == ACCORD.key


def test_a_protocol_begins_once_however_often_the_form_is_sent(officer, people):
    data = filled(officer.get(BEGIN), kind=PROTOCOL.key, title="Missing children")

    first = officer.post(BEGIN, data)
    second = officer.post(BEGIN, data)

    document = Document.objects.get()
    assert (document.title, document.organisation) == ("Missing children", people.organisation)
    where = f"/protocols/{document.reference}/versions/1.0/"
    assertRedirects(first, where)
    assertRedirects(second, where)


@pytest.mark.parametrize("who", ["practitioner", "manager", "auditor"])
def test_only_who_may_write_begins_one(client, people, who):
    client.force_login(getattr(people, who))

    assert client.get(BEGIN).status_code == 403


# ---- tasks ------------------------------------------------------------------------------------------


def states(response):
    return {line.task.key: line.progress.words for line in response.context["building"].lines}


def test_the_list_of_tasks_says_how_far_each_is(officer, draft, people):
    found = states(officer.get(page(draft)))

    assert list(found) == [
        "parties", "purpose", "items", "flows", "basis", "security", "assessment", "retention", "rights", "review",
        "signatories",
    ]  # fmt: skip
    assert set(found.values()) == {"Not started"}

    add_row(
        draft, by=people.officer, kind=PARTIES, fields={"organisation": people.other, "direction": "both"}
    )
    add_row(draft, by=people.officer, kind=ITEMS, fields={"what": "Name"})
    found = states(officer.get(page(draft)))

    assert (found["parties"], found["items"], found["flows"]) == ("Done", "In progress", "Not started")


def test_an_accord_has_no_tasks_about_data(officer, people):
    accord = begin_protocol(people.organisation, kind=ACCORD, title="Accord", by=people.officer)

    assert list(states(officer.get(page(accord)))) == [
        "parties",
        "purpose",
        "rights",
        "review",
        "signatories",
    ]


def test_a_task_is_answered_whole(officer, draft):
    where = page(draft, "retention")
    data = filled(officer.get(where), retention="2 years and 6 months", disposal="Shredded.")

    assertRedirects(officer.post(where, data), page(draft) + "#task-retention", fetch_redirect_response=False)

    assert Terms.objects.get(version=draft).retention == "P2Y6M"
    assert Conditions.objects.get(version=draft).disposal == "Shredded."
    response = officer.get(where)
    assert response.context["form"]["retention"].value() == "2 years and 6 months"
    assert states(officer.get(page(draft)))["retention"] == "Done"


def test_texts_are_saved_as_sections_and_places_left_to_fill_in_keep_the_task_open(officer, draft):
    where = page(draft, "purpose")
    keys = [name for name in filled(officer.get(where)) if name.startswith("text-")]
    assert keys == ["text-purpose", "text-benefits", "text-harm", "text-necessity"]

    officer.post(where, filled(officer.get(where), **{"text-purpose": "To find children."}))
    assert draft.sections.get(key="purpose").body == "To find children."
    assert states(officer.get(page(draft)))["purpose"] == "In progress"

    officer.post(where, filled(officer.get(where), **dict.fromkeys(keys, "To find children.")))
    assert states(officer.get(page(draft)))["purpose"] == "Done"


@pytest.mark.parametrize(
    ("task", "typed", "fault"),
    [
        ("retention", {"retention": "for ever"}, "Enter a period such as “2 years” or “18 months”."),
        ("review", {"starts_on": "1 May 2027", "ends_on": "1 May 2026"},
         "The end date must not be before the start date."),
        ("review", {"starts_on": "soon"}, "Enter a day such as 3 April 2026, or 3/4/2026."),
        ("assessment", {"assessment": "not_needed"}, "Say why no impact assessment is needed."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_what_was_typed(officer, draft, task, typed, fault):
    where = page(draft, task)
    count = Event.objects.exclude(verb="act.refused").count()

    response = officer.post(where, filled(officer.get(where), **typed))

    assertContains(response, fault, count=2, status_code=422)
    for name, value in typed.items():
        assert response.context["form"][name].value() == value
    assert Event.objects.exclude(verb="act.refused").count() == count


def test_answers_on_top_of_somebody_elses_are_refused_once_and_kept(officer, draft):
    where = page(draft, "retention")
    mine = filled(officer.get(where), retention="2 years")
    officer.post(where, filled(officer.get(where), retention="6 years"))

    response = officer.post(where, mine)

    assertContains(response, "Somebody changed this before you", status_code=409)
    assert Terms.objects.get(version=draft).retention == "P6Y"
    assert officer.post(where, filled(response)).status_code == 302
    assert Terms.objects.get(version=draft).retention == "P2Y"


def test_a_text_on_top_of_somebody_elses_is_refused_once_and_nothing_else_is_saved(officer, draft):
    where = page(draft, "rights")
    typed = {"text-rights": "Ask us.", "contact": "desk@a.example"}
    mine = filled(officer.get(where), **typed)
    officer.post(where, filled(officer.get(where), **{"text-rights": "Write to us."}))

    response = officer.post(where, mine)

    assertContains(response, "It says now: Write to us.", status_code=409)
    assert not Terms.objects.get(version=draft).contact
    assert officer.post(where, filled(response)).status_code == 302
    assert draft.sections.get(key="rights").body == "Ask us."


# ---- rows -------------------------------------------------------------------------------------------


def add(officer, draft, rows, **typed):
    where = page(draft, "rows", rows, "add")
    return officer.post(where, filled(officer.get(where), **typed))


def test_rows_of_every_kind_are_added_by_forms(officer, draft, people):
    add(officer, draft, "parties", name="npt", direction="recipient", role="controller")
    add(officer, draft, "data_items", what="Name", about="Child", special="health")
    lead, trust = Party.objects.order_by("position")
    add(officer, draft, "flows", giver=str(lead.pk), taker=str(trust.pk), items=["name"], often="Daily")
    add(officer, draft, "bases", key="a6_public_task", covers="all")
    response = add(officer, draft, "powers", key="ca2004_s10")

    power = draft.legal_powers.get()
    assertRedirects(response, page(draft, "basis") + f"#row-{power.pk}", fetch_redirect_response=False)
    assert (trust.organisation, trust.name) == (people.other, "Northport Trust")
    flow = Flow.objects.get()
    assert (flow.giver, flow.taker, flow.items, flow.often) == (lead, trust, ["name"], "Daily")
    assert LegalBasis.objects.get().key == "a6_public_task"
    assertContains(officer.get(page(draft, "flows")), "Northshire County Council to Northport Trust")


def test_a_party_that_no_list_has_stands_by_its_name(officer, draft):
    response = add(officer, draft, "parties", name="The Almshouse Charity", direction="recipient")

    assert Party.objects.get(position=2).organisation is None
    assertContains(officer.get(response.url), "No organisation of the register has this name")


@pytest.mark.parametrize(
    ("rows", "typed", "fault"),
    [
        ("parties", {"name": "NCC", "direction": "both"}, "This organisation is a party already."),
        ("data_items", {"what": ""}, "Fill in “What is shared”."),
        ("flows", {}, "Choose at least one data item."),
        ("powers", {"key": ""}, "Choose a legal power from the list."),
        ("bases", {"key": "magic"}, "Choose one of the options for “Basis or condition”."),
    ],
)
def test_a_row_that_does_not_fit_is_refused(officer, draft, rows, typed, fault):
    response = add(officer, draft, rows, **typed)

    assert response.status_code == 422
    assertContains(response, fault, status_code=422)


def test_a_row_is_changed_moved_and_removed(officer, draft, people):
    first = add_row(draft, by=people.officer, kind=ITEMS, fields={"what": "Name"})
    second = add_row(draft, by=people.officer, kind=ITEMS, fields={"what": "Age"})
    where = page(draft, "rows", "data_items", second.pk)

    officer.post(where, filled(officer.get(where), why="To be sure."))
    officer.post(f"{where}move/", {"to": "up", "seen": 2})
    assertContains(officer.get(f"{where}remove/"), "Remove “Age”")
    officer.post(page(draft, "rows", "data_items", first.pk, "remove"))

    item = DataItem.objects.get()
    assert (item.what, item.why, item.position) == ("Age", "To be sure.", 1)


def test_a_change_on_top_of_another_is_refused_once_and_kept(officer, draft, people):
    item = add_row(draft, by=people.officer, kind=ITEMS, fields={"what": "Name"})
    where = page(draft, "rows", "data_items", item.pk)
    mine = filled(officer.get(where), why="Mine.")
    change_row(item, by=people.officer, fields={"why": "Theirs."}, seen=stamp_of(item))

    response = officer.post(where, mine)

    assertContains(response, "Somebody changed this before you", status_code=409)
    assert officer.post(where, filled(response)).status_code == 302
    assert DataItem.objects.get().why == "Mine."


def test_what_was_typed_for_a_row_that_is_gone_is_given_back(officer, draft, people):
    item = add_row(draft, by=people.officer, kind=ITEMS, fields={"what": "Name"})
    where = page(draft, "rows", "data_items", item.pk)
    mine = filled(officer.get(where), why="To tell people apart.")
    remove_row(item, by=people.officer)

    assertContains(officer.post(where, mine), "To tell people apart.", status_code=409)
    assert officer.get(where).status_code == 404


def test_a_party_of_a_flow_is_not_removed_and_the_page_says_why(officer, draft, people):
    trust = add_row(
        draft, by=people.officer, kind=PARTIES, fields={"organisation": people.other, "direction": "both"}
    )
    add(officer, draft, "data_items", what="Name")
    lead = Party.objects.get(position=1)
    add(officer, draft, "flows", giver=str(lead.pk), taker=str(trust.pk), items=["name"])

    response = officer.post(page(draft, "rows", "parties", trust.pk, "remove"))

    assertContains(response, "Remove that flow first, then the party.", status_code=422)
    assert Party.objects.count() == 2


def test_rows_are_pasted_from_a_spreadsheet_or_refused_with_all_faults(officer, draft):
    where = page(draft, "rows", "data_items", "paste")

    response = officer.post(where, {"text": "What\tCriminal\nName\tperhaps\n\tyes"})
    assertContains(response, "Row 2, “criminal offence data”: write yes or no.", status_code=422)
    assertContains(response, "Row 3, “what is shared”: this is empty.", status_code=422)
    assert not DataItem.objects.exists()

    response = officer.post(where, {"text": "What\tWhy\nName\tTo find them.\nAge\t"}, follow=True)
    assertContains(response, "2 rows are added.")
    assert [item.what for item in DataItem.objects.order_by("position")] == ["Name", "Age"]

    where = page(draft, "rows", "parties", "paste")
    officer.post(where, {"text": "Organisation,Direction\nNPT,receives\nThe Charity,receives"})
    assert [party.name for party in Party.objects.order_by("position")] == [
        "Northshire County Council", "Northport Trust", "The Charity",
    ]  # fmt: skip

    where = page(draft, "rows", "flows", "paste")
    officer.post(
        where, {"text": "From\tTo\tItems\nNCC\tnpt\tName\nNorthshire County Council\tThe Charity\tAge"}
    )
    assert [(str(flow.giver.name), flow.taker.name) for flow in Flow.objects.order_by("position")] == [
        ("Northshire County Council", "Northport Trust"), ("Northshire County Council", "The Charity"),
    ]  # fmt: skip


@pytest.mark.parametrize(("start", "is_written"), [("blank", False), ("text", True), (None, True)])
def test_a_draft_begins_with_texts_or_with_its_headings_alone(officer, people, start, is_written):
    sent = {"organisation": people.organisation.pk, "kind": PROTOCOL.key, "title": "From scratch"}

    officer.post(reverse("protocols:begin"), sent | ({"start": start} if start else {}))

    sections = list(Document.objects.get(title="From scratch").versions.get().sections.order_by("position"))
    assert [section.heading for section in sections][:2] == ["Purpose", "Benefits"]
    assert {bool(section.body) for section in sections} == {is_written}


# ---- check your answers -------------------------------------------------------------------------------


def test_the_check_shows_all_answers_what_the_law_asks_and_each_point_with_its_source(officer, draft, people):
    add_row(draft, by=people.officer, kind=ITEMS, fields={"what": "Shoe size"})

    response = officer.get(page(draft, "check"))

    assertContains(response, "Before it can be signed, the law asks for this")
    assertContains(response, "Name at least two parties.")
    assertContains(response, "Shoe size")
    assertContains(response, "Say why “Shoe size” is needed.")
    assertContains(response, "Data sharing code of practice (regulator, in force 5 October 2021)")
    assertContains(response, "This is advice, not a gate")


# ---- who, and when --------------------------------------------------------------------------------------


def addresses(draft):
    party = draft.parties.get(position=1)
    return [
        page(draft),
        page(draft, "check"),
        page(draft, "purpose"),
        page(draft, "rows", "parties", "add"),
        page(draft, "rows", "parties", "paste"),
        page(draft, "rows", "parties", party.pk),
        page(draft, "rows", "parties", party.pk, "remove"),
    ]


@pytest.mark.parametrize(
    ("who", "status"), [("officer", 200), ("manager", 403), ("practitioner", 404), ("stranger", 404)]
)
def test_only_who_may_write_builds(client, people, draft, who, status):
    client.force_login(getattr(people, who))

    assert {client.get(where).status_code for where in addresses(draft)} == {status}


def test_what_left_draft_says_so(officer, people, draft):
    where = addresses(draft)
    give_up(draft, by=people.officer, reason="No need")

    assert [officer.get(each).status_code for each in where] == [302, 302, 409, 409, 409, 409, 409]


def test_no_other_document_is_built_here_and_no_other_rows_or_tasks_are_there(officer, people, draft):
    code = draft_of(make_document(people.organisation, people.officer))

    assert officer.get(page(code)).status_code == 404
    for parts in (("magic",), ("rows", "magic", "add"), ("rows", "powers", "paste")):
        assert officer.get(page(draft, *parts)).status_code == 404


def test_the_draft_leads_to_the_builder(officer, draft):
    response = officer.get(f"/documents/{draft.document.reference}/versions/1.0/draft/")

    assertContains(response, page(draft, "items"))
    assert DocumentVersion.objects.count() == 1
