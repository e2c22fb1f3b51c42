"""The statement of support: its texts, its checks, and who signs it."""

import json
from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from audit.errors import InvalidMove
from audit.models import Event
from governance.content.readability import reading_age
from governance.kinds import PlainSection, VersionText, run_checks
from governance.markdown import plain
from governance.models import Body
from governance.services.documents import start_draft
from practice.content.checks import _STATEMENTS
from practice.kinds import SUPPORT_STATEMENT
from practice.models import Signatory
from practice.services.signatory import StaleSignatory, name_signatory
from tests.audit.helpers import acting
from tests.factories.governance import draft_of, make_document, published, submitted
from tests.factories.practice import SIGNED, make_statement

ROW = {"name": "Ann Other", "post": "Chief Executive", "signed_on": "2026-03-02"}
# what is taken out of which section, for each check
OMISSIONS = {
    "promise": ("promise", "we will support you", "good luck"),
    "both-ways": ("promise", " or not to share it", ""),
    "outcome": ("promise", "It holds even if things later turn out badly, or if", "It holds if"),
    "no-agreement": ("promise", "You do not need an agreement or a signature to share about one person.", ""),
    "good-faith": ("*", "good faith", "a hurry"),
    "policy": (
        "scope",
        "- kept to our Code of Practice and our procedures, or had a good reason not to\n",
        "",
    ),
    "recorded": ("scope", "recorded your decision and your reasons", "slept on it"),
    "advice": ("advice", "01632 960100", "by telephone"),
    "discipline": ("meaning", "- **No discipline:** you will not be disciplined", "- It is well"),
    "correspondence": (
        "meaning",
        "**We answer for you:** if there is a complaint, a claim",
        "If there is news",
    ),
    "supervision": ("meaning", "**Supervision:** your manager talks", "Somebody speaks"),
    "limits": ("limits", "knowingly misuses", "reads"),
}


def whole(**rows):
    sections = []
    for model in SUPPORT_STATEMENT.sections:
        body = model.starting_text.replace("[Name and role of the adviser]", "The desk")
        body = body.replace("telephone [number], e-mail [address]", "telephone 01632 960100")
        sections.append(
            PlainSection(model.key, model.heading, body.replace("[telephone number]", "the same"))
        )
    return VersionText("S", "en-gb", tuple(sections), rows={"signatory": [{**ROW, **rows}]})


def failed(text):
    return [result.check.key for result in run_checks(SUPPORT_STATEMENT, text) if not result.passed]


def test_starting_text_passes_every_check_once_its_places_are_filled():
    assert failed(whole()) == []
    assert reading_age("\n".join(plain(section.body) for section in whole().sections)) < 11


def test_every_statement_has_an_omission():
    assert list(OMISSIONS) == [statement[0] for statement in _STATEMENTS]


@pytest.mark.parametrize(("check", "omission"), OMISSIONS.items())
def test_an_omission_is_missed_by_its_check_alone(check, omission):
    where, words, instead = omission
    text = whole()
    sections = tuple(
        replace(s, body=s.body.replace(words, instead)) if where in ("*", s.key) else s for s in text.sections
    )

    assert sections != text.sections
    assert failed(replace(text, sections=sections)) == [check]


@pytest.mark.parametrize("field", ["name", "post", "signed_on"])
def test_a_signature_needs_name_post_and_day(field):
    assert failed(whole(**{field: ""})) == ["signatory"]


def test_every_check_names_its_source_and_the_day():
    assert [check.key for check in SUPPORT_STATEMENT.checks if not (check.source and check.read_on)] == []


# ---- who signs ------------------------------------------------------------------------------------


@pytest.fixture
def version(people):
    return draft_of(make_statement(people.organisation, people.officer))


def url(version):
    return reverse("practice:signatory", args=[version.document.reference, version.number])


@pytest.mark.django_db
def test_who_signs_is_frozen_shown_and_kept_for_the_next_draft_without_the_day(client, people, version):
    in_force = published(version, people.officer, people.approver)
    draft = start_draft(in_force.document, by=people.officer)

    frozen = json.loads(Body.objects.get(pk=in_force.content_sha256).unpacked())
    page = client.get(in_force.document.get_absolute_url()).content.decode()

    assert frozen["rows"]["signatory"] == [
        {"name": "Martin Heslop", "post": "Chief Executive", "signed_on": "2026-03-02"}
    ]
    assert "Martin Heslop" in page
    assert "2 March 2026" in page
    assert (draft.signatory.name, draft.signatory.signed_on) == ("Martin Heslop", None)


@pytest.mark.django_db
def test_naming_somebody_else_is_told_and_the_same_again_is_not(people, version):
    for _twice in range(2):
        name_signatory(version, by=people.officer, name="Ann  Other", post="Director", signed_on=None, base=1)

    last = Event.objects.filter(verb="signatory.named").newest_first().first()
    assert (last.facts["name"], Event.objects.filter(verb="signatory.named").count()) == ("Ann Other", 2)


@pytest.mark.django_db
def test_a_stale_name_is_refused_and_kept_in_the_form(client, people, version):
    name_signatory(version, by=people.approver, name="Theirs", post="Director", signed_on=None, base=1)
    with pytest.raises(StaleSignatory):
        name_signatory(version, by=people.officer, **SIGNED, base=1)
    client.force_login(people.officer)

    late = client.post(url(version), {"name": "Mine", "post": "Head", "signed_on": "3 April 2026", "base": 1})
    form = late.context["form"]
    again = client.post(url(version), {"name": "Mine", "post": "Head", "base": form["base"].value()})

    assert (late.status_code, form["name"].value(), again.status_code) == (409, "Mine", 302)
    assert "Theirs" in late.content.decode()
    assert Signatory.objects.get(version=version).name == "Mine"


@pytest.mark.django_db
def test_a_refused_form_keeps_what_was_typed(client, people, version):
    client.force_login(people.officer)

    answer = client.post(url(version), {"name": "", "post": "Head", "signed_on": "someday", "base": 1})

    form = answer.context["form"]
    assert (answer.status_code, form["post"].value(), form["signed_on"].value()) == (422, "Head", "someday")


@pytest.mark.django_db
def test_what_left_draft_keeps_its_signatory(people, version):
    submitted(version, people.officer)

    with pytest.raises(InvalidMove, match="is frozen"):
        name_signatory(version, by=people.officer, **SIGNED, base=1)
    row = Signatory.objects.get(version=version)
    row.signed_on = date(2026, 4, 1)
    with pytest.raises(DatabaseError, match="are frozen"), transaction.atomic(), acting():
        row.save()


@pytest.mark.django_db
def test_a_kind_that_is_not_signed_so_has_no_such_page(client, people):
    code = draft_of(make_document(people.organisation, people.officer))
    client.force_login(people.officer)

    assert client.get(url(code)).status_code == 404
    with pytest.raises(InvalidMove, match="no signatory"):
        name_signatory(code, by=people.officer, **SIGNED, base=0)
