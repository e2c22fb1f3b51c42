"""What is refused, each with a sentence, and nothing recorded."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from audit.errors import InvalidMove
from audit.identifiers import new_id
from governance.services import documents
from organisations.models import Membership
from organisations.permissions import Role
from protocols import shown
from protocols.agreement import TermsLine
from protocols.given import Proof
from protocols.kinds import ACCORD
from protocols.models import Party, Signatory, Statement
from protocols.services import leaving, opening, signing
from protocols.services.recording import draft_agreement
from protocols.statements import Kind, Strength
from tests.audit.helpers import acting
from tests.factories.governance import approved, submitted
from tests.factories.organisations import make_member
from tests.once import made_once
from tests.protocols.signing.world import (
    agreement,
    days,
    given_for,
    make_approved,
    make_draft,
    make_open,
    make_signed,
    opened,
    opened_world,
    sign,
)

pytestmark = pytest.mark.django_db
made = made_once(opened_world)


@pytest.fixture
def w(made):
    return made


def refused_with(act):
    """The sentence of a refusal; nothing was stated."""
    before = Statement.objects.count()
    with pytest.raises((PermissionDenied, InvalidMove, ValidationError)) as refused:
        act()
    assert Statement.objects.count() == before
    error = refused.value
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


@pytest.mark.parametrize("state", ["draft", "in_review", "approved"])
def test_signing_what_is_not_open(w, state):
    make = {
        "draft": make_draft,
        "in_review": lambda w: submitted(make_draft(w), w.officer),
        "approved": make_approved,
    }
    version = make[state](w)

    assert "not open for signature" in refused_with(lambda: sign(w, version, "NPT"))


def test_signing_what_was_cancelled(w):
    version = opened(w)
    opening.cancel(version, by=w.approver, reason="A slip")

    assert "not open for signature" in refused_with(lambda: sign(w, version, "NPT"))


def test_signing_an_older_version(w):
    first = make_signed(w)
    second = approved(documents.start_draft(first.document, by=w.officer), w.officer, w.approver)
    opening.open_for_signature(second, by=w.approver)

    assert "not open for signature" in refused_with(lambda: sign(w, first, "NPT"))


def test_signing_for_another_organisation(w):
    version = opened(w)

    assert "Only a person with the role" in refused_with(lambda: sign(w, version, "NPT", by=w.police))


def test_signing_for_who_is_no_party(w):
    version = make_open(w, "NCC NPT")

    assert "not a party" in refused_with(lambda: sign(w, version, "POL"))


def test_signing_by_an_officer(w):
    version = opened(w)

    assert "Only a person with the role manager" in refused_with(
        lambda: sign(w, version, "NPT", by=w.stranger)
    )


def test_signing_by_a_member_whose_role_has_ended(w):
    version = opened(w)
    with acting():
        membership = Membership.objects.get(user=w.trust)
        membership.ends_on = timezone.localdate()
        membership.save()

    assert "Only a person with the role" in refused_with(lambda: sign(w, version, "NPT"))


def test_signing_by_a_person_whose_account_is_closed(w):
    version = opened(w)
    given = given_for(version, w.trust, w.other)
    w.trust.is_active = False
    w.trust.save()
    try:
        sentence = refused_with(lambda: signing.sign(version, by=w.trust, organisation=w.other, given=given))
    finally:
        w.trust.is_active = True
    assert "Only a person with the role" in sentence


@pytest.mark.parametrize("which", ["person", "organisation", "round", "nonsense"])
def test_signing_with_a_token_that_is_anothers(w, which):
    version = opened(w)
    make_member(w.trust, w.third, Role.MANAGER)
    row = version.signing_rounds.get()
    rival = make_open(w).signing_rounds.get()
    tokens = {
        "person": signing.what_is_shown(row, w.other, w.police),
        "organisation": signing.what_is_shown(row, w.third, w.trust),
        "round": signing.what_is_shown(rival, w.other, w.trust),
    }
    token = shown.token(tokens[which], timezone.now()) if which in tokens else "1.x"

    assert "The text has changed" in refused_with(lambda: sign(w, version, "NPT", token=token))


def test_signing_a_text_that_has_changed_since_it_was_shown(w):
    version = opened(w)
    given = given_for(version, w.trust, w.other)
    opening.cancel(version, by=w.approver, reason="A slip")
    version.refresh_from_db()
    version = approved(version, w.officer, w.approver)
    opening.open_for_signature(version, by=w.approver)

    sentence = refused_with(lambda: signing.sign(version, by=w.trust, organisation=w.other, given=given))

    assert "The text has changed since you opened this page. Nothing was signed." in sentence


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": " "}, "Write your name"),
        ({"post": ""}, "Write your post"),
        ({"declaration": "Yes."}, "Confirm the declaration"),
        ({"proof": Proof(Strength.SESSION, timezone.now())}, "Prove again"),
        (
            {"proof": Proof(Strength.PASSWORD, timezone.now() - timedelta(minutes=5, seconds=1))},
            "five minutes",
        ),
        ({"proof": Proof(Strength.PASSWORD, timezone.now() + timedelta(days=1))}, "five minutes"),
    ],
)
def test_signing_without_what_a_signature_needs(w, fields, words):
    version = opened(w)

    assert words in refused_with(lambda: sign(w, version, "NPT", **fields))


def test_giving_notice_of_a_draft(w):
    signed = make_signed(w)
    draft = documents.start_draft(signed.document, by=w.officer)
    given = given_for(signed, w.trust, w.other, kind=Kind.LEAVING)
    before = Statement.objects.count()

    with pytest.raises(InvalidMove, match="This version is a draft"):
        leaving.give_notice(
            draft, by=w.trust, organisation=w.other, leaves_on=days(3), reason="No need", given=given
        )

    assert Statement.objects.count() == before


def test_signing_twice(w):
    version = opened(w)
    sign(w, version, "NPT")

    assert "has signed already" in refused_with(lambda: sign(w, version, "NPT"))


def changed(row, **values):
    """Past the acts, as an administrator of the database would."""
    for name, value in values.items():
        setattr(row, name, value)
    with transaction.atomic(), acting():
        row.save()


def test_the_database_takes_a_signature_once(w):
    version = opened(w)
    first = sign(w, version, "NPT")
    first._state.adding = True

    with pytest.raises(DatabaseError):
        changed(first, pk=new_id(), key=None)


@pytest.mark.parametrize(
    "change", [lambda s: s.save(update_fields=["name"]), lambda s: s.delete()], ids=["change", "delete"]
)
def test_the_database_keeps_a_statement_as_it_was(w, change):
    version = opened(w)
    statement = sign(w, version, "NPT")
    statement.name = "Somebody else"

    with pytest.raises(DatabaseError, match="can only be added to"), transaction.atomic(), acting():
        change(statement)


@pytest.mark.parametrize(
    ("name", "value"), [("needs_all", True), ("sha256", "0" * 64), ("long_stop_on", days(9))]
)
def test_the_database_keeps_the_terms_of_a_round(w, name, value):
    row = opened(w).signing_rounds.get()

    with pytest.raises(DatabaseError, match="not changed"):
        changed(row, **{name: value})


def test_the_database_keeps_whose_signature_is_asked_for(w):
    signatory = opened(w).signing_rounds.get().signatories.first()

    with pytest.raises(DatabaseError, match="stays"):
        changed(signatory, organisation=w.third)
    with pytest.raises(DatabaseError, match="stays"), transaction.atomic(), acting():
        Signatory.objects.get(organisation=w.third).delete()


def test_signing_after_the_last_day(w):
    version = make_open(w, opened={"closes_on": days(0)})
    with acting():
        row = version.signing_rounds.get()
        row.closes_on = days(-1)
        row.save()

    assert "The last day to sign was" in refused_with(lambda: sign(w, version, "NPT"))


@pytest.mark.parametrize(
    ("parties", "words"),
    [
        ("NCC", "at least two parties"),
        ("NCC> NPT>", "Say which party receives"),
        ("<NCC <NPT", "Say which party discloses"),
        ("NCC NPT All-schools", "Choose “All-schools” from the list"),
    ],
)
def test_opening_without_the_parties_that_the_law_requires(w, parties, words):
    version = make_approved(w, parties)

    assert words in refused_with(lambda: opening.open_for_signature(version, by=w.approver))
    assert not version.signing_rounds.exists()


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        ("items", "List what is shared"),
        ("bases", "Choose a lawful basis"),
        ("conditions", "Say whether an impact assessment was done"),
    ],
)
def test_opening_without_what_the_law_requires_to_be_said(w, lacking, words):
    version = make_approved(w, lacking=(lacking,))

    assert words in refused_with(lambda: opening.open_for_signature(version, by=w.approver))


def test_an_accord_shares_nothing_and_needs_no_basis(w):
    version = make_open(w, kind=ACCORD, powers=(), lacking=("items", "bases", "conditions"))

    assert version.state == "for_signature"


@pytest.mark.parametrize(
    ("terms", "opened", "words"),
    [
        (TermsLine(ends_on=days(-1)), {}, "would end before anybody could sign"),
        (TermsLine(), {"closes_on": days(-1)}, "today or a later day"),
        (TermsLine(ends_on=days(9)), {"closes_on": days(10)}, "before the agreement ends"),
        (TermsLine(), {"long_stop_on": days(9)}, "no version before this one"),
    ],
)
def test_opening_with_days_that_contradict_each_other(w, terms, opened, words):
    version = make_approved(w, terms=terms)

    assert words in refused_with(lambda: opening.open_for_signature(version, by=w.approver, **opened))


@pytest.mark.parametrize(
    ("opened", "words"),
    [
        ({"long_stop_on": days(0)}, "a later day than today"),
        ({"long_stop_on": days(9), "closes_on": days(10)}, "on or after the last day to sign"),
    ],
)
def test_ending_the_version_before_on_a_day_that_contradicts_another(w, opened, words):
    first = make_signed(w)
    second = approved(documents.start_draft(first.document, by=w.officer), w.officer, w.approver)

    assert words in refused_with(lambda: opening.open_for_signature(second, by=w.approver, **opened))


def test_opening_by_who_may_not(w):
    version = make_approved(w)

    assert "Only a person" in refused_with(lambda: opening.open_for_signature(version, by=w.police))


@pytest.mark.parametrize("make", [make_draft, make_open, make_signed])
def test_opening_what_is_not_approved(w, make):
    version = make(w)

    assert "cannot become “Open for signature”" in refused_with(
        lambda: opening.open_for_signature(version, by=w.approver)
    )


def test_a_party_twice(w):
    sentence = refused_with(
        lambda: draft_agreement(w.organisation, agreement=agreement(w, "NCC NPT NPT"), by=w.officer)
    )
    assert "stands in the list twice" in sentence
    version = make_draft(w)
    with pytest.raises(DatabaseError), transaction.atomic(), acting():
        Party.objects.create(
            version=version, organisation=w.other, position=9, name="Again", direction="both"
        )


def test_the_lead_does_not_let_a_party_forward_its_invitation(w):
    version = opened(w)
    signatory = Signatory.objects.get(round__version=version, organisation=w.other)

    sentence = refused_with(
        lambda: opening.change_signatory(signatory, by=w.trust, name="Pat", address="pat@trust.example")
    )

    assert "Only a person" in sentence
