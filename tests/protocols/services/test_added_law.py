"""Law that an organisation adds: who may name it, what changes, what stays as it was."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone

from audit import verification
from audit.models import Event
from governance.presenting.text import text_of
from governance.services import documents
from governance.withheld import WHOLE
from organisations.permissions import Role
from protocols.kinds import PROTOCOL
from protocols.models import AddedLaw, EntryPower, LegalBasis, LegalPower, RegisterEntry
from protocols.presenting.wording import AgreementText
from protocols.services import opening
from protocols.services.added_law import add_law, change_law, end_law, stamp_of
from protocols.services.beginning import begin_protocol
from protocols.services.drafting import StaleRow
from protocols.services.row_kinds import BASES, POWERS
from protocols.services.rows import add_row, remove_row
from tests.factories.governance import approved
from tests.factories.organisations import make_member, make_organisation, make_person
from tests.once import made_once
from tests.protocols.signing.world import copied, make_draft, make_world, sign

pytestmark = pytest.mark.django_db
ACT = {
    "act": "Northshire Act 1985",
    "section": "section 4",
    "allows": "The council may tell the trust who lives in a home that is not safe.",
    "source": "legislation.gov.uk, read on 1 November 2026",
    "address": "https://www.legislation.gov.uk/ukla/1985/4",
    "in_force_from": date(1985, 7, 1),
    "in_force_to": None,
}
WORDS = "Northshire Act 1985, section 4: The council may tell the trust who lives in a home that is not safe."


@pytest.fixture(autouse=True)
def kept_by_another(settings):
    settings.REGISTER_KEEPER = "KEEP"


made = made_once(make_world)


@pytest.fixture
def w(made):
    return copied(made)


@pytest.fixture
def keeper(kept_by_another):
    body = make_organisation("KEEP", name="Keeper")
    body.administrator = make_person("admin@keeper.example")
    make_member(body.administrator, body, Role.ADMINISTRATOR)
    return body


def add(w, group="power", by=None, body=None, **fields):
    return add_law(body or w.organisation, by=by or w.administrator, group=group, fields=ACT | fields)


def named(w, law, kind=POWERS, draft=None, **fields):
    draft = draft or begin_protocol(w.organisation, kind=PROTOCOL, title="Safe homes", by=w.officer)
    return add_row(draft, by=w.officer, kind=kind, fields={"key": law.key, **fields})


def told(body):
    found = Event.objects.for_target(body).in_order()
    return [(each.verb, each.facts) for each in found if each.verb.startswith("law.")]


def test_a_power_is_added_once_however_often_the_form_is_sent(w):
    key = uuid4()

    first = add_law(w.organisation, by=w.administrator, group="power", fields=ACT, pk=key)
    second = add_law(w.organisation, by=w.administrator, group="power", fields=ACT, pk=key)

    assert first == second
    assert str(first) == WORDS
    assert told(w.organisation) == [("law.added", {"law": str(key), "words": WORDS, "group": "power"})]
    with pytest.raises(ValidationError, match="stands in the list already"):
        add(w)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"act": ""}, "act"),
        ({"allows": ""}, "allows"),
        ({"source": ""}, "source"),
        ({"address": "nowhere"}, "address"),
        ({"act": "Unseen \u202e sign"}, "act"),
        ({"in_force_to": date(1985, 6, 30)}, "__all__"),
    ],
)
def test_what_does_not_fit_is_refused(w, wrong, field):
    with pytest.raises(ValidationError) as refused:
        add(w, **wrong)

    assert list(refused.value.message_dict) == [field]
    assert not AddedLaw.objects.exists()


@pytest.mark.parametrize("who", ["officer", "manager", "practitioner", "auditor", "stranger"])
def test_only_an_administrator_adds_changes_and_ends(w, who):
    law = add(w)
    person = getattr(w, who)

    for act in (
        lambda: add(w, by=person, act="Another Act"),
        lambda: change_law(law, by=person, fields={"act": "Another Act"}, seen=stamp_of(law)),
        lambda: end_law(law, by=person, on=timezone.localdate()),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_draft_names_it_and_an_agreement_keeps_its_words(w):
    law = add(w)
    draft = make_draft(w, "NCC NPT")
    named(w, law, draft=draft)
    named(w, add(w, "article6", allows="A basis of its own."), BASES, draft, covers="all", explanation="Why")
    version = approved(draft, w.officer, w.approver)
    opening.open_for_signature(version, by=w.approver)
    for code in ("NCC", "NPT"):
        sign(w, version, code)
    before = version.content_sha256

    change_law(law, by=w.administrator, fields={"allows": "Nothing of the kind."}, seen=stamp_of(law))
    end_law(AddedLaw.objects.get(pk=law.pk), by=w.administrator, on=timezone.localdate())

    version.refresh_from_db()
    page = AgreementText(version, text_of(version, WHOLE))
    assert version.content_sha256 == before
    [_reference, power] = page.powers
    assert (power.words, power.source, power.address, power.added_by) == (
        WORDS, ACT["source"], ACT["address"], w.organisation.name,
    )  # fmt: skip
    [basis] = [each for each in page.bases if each.added]
    assert basis.added.words == "Northshire Act 1985, section 4: A basis of its own."
    entry = RegisterEntry.objects.get(version=version)
    assert entry.powers == ["dea_fuel_poverty", WORDS]
    assert set(EntryPower.objects.filter(entry=entry).values_list("key", flat=True)) == {"dea_fuel_poverty"}
    assert list(verification.faults()) == []


def test_a_draft_says_what_the_law_says_now_in_its_own_row(w):
    law = add(w)
    power = named(w, law)
    basis_of = add(w, "article6")
    basis = named(w, basis_of, BASES, power.version, covers="all")

    change_law(law, by=w.administrator, fields={"section": "section 5"}, seen=stamp_of(law))
    end_law(basis_of, by=w.administrator, on=timezone.localdate())

    power.refresh_from_db()
    basis.refresh_from_db()
    assert str(power).startswith("Northshire Act 1985, section 5: ")
    assert basis.law["until"] == timezone.localdate().isoformat()
    rows = power.version.text().rows
    assert rows["powers"][0]["key"] == str(power)
    assert rows["bases"][0]["group"] == "article6"


def test_a_basis_of_article_6_that_was_added_answers_what_the_law_asks(w):
    draft = make_draft(w, "NCC NPT", lacking=("bases",))
    assert any("Choose a lawful basis" in each for each in opening.wanting(draft))

    named(w, add(w, "article6"), BASES, draft, covers="all")

    assert opening.wanting(draft) == []


def test_a_condition_of_schedule_1_that_was_added_covers_what_it_says(w):
    draft = make_draft(w, "NCC NPT", special="health")
    remove_row(LegalBasis.objects.get(version=draft, key="art9_c"), by=w.officer)
    named_9 = {"key": "art9_g", "covers": "special"}
    add_row(draft, by=w.officer, kind=BASES, fields=named_9)
    assert any("Schedule 1 beside it" in each for each in opening.wanting(draft))

    named(w, add(w, "schedule1"), BASES, draft, covers="special")

    assert opening.wanting(draft) == []


def test_what_another_organisation_added_is_not_named_but_what_the_keeper_added_is(w, keeper):
    other = make_person("admin@npt.example")
    make_member(other, w.other, Role.ADMINISTRATOR)
    theirs = add(w, by=other, body=w.other)
    everyones = add(w, by=keeper.administrator, body=keeper)

    with pytest.raises(ValidationError) as refused:
        named(w, theirs)
    assert refused.value.message_dict == {"key": ["Choose a law from the list."]}
    assert str(named(w, everyones)) == WORDS


def test_the_same_words_stand_once_in_an_agreement(w, keeper):
    row = named(w, add(w))
    twin = add(w, by=keeper.administrator, body=keeper)

    with pytest.raises(ValidationError) as refused:
        named(w, twin, draft=row.version)

    assert refused.value.message_dict == {"key": ["This stands here already."]}


def test_what_has_ended_or_not_begun_is_not_named_anew_and_stays_where_it_stood(w):
    law = add(w)
    row = named(w, law)
    law = end_law(law, by=w.administrator, on=timezone.localdate() - timedelta(days=1))
    later = add(w, act="Act to come", in_force_from=timezone.localdate() + timedelta(days=1))

    for each in (law, later):
        with pytest.raises(ValidationError) as refused:
            named(w, each)
        assert refused.value.message_dict == {
            "key": ["This power is not in force today. Choose another one."]
        }
    assert str(LegalPower.objects.get(pk=row.pk)) == WORDS
    assert told(w.organisation)[1] == (
        "law.ended",
        {"law": str(law.pk), "words": WORDS, "on": law.in_force_to.isoformat()},
    )


@pytest.mark.parametrize(("group", "kind"), [("power", BASES), ("article6", POWERS)])
def test_a_power_is_no_basis_and_a_basis_no_power(w, group, kind):
    with pytest.raises(ValidationError) as refused:
        named(w, add(w, group), kind)

    assert list(refused.value.message_dict) == ["key"]


@pytest.mark.parametrize("key", ["own-", "own-nonsense", "own-01a22711-c87d-7401-85d5-3cd827248b7f"])
def test_a_key_of_nothing_is_refused(w, key):
    draft = begin_protocol(w.organisation, kind=PROTOCOL, title="Safe homes", by=w.officer)
    for kind in (POWERS, BASES):
        with pytest.raises(ValidationError):
            add_row(draft, by=w.officer, kind=kind, fields={"key": key})


def test_what_is_named_is_not_deleted(w):
    law = add(w)
    named(w, law)

    with pytest.raises(models.ProtectedError):
        law.delete()


def test_somebody_elses_change_is_not_overwritten(w):
    law = add(w)
    seen = stamp_of(law)
    change_law(law, by=w.administrator, fields={"section": "section 5"}, seen=seen)

    with pytest.raises(StaleRow):
        change_law(law, by=w.administrator, fields={"section": "section 6"}, seen=seen)

    change_law(law, by=w.administrator, fields={"section": "section 5"}, seen=seen)
    assert AddedLaw.objects.get().section == "section 5"
    assert [verb for verb, _facts in told(w.organisation)] == ["law.added", "law.changed"]


def test_the_next_draft_names_it_too(w):
    law = add(w)
    version = make_draft(w, "NCC NPT")
    named(w, law, draft=version)
    signed = approved(version, w.officer, w.approver)
    opening.open_for_signature(signed, by=w.approver)
    for code in ("NCC", "NPT"):
        sign(w, signed, code)

    draft = documents.start_draft(signed.document, by=w.officer)

    assert [str(row) for row in draft.legal_powers.order_by("position")][-1] == WORDS
