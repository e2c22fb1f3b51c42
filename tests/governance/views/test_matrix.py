"""The matrix of completeness against a plain model, and who sees what of it."""

import csv
import io
import random
import re
from datetime import date, timedelta

import pytest
import time_machine

from governance import registry
from governance.kinds import Audience
from governance.presenting.matrix import Share, matrix_of
from governance.services import documents, publication, review
from organisations.models import Organisation
from organisations.permissions import Role
from organisations.services.organisations import change_organisation
from organisations.services.sharing import decide_sharing
from tests.factories.governance import TEXT, draft_of, make_document, make_published
from tests.factories.organisations import make_member, make_organisation, make_person
from tests.factories.protocols import make_recorded

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
EXPECTED = [kind for kind in registry.policy_kinds() if kind.is_expected]


@pytest.fixture(autouse=True)
def _frozen_day():
    with time_machine.travel("2026-11-24T10:00:00+00:00", tick=True):
        yield


def begin(organisation, kind, by):
    return draft_of(
        documents.create_document(organisation, kind=kind, title=f"A {kind.key}", by=by, sections=TEXT)
    )


def in_force(organisation, kind, officer, approver, since=TODAY, next_review_on=None):
    version = review.submit(begin(organisation, kind, officer), by=officer, change_summary="First")
    version = review.approve(version, by=approver)
    return publication.publish(version, by=approver, effective_from=since, next_review_on=next_review_on)


def page(client, person, query=""):
    client.force_login(person)
    return client.get(f"/work/matrix/{query}")


def names(answer):
    return [row.body.name for row in answer.context["matrix"].rows]


def words(person, wanted=None):
    return {
        row.body.code: {key: piece.words for key, piece in row.pieces.items()}
        for row in matrix_of(person, wanted or {}, TODAY).rows
    }


# ---- what stands in a cell ------------------------------------------------------------------------


def test_a_cell_says_what_is_nearest_to_being_in_force(client, people):
    here, officer, approver = people.organisation, people.officer, people.approver
    fine, due, late, coming, *others = EXPECTED
    in_force(here, fine, officer, approver, next_review_on=TODAY + timedelta(days=300))
    in_force(here, due, officer, approver, next_review_on=TODAY + timedelta(days=14))
    in_force(here, late, officer, approver, date(2025, 1, 1), TODAY - timedelta(days=12))
    in_force(here, late, officer, approver, next_review_on=TODAY + timedelta(days=300))
    begin(here, coming, officer)
    review.submit(begin(here, coming, officer), by=officer, change_summary="First")

    found = words(officer)["NCC"]

    assert found[fine.key] == "1.0"
    assert found[due.key] == "1.0, review due 2026-12-08"
    assert found[late.key] == "2 in force, review overdue since 2026-11-12"
    assert found[coming.key] == "In review"
    assert {found[kind.key] for kind in others} == {"None in force"}
    html = page(client, officer).content.decode()
    assert "Review due" in html
    assert "12 days overdue" in html
    assert f"/documents/new/?organisation=NCC&amp;kind={others[0].key}" in html
    assert "/documents/new/?" not in page(client, people.manager).content.decode()


def test_protocols_are_expected_of_those_alone_who_say_that_they_share_regularly(client, people):
    here, administrator = people.organisation, people.administrator

    assert "Not decided" in page(client, people.officer).content.decode()
    assert matrix_of(people.officer, {}, TODAY).share_of_agreements == Share(0, 0)
    decide_sharing(here, by=administrator, sharing="none", reason="One by one")
    html = " ".join(page(client, people.officer).content.decode().split())
    assert re.search(r"Not needed<span[^>]*><span[^>]*>: </span>no regular sharing<", html)
    assert matrix_of(people.officer, {}, TODAY).share_of_agreements.percent is None
    decide_sharing(here, by=administrator, sharing="regular", reason="Daily lists")
    assert matrix_of(people.officer, {}, TODAY).share_of_agreements == Share(0, 1)
    make_recorded(people.other, people.stranger, here)
    assert matrix_of(people.officer, {}, TODAY).share_of_agreements == Share(1, 1)
    assert "1 in force" in page(client, people.officer).content.decode()


# ---- who sees which rows --------------------------------------------------------------------------


def test_rows_are_those_whose_drafts_the_person_may_read(client, people):
    assert names(page(client, people.officer)) == ["Northshire County Council"]
    assert names(page(client, people.stranger)) == ["Northport Trust"]
    for who in ("practitioner", "auditor", "administrator"):
        answer = page(client, getattr(people, who))
        assert names(answer) == []
        assert "You read no organisation’s drafts" in answer.content.decode()


def test_all_that_have_something_in_force_may_be_shown_and_no_more(client, people):
    make_published(people.organisation, people.officer, people.approver)
    make_published(
        people.organisation, people.officer, people.approver, title="Closed", audience=Audience.ORGANISATION
    )
    decide_sharing(people.organisation, by=people.administrator, sharing="regular", reason="Kept inside")

    answer = page(client, people.stranger, "?show=all")

    assert names(answer) == ["Northport Trust", "Northshire County Council"]
    assert words(people.stranger, {"show": "all"})["NCC"]["code_of_practice"] == "1.0"
    html = answer.content.decode()
    assert "Case by case" in html
    assert "Kept inside" not in html
    assert answer.context["whole"].share_of_agreements == Share(0, 0)


@pytest.mark.parametrize("query", ["?show=all", "", "?show=all&gaps=yes"])
def test_a_hidden_draft_changes_no_byte(client, people, query):
    make_published(people.organisation, people.officer, people.approver)
    client.force_login(people.stranger)
    urls = [f"/work/matrix/{query}", f"/work/matrix.csv{query}", "/work/charts/", "/work/"]
    before = [body(client.get(url)) for url in urls]

    for kind in EXPECTED:
        begin(people.organisation, kind, people.officer)
    make_published(
        people.organisation, people.officer, people.approver, title="Closed", audience=Audience.ORGANISATION
    )

    assert [body(client.get(url)) for url in urls] == before


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_an_organisation_that_has_ended_is_expected_to_have_nothing(client, people):
    change_organisation(people.organisation, by=people.administrator, ends_on=TODAY - timedelta(days=1))

    assert names(page(client, people.officer)) == []


# ---- filters, pages, file -------------------------------------------------------------------------


def test_filters_stand_in_the_address(client, people):
    for code, kind in (("AAA", "police"), ("BBB", "nhs")):
        make_member(people.officer, make_organisation(code, kind=kind), Role.INFORMATION_OFFICER)
    people.officer.__dict__.pop("_rights", None)

    assert names(page(client, people.officer, "?kind=nhs")) == ["Organisation BBB"]
    answer = page(client, people.officer, "?kind=nhs&gaps=yes")
    assert [chip["href"] for chip in answer.context["chips"]] == ["?gaps=yes", "?kind=nhs"]
    assert page(client, people.officer, "?kind=zoo").status_code == 422
    assert client.get("/work/matrix.csv?kind=zoo").status_code == 422
    assert page(client, people.officer, "?page=99").context["page"].number == 1
    assert page(client, people.officer, "?page=0").status_code == 422


def test_only_gaps_leaves_out_what_is_complete_and_counts_it_in_the_foot(client, people):
    make_member(people.officer, make_organisation("AAA"), Role.INFORMATION_OFFICER)
    for kind in EXPECTED:
        in_force(people.organisation, kind, people.officer, people.approver)

    answer = page(client, people.officer, "?gaps=yes")

    assert names(answer) == ["Organisation AAA"]
    assert answer.context["whole"].sentence == "1 of 2 organisations have all that is expected in force."
    assert {share.percent for share in answer.context["whole"].shares} == {50}


def test_the_file_has_a_row_for_each_organisation_and_no_formula(client, people):
    make_member(people.officer, make_organisation("AAA", name="=1+1"), Role.INFORMATION_OFFICER)
    client.force_login(people.officer)

    answer = client.get("/work/matrix.csv")

    rows = list(csv.reader(io.StringIO(body(answer).decode("utf-8-sig"))))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert [row[1] for row in rows] == ["Code", "AAA", "NCC"]
    assert rows[1][0] == "'=1+1"
    assert rows[0][-1] == "Protocols"
    assert {len(row) for row in rows} == {len(EXPECTED) + 3}


def test_nobody_who_is_not_signed_in_and_nothing_can_be_sent(client, people):
    for path in ("/work/matrix/", "/work/matrix.csv", "/work/charts/"):
        assert client.get(path).status_code == 302
    client.force_login(people.officer)
    for path in ("/work/matrix/", "/work/matrix.csv", "/work/charts/"):
        assert client.post(path).status_code == 405


# ---- against a plain model ------------------------------------------------------------------------


def test_a_random_world_is_counted_as_a_plain_model_counts_it(people):
    """Each organisation draws what it has; what is in force is counted by hand."""
    dice, person = random.Random(20261124), make_person("all@northshire.example")
    plain, drawn = {}, ("nothing", "draft", "in_force", "in_force", "closed")
    for number in range(6):
        here = make_organisation(f"R{number}")
        for member in (people.officer, people.approver):
            make_member(member, here, Role.INFORMATION_OFFICER)
        sees_drafts = dice.random() < 0.6
        if sees_drafts:
            make_member(person, here, Role.MANAGER)
        people.officer.__dict__.pop("_rights", None)
        people.approver.__dict__.pop("_rights", None)
        for kind in EXPECTED[:4]:
            state = dice.choice(drawn)
            if state == "draft":
                begin(here, kind, people.officer)
            if state in ("in_force", "closed"):
                version = in_force(here, kind, people.officer, people.approver)
            if state == "closed":
                documents.change_control(version.document, by=people.officer, audience=Audience.ORGANISATION)
            plain[here.code, kind.key] = state == "in_force" or (state == "closed" and sees_drafts)
        plain[here.code, ""] = sees_drafts
    shown = {code for (code, key), yes in plain.items() if yes}

    found = {
        (row.body.code, key): bool(piece.in_force)
        for row in matrix_of(person, {"show": "all"}, TODAY).rows
        for key, piece in row.pieces.items()
        if key in {kind.key for kind in EXPECTED[:4]}
    }
    own = matrix_of(person, {}, TODAY)

    assert found == {pair: yes for pair, yes in plain.items() if pair[1] and pair[0] in shown}
    assert {row.body.code for row in own.rows} == {
        code for (code, key), yes in plain.items() if not key and yes
    }
    for topic, share in zip(own.topics, own.shares, strict=True):
        kinds = [kind.key for kind in dict(registry.topics())[topic]]
        of_topic = [all(plain.get((row.body.code, key), False) for key in kinds) for row in own.rows]
        assert share == Share(sum(of_topic), len(of_topic))


def test_forty_organisations_within_twelve_queries_and_150_kilobytes(
    client, people, django_assert_max_num_queries, record_property
):
    for number in range(40):
        here = make_organisation(f"P{number:02}", name=f"Northshire partner organisation {number}")
        make_member(people.officer, here, Role.INFORMATION_OFFICER)
    people.officer.__dict__.pop("_rights", None)
    for here in Organisation.objects.filter(code__startswith="P"):
        make_document(here, people.officer)
    client.force_login(people.officer)
    client.get("/help/")

    with django_assert_max_num_queries(12) as asked:
        answer = client.get("/work/matrix/")

    assert len(answer.context["matrix"].rows) == 41
    assert len(answer.content) < 150_000
    record_property("figure", f"41 organisations: {len(asked)} queries, {len(answer.content) // 1000} KB")
