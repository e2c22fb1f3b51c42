"""Joining, leaving, succession, suspension, termination: each a statement, and what it makes of who may rely on it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit import actors, verification
from audit.errors import InvalidMove
from audit.models import Event
from governance.models import DocumentVersion
from governance.models.version import Standing
from governance.services import documents
from organisations.services.organisations import record_successor
from protocols.held import agreement_of
from protocols.models import Conditions, RegisterEntry, Signatory, Statement
from protocols.services import accession, leaving, opening, signing, succession, suspension, termination
from protocols.statements import Kind
from tests.audit.helpers import acting
from tests.factories.governance import approved, draft_of
from tests.factories.protocols import make_recorded
from tests.once import made_once
from tests.protocols.signing.world import (
    copied,
    days,
    given_for,
    kinds,
    make_draft,
    make_open,
    make_signed,
    make_world,
    sign,
    standings,
)

pytestmark = pytest.mark.django_db
JOB = actors.job("test")


def signed_world():
    w = make_world()
    w.signed = make_signed(w)
    return w


made = made_once(signed_world)


@pytest.fixture
def w(made):
    w = copied(made)
    w.signed = DocumentVersion.objects.select_related("document__organisation").get(pk=made.signed.pk)
    return w


def holding(w, on=None, codes=("NCC", "NPT", "POL", "NEW"), version=None):
    """“NCC-NPT NCC-POL”: between whom it holds."""
    about = agreement_of((version or w.signed).document)
    day = on or timezone.localdate()
    pairs = [(one, other) for place, one in enumerate(codes) for other in codes[place + 1 :]]
    held = [
        f"{a}-{b}" for a, b in pairs if about.between(str(w.bodies[a].pk), str(w.bodies[b].pk), day).holds
    ]
    return " ".join(held)


def notice(w, code="POL", leaves_on=None, **fields):
    return leaving.give_notice(
        w.signed,
        by=fields.pop("by", w.signer[code]),
        organisation=w.bodies[code],
        leaves_on=leaves_on or days(30),
        reason=fields.pop("reason", "No need any more"),
        given=given_for(w.signed, w.signer[code], w.bodies[code], kind=Kind.LEAVING, **fields),
    )


def taken_over(w, on=-1):
    record_successor(w.other, by=JOB, successor=w.fourth, on=days(on))


# ---- joining ----------------------------------------------------------------------------------------


def test_an_admitted_organisation_is_a_party_once_it_has_signed(w):
    statement = accession.admit(w.signed, by=w.approver, organisation=w.fourth, direction="recipient")
    assert (statement.kind, statement.concerns, statement.direction) == ("admission", w.fourth, "recipient")
    assert holding(w) == "NCC-NPT NCC-POL NPT-POL"

    joined = sign(w, w.signed, "NEW", kind=Kind.ACCESSION)

    assert (joined.kind, joined.sha256) == ("accession", w.signed.content_sha256)
    assert holding(w) == "NCC-NPT NCC-POL NCC-NEW NPT-POL NPT-NEW POL-NEW"
    assert w.signed.document.participants.filter(organisation=w.fourth).exists()
    assert Event.objects.for_target(w.signed).filter(verb="agreement.joined").count() == 1
    assert list(verification.faults()) == []


@pytest.mark.parametrize("code", ["NPT", "NEW"])
def test_nobody_is_admitted_twice(w, code):
    accession.admit(w.signed, by=w.approver, organisation=w.fourth, direction="both")

    with pytest.raises(ValidationError, match="is a party or is asked"):
        accession.admit(w.signed, by=w.approver, organisation=w.bodies[code], direction="both")


def test_only_the_lead_admits_and_only_to_what_was_signed_here(w):
    with pytest.raises(PermissionDenied):
        accession.admit(w.signed, by=w.police, organisation=w.fourth, direction="both")
    with pytest.raises(InvalidMove):
        accession.admit(make_draft(w), by=w.approver, organisation=w.fourth, direction="both")
    elsewhere = make_recorded(w.organisation, w.officer, w.other)
    with pytest.raises(InvalidMove):
        accession.admit(elsewhere, by=w.approver, organisation=w.fourth, direction="both")
    with pytest.raises(ValidationError):
        accession.admit(w.signed, by=w.approver, organisation=w.fourth, direction="sideways")


def test_who_was_not_admitted_does_not_join(w):
    with pytest.raises(InvalidMove, match="not a party"):
        sign(w, w.signed, "NEW", kind=Kind.ACCESSION)


# ---- leaving ----------------------------------------------------------------------------------------


def test_who_gives_notice_is_out_from_its_day_and_the_others_go_on(w):
    statement = notice(w)

    assert (statement.kind, statement.effective_on, statement.reason) == (
        "leaving",
        days(30),
        "No need any more",
    )
    assert holding(w, days(29)) == "NCC-NPT NCC-POL NPT-POL"
    assert holding(w, days(30)) == "NCC-NPT"
    assert list(verification.faults()) == []


def test_what_became_of_the_information_is_declared_once(w):
    given = notice(w)
    act = {"by": w.police, "text": "Deleted; two case files kept for a claim."}

    said = leaving.declare_disposal(
        given, **act, given=given_for(w.signed, w.police, w.third, kind=Kind.DISPOSAL)
    )

    assert (said.kind, said.about, said.reason) == ("disposal", given, act["text"])
    with pytest.raises(InvalidMove, match="declared already"):
        leaving.declare_disposal(
            given, **act, given=given_for(w.signed, w.police, w.third, kind=Kind.DISPOSAL)
        )


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"reason": " "}, ValidationError),
        ({"leaves_on": days(0)}, ValidationError),
        ({"declaration": "Yes"}, ValidationError),
        ({"by": "trust"}, PermissionDenied),
        ({"code": "NEW"}, InvalidMove),
    ],
)
def test_a_notice_that_is_none(w, fields, error):
    if "by" in fields:
        fields = {"by": getattr(w, fields["by"])}

    with pytest.raises(error):
        notice(w, **fields)
    assert "leaving" not in kinds(w.signed)


def test_a_notice_runs_as_long_as_was_agreed(w):
    draft = make_draft(w)
    with acting():
        conditions = Conditions.objects.get(version=draft)
        conditions.notice = "P3M"
        conditions.save()
    version = approved(draft, w.officer, w.approver)
    opening.open_for_signature(version, by=w.approver)
    for code in ("NCC", "NPT"):
        sign(w, version, code)
    w.signed = version

    with pytest.raises(ValidationError, match="notice of 3 months"):
        notice(w, "NPT", days(89))
    assert notice(w, "NPT", days(90)).effective_on == days(90)


def test_who_has_not_signed_declines_and_gives_no_notice(w):
    w.signed = make_open(w)

    with pytest.raises(InvalidMove, match="It can decline instead"):
        notice(w)


def test_notice_is_given_once(w):
    notice(w)

    with pytest.raises(InvalidMove, match="given notice already"):
        notice(w)


def test_who_has_left_can_join_again(w):
    with time_machine.travel(timezone.now() - timedelta(days=9)):
        version = w.signed = make_signed(w)
        notice(w, "POL", days(1))
    assert holding(w, version=version) == "NCC-NPT"

    accession.admit(version, by=w.approver, organisation=w.third, direction="both")
    sign(w, version, "POL", kind=Kind.ACCESSION)

    assert holding(w, version=version) == "NCC-NPT NCC-POL NPT-POL"


# ---- succession -------------------------------------------------------------------------------------


def test_a_successor_takes_its_place_in_all_agreements_by_one_act(w):
    second, other = make_signed(w, title="Another"), make_signed(w, "NCC POL")
    taken_over(w)

    made = succession.succeed(w.other, by=w.heir, successor=w.fourth)

    assert {statement.version for statement in made} == {w.signed, second}
    assert len({statement.operation for statement in made}) == 1
    assert holding(w) == holding(w, version=second) == "NCC-POL NCC-NEW POL-NEW"
    assert holding(w, version=other) == "NCC-POL"
    assert second.document.participants.filter(organisation=w.fourth).exists()
    with pytest.raises(InvalidMove, match="no agreement"):
        succession.succeed(w.other, by=w.heir, successor=w.fourth)
    assert list(verification.faults()) == []


def test_some_agreements_alone_can_be_taken_over(w):
    second = make_signed(w, title="Another")
    taken_over(w)

    succession.succeed(w.other, by=w.heir, successor=w.fourth, documents=[second.document])

    assert holding(w) == "NCC-NPT NCC-POL NPT-POL"
    assert succession.agreements_of(w.other, w.fourth) == [w.signed.document]


def test_nobody_takes_a_place_that_the_register_does_not_give(w):
    with pytest.raises(InvalidMove, match="does not record"):
        succession.succeed(w.other, by=w.heir, successor=w.fourth)
    taken_over(w)
    with pytest.raises(PermissionDenied):
        succession.succeed(w.other, by=w.trust, successor=w.fourth)


def test_a_successor_is_asked_to_sign_what_its_predecessor_had_not(w):
    version = make_open(w, opened={"needs_all": True})
    sign(w, version, "NCC")
    sign(w, version, "POL")
    taken_over(w)

    succession.succeed(w.other, by=w.heir, successor=w.fourth)

    assert standings(version) == "NCC signed, NPT succeeded, POL signed, NEW invited"
    with pytest.raises(InvalidMove):
        sign(w, version, "NPT")
    sign(w, version, "NEW")
    version.refresh_from_db()
    assert version.state == "published"
    assert holding(w, version=version) == "NCC-POL NCC-NEW POL-NEW"


# ---- suspension and termination ---------------------------------------------------------------------


def test_a_suspension_stops_all_until_it_is_lifted(w):
    halted = suspension.suspend(w.signed, by=w.approver, reason="A breach")
    assert holding(w) == ""
    with pytest.raises(InvalidMove, match="already"):
        suspension.suspend(w.signed, by=w.approver, reason="A breach")

    suspension.lift(halted, by=w.approver, reason="Mended")

    assert holding(w) == "NCC-NPT NCC-POL NPT-POL"
    with pytest.raises(InvalidMove, match="over"):
        suspension.lift(halted, by=w.approver, reason="Mended")
    assert kinds(w.signed)[-2:] == ["suspension", "lifting"]
    assert list(verification.faults()) == []


@pytest.mark.parametrize("who", ["approver", "police"])
def test_one_party_is_suspended_by_the_lead_or_by_itself(w, who):
    halted = suspension.suspend(w.signed, by=getattr(w, who), organisation=w.third, reason="A breach")

    assert halted.organisation == (w.organisation if who == "approver" else w.third)
    assert holding(w) == "NCC-NPT"


def test_nobody_suspends_another(w):
    with pytest.raises(PermissionDenied):
        suspension.suspend(w.signed, by=w.police, organisation=w.other, reason="A breach")
    with pytest.raises(PermissionDenied):
        suspension.suspend(w.signed, by=w.police, reason="A breach")
    halted = suspension.suspend(w.signed, by=w.approver, reason="A breach")
    with pytest.raises(PermissionDenied):
        suspension.lift(halted, by=w.police, reason="It is fine")


def test_a_termination_ends_it_for_all_on_its_day(w):
    statement = termination.terminate(w.signed, by=w.approver, ends_on=days(5), reason="The programme ended")

    w.signed.refresh_from_db()
    assert (statement.effective_on, w.signed.effective_to) == (days(5), days(5))
    assert holding(w, days(4)) == "NCC-NPT NCC-POL NPT-POL"
    assert holding(w, days(5)) == ""
    assert w.signed.standing(days(5)) is Standing.ENDED
    assert RegisterEntry.objects.get(version=w.signed).ends_on == days(4)
    with pytest.raises(InvalidMove, match="terminated already"):
        termination.terminate(w.signed, by=w.approver, ends_on=days(5), reason="Again")
    assert list(verification.faults()) == []


def test_a_termination_ends_an_open_round_and_waits_for_a_new_version(w):
    version = make_open(w)
    sign(w, version, "NCC")
    sign(w, version, "NPT")
    version.refresh_from_db()
    second = approved(documents.start_draft(version.document, by=w.officer), w.officer, w.approver)
    opening.open_for_signature(second, by=w.approver)
    with pytest.raises(InvalidMove, match="Cancel the signing first"):
        termination.terminate(version, by=w.approver, ends_on=days(1), reason="No need")
    opening.cancel(second, by=w.approver, reason="No need")

    termination.terminate(version, by=w.approver, ends_on=days(1), reason="No need")

    assert version.signing_rounds.get().state == "completed"
    with pytest.raises(InvalidMove):
        sign(w, version, "POL")


# ---- the next version -------------------------------------------------------------------------------


def test_the_next_draft_has_the_parties_of_today(w):
    with time_machine.travel(timezone.now() - timedelta(days=9)):
        w.signed = make_signed(w)
        notice(w, "POL", days(1))
    accession.admit(w.signed, by=w.approver, organisation=w.fourth, direction="recipient")
    sign(w, w.signed, "NEW", kind=Kind.ACCESSION)

    documents.start_draft(w.signed.document, by=w.officer)

    draft = draft_of(w.signed.document)
    assert [(party.name, party.direction) for party in draft.parties.order_by("position")] == [
        ("Northshire County Council", "both"),
        ("Northport Trust", "both"),
        ("New Trust", "recipient"),
    ]


def test_the_next_draft_has_successors_and_their_flows(w):
    taken_over(w)
    succession.succeed(w.other, by=w.heir, successor=w.fourth)

    documents.start_draft(w.signed.document, by=w.officer)

    draft = draft_of(w.signed.document)
    assert [party.name for party in draft.parties.order_by("position")] == [
        "Northshire County Council",
        "New Trust",
        "Northshire Police",
    ]
    assert [str(flow) for flow in draft.flows.all()] == ["Northshire County Council to New Trust"]


def test_every_kind_of_statement_is_told_of_in_the_log(w):
    taken_over(w)
    notice(w)
    accession.admit(w.signed, by=w.approver, organisation=w.fourth, direction="both")

    for statement in Statement.objects.filter(version=w.signed):
        told = Event.objects.for_operation(statement.operation)
        assert str(statement.pk) in {event.facts.get("statement") for event in told}
    seat = Signatory.objects.get(round__version=w.signed, organisation=w.fourth)
    assert seat.is_joining
    assert signing.set_table(w.signed, w.fourth).of(w.fourth) == [seat]
