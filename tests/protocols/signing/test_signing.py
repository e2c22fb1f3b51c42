from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit import actors, verification
from audit.errors import InvalidMove
from audit.models import Event
from governance.canonical import freeze
from governance.models import Body
from governance.services import documents, publication, review
from organisations.models import Office
from organisations.permissions import Role
from protocols.agreement import TermsLine
from protocols.digests import digest
from protocols.given import Proof
from protocols.held import agreement_of
from protocols.models import Signatory, Statement
from protocols.services import answering, opening, rows, signing, signing_rules
from protocols.services.row_kinds import PARTIES
from protocols.shown import NotShown
from protocols.signers import OFFICE, ROLE, Condition, Line, Post
from protocols.statements import Strength
from tests.audit.helpers import acting
from tests.factories.governance import approved, draft_of
from tests.factories.organisations import make_member, make_person
from tests.once import made_once
from tests.protocols.signing.world import (
    days,
    given_for,
    hold_office,
    kinds,
    make_approved,
    make_open,
    make_signed,
    opened,
    opened_world,
    sign,
    standings,
    without_signers,
)

pytestmark = pytest.mark.django_db
made = made_once(opened_world)


@pytest.fixture
def w(made):
    return made


def holds(w, version, one, other, on=None):
    found = agreement_of(version.document).between(
        str(w.bodies[one].pk), str(w.bodies[other].pk), on or timezone.localdate()
    )
    return found.holds


# ---- opening ----------------------------------------------------------------------------------------


def test_opening_asks_every_party_and_tells_the_log(w):
    version = make_open(w, opened={"closes_on": days(30)})

    row = version.signing_rounds.get()
    assert (version.state, row.number, row.sha256) == ("for_signature", 1, version.content_sha256)
    assert standings(version) == "NCC invited, NPT invited, POL invited"
    event = Event.objects.for_target(version).get(verb="version.opened")
    assert event.facts["parties"] == ["NCC", "NPT", "POL"]
    assert set(event.organisations) == {w.bodies[code].pk for code in ("NCC", "NPT", "POL")}
    assert list(verification.faults()) == []


def test_signatures_are_asked_by_each_organisations_own_rule(w):
    siro, guardian = Post(OFFICE, Office.SIRO), Post(OFFICE, Office.CALDICOTT_GUARDIAN)
    signing_rules.set_rule(w.organisation, by=w.administrator, line=Line((siro, guardian)))

    version = make_open(w)

    assert standings(version) == "NCC invited, NCC invited, NPT invited, POL invited"
    assert Signatory.objects.filter(round__version=version).in_order()[0].need.posts == (siro,)


def test_health_data_asks_for_who_guards_it(w):
    siro, guardian = Post(OFFICE, Office.SIRO), Post(OFFICE, Office.CALDICOTT_GUARDIAN)
    rules = (Line((siro,)), Line((guardian,), Condition.HEALTH))
    for line in rules:
        signing_rules.set_rule(w.organisation, by=w.administrator, line=line)

    plain, health = make_open(w, "NCC NPT"), make_open(w, "NCC NPT", special="health")

    assert standings(plain) == "NCC invited, NPT invited"
    assert standings(health) == "NCC invited, NCC invited, NPT invited"


def test_cancelling_makes_a_draft_that_can_be_changed_and_opened_again(w):
    version = opened(w)
    first = sign(w, version, "NPT")

    opening.cancel(version, by=w.approver, reason="A slip")

    version.refresh_from_db()
    assert (version.state, version.content_sha256) == ("draft", "")
    assert version.signing_rounds.get().state == "cancelled"
    again = approved(version, w.officer, w.approver)
    opening.open_for_signature(again, by=w.approver)
    assert standings(version) == "NCC invited, NPT invited, POL invited"
    assert Statement.objects.filter(pk=first.pk).exists()
    assert not Statement.objects.of_agreement(version.document).exists()  # it binds nobody
    assert list(verification.faults()) == []


def test_an_agreement_that_will_not_be_is_kept_as_it_was(w):
    version = opened(w)

    opening.cancel(version, by=w.approver, reason="No need", abandon=True)

    version.refresh_from_db()
    assert (version.state, version.withdrawal_reason) == ("withdrawn", "No need")
    assert version.content_sha256 == version.signing_rounds.get().sha256
    assert not version.is_readable
    assert list(verification.faults()) == []


def test_a_last_day_can_be_changed(w):
    version = make_open(w, opened={"closes_on": days(3)})

    row = opening.extend(version, by=w.approver, closes_on=days(9))

    assert row.closes_on == days(9)
    with pytest.raises(ValidationError):
        opening.extend(version, by=w.approver, closes_on=days(-1))


def test_who_has_not_signed_is_left_out_when_the_round_is_closed(w):
    version = opened(w)
    with pytest.raises(InvalidMove, match="Cancel the signing"):
        opening.close(version, by=w.approver, reason="No answer")
    sign(w, version, "NCC")
    sign(w, version, "NPT")

    row = opening.close(version, by=w.approver, reason="No answer")

    assert (row.state, row.reason) == ("completed", "No answer")
    with pytest.raises(InvalidMove):
        sign(w, version, "POL")


# ---- signing ----------------------------------------------------------------------------------------


def test_a_signature_keeps_what_was_signed_by_whom_and_how_sure_the_register_was(w):
    hold_office(w, w.trust, w.other, Office.SIRO)
    version = opened(w)

    statement = sign(w, version, "NPT", name="T. Rust", post="SIRO of the Trust")

    assert (statement.kind, statement.sha256, statement.person) == (
        "signature",
        version.content_sha256,
        w.trust,
    )
    assert (statement.name, statement.post) == ("T. Rust", "SIRO of the Trust")
    assert statement.stated_as == "Trust, senior information risk owner"
    assert "authority" in statement.declaration
    assert (statement.strength, len(statement.token_digest)) == ("password", 64)
    assert statement.effective_on == timezone.localdate()
    assert standings(version) == "NCC invited, NPT signed, POL invited"
    event = Event.objects.for_target(version).get(verb="agreement.signed")
    assert (event.facts["statement"], event.facts["digest"]) == (str(statement.pk), digest(statement))
    assert (event.operation, event.facts["signed"], event.facts["of"]) == (statement.operation, 1, 3)
    assert list(verification.faults()) == []


def test_it_comes_into_force_once_a_discloser_and_a_recipient_have_signed(w):
    version = make_open(w, "NCC> <NPT <POL")
    sign(w, version, "NPT")
    sign(w, version, "POL")
    version.refresh_from_db()
    assert version.state == "for_signature"

    sign(w, version, "NCC")

    version.refresh_from_db()
    assert (version.state, version.effective_from) == ("published", timezone.localdate())
    assert version.published_by == w.approver  # who opened it answers for it
    assert version.signing_rounds.get().state == "completed"
    assert (holds(w, version, "NCC", "NPT"), holds(w, version, "NPT", "POL")) == (True, False)
    events = Event.objects.for_target(version).in_order().values_list("verb", flat=True)
    assert list(events)[-2:] == ["agreement.signed", "version.published"]
    assert list(verification.faults()) == []


def test_the_others_sign_while_it_is_in_force_between_two(w):
    version = opened(w)
    sign(w, version, "NCC")
    sign(w, version, "NPT")
    version.refresh_from_db()
    assert version.state == "published"
    assert version.signing_rounds.get().state == "open"
    assert holds(w, version, "NCC", "POL") is False

    sign(w, version, "POL")

    assert version.signing_rounds.get().state == "completed"
    assert holds(w, version, "NCC", "POL") is True


def test_where_all_sign_first_it_waits_for_the_last(w):
    version = make_open(w, opened={"needs_all": True})
    sign(w, version, "NCC")
    sign(w, version, "NPT")
    assert holds(w, version, "NCC", "NPT") is False

    sign(w, version, "POL")

    version.refresh_from_db()
    assert version.state == "published"
    assert holds(w, version, "NCC", "NPT") is True


def test_it_takes_effect_on_the_day_that_it_names(w):
    version = make_signed(w, terms=TermsLine(starts_on=days(10), ends_on=days(400), review_on=days(200)))

    assert version.effective_from == days(10)
    assert (version.effective_to, version.next_review_on) == (days(401), days(200))
    assert holds(w, version, "NCC", "NPT") is False
    assert holds(w, version, "NCC", "NPT", days(10)) is True
    assert holds(w, version, "NCC", "NPT", days(401)) is False


def test_a_review_that_has_passed_stops_no_signature(w):
    version = make_signed(w, terms=TermsLine(review_on=days(-10)))

    assert version.next_review_on == days(-10)
    assert holds(w, version, "NCC", "NPT") is True


def test_a_new_version_holds_between_those_who_have_signed_it(w):
    with time_machine.travel(timezone.now() - timedelta(days=20)):
        first = make_signed(w)
    draft = documents.start_draft(first.document, by=w.officer)
    second = approved(draft, w.officer, w.approver)
    opening.open_for_signature(second, by=w.approver)
    sign(w, second, "NCC")
    sign(w, second, "NPT")

    about = agreement_of(first.document)

    number = {
        (one, other): about.between(
            str(w.bodies[one].pk), str(w.bodies[other].pk), timezone.localdate()
        ).number
        for one, other in (("NCC", "NPT"), ("NCC", "POL"), ("NPT", "POL"))
    }
    assert number == {("NCC", "NPT"): "1.1", ("NCC", "POL"): "1.0", ("NPT", "POL"): "1.0"}


def test_a_change_that_is_not_material_keeps_the_signatures(w):
    with time_machine.travel(timezone.now() - timedelta(days=20)):
        first = make_signed(w)
    draft = documents.start_draft(first.document, by=w.officer)
    review.submit(draft, by=w.officer, change_summary="A new address", grade="administrative")
    review.approve(draft, by=w.approver)

    publication.publish(draft, by=w.approver, effective_from=timezone.localdate())

    answer = agreement_of(first.document).between(
        str(w.organisation.pk), str(w.other.pk), timezone.localdate()
    )
    assert (answer.holds, answer.since) == (True, timezone.localdate())


def test_a_version_with_other_parties_is_material(w):
    """Else it would bind by the signatures of others, or take a party out that never agreed to go."""
    first = make_signed(w, "NCC NPT")
    draft = documents.start_draft(first.document, by=w.officer)
    added = rows.add_row(
        draft,
        by=w.officer,
        kind=PARTIES,
        fields={"organisation": w.third, "name": "", "direction": "recipient", "role": "controller"},
    )

    def submit(grade):
        return review.submit(draft, by=w.officer, change_summary="One more", grade=grade)

    for grade in ("editorial", "administrative"):
        with pytest.raises(ValidationError) as refused:
            submit(grade)
        assert refused.value.message_dict == {
            "grade": ["New as a party: Northshire Police. Choose material, so that they sign this version."]
        }
    draft.refresh_from_db()
    assert (draft.state, draft.content_sha256) == ("draft", "")

    rows.remove_row(added, by=w.officer)
    trust = draft.parties.get(organisation=w.other)
    rows.change_row(trust, by=w.officer, fields={"direction": "recipient"}, seen=rows.stamp_of(trust))
    with pytest.raises(ValidationError, match="Gives or receives other than before: Northport Trust"):
        submit("administrative")
    assert submit("material").state == "in_review"


def test_a_version_with_other_parties_that_was_called_small_is_not_published(w):
    """One that was sent for review before this was refused."""
    first = make_signed(w, "NCC NPT")
    draft = documents.start_draft(first.document, by=w.officer)
    fields = {"organisation": w.third, "name": "", "direction": "both", "role": "controller"}
    rows.add_row(draft, by=w.officer, kind=PARTIES, fields=fields)
    now = timezone.now()
    draft.refresh_from_db()
    draft.grade, draft.change_summary, draft.state = "administrative", "One more", "approved"
    draft.submitted_by, draft.submitted_at = w.officer, now
    draft.approved_by, draft.approved_at, draft.approved_as = w.approver, now, "Manager"
    with acting():
        draft.content_sha256 = Body.keep(freeze(draft))
        draft.save()

    with pytest.raises(
        InvalidMove, match=r"New as a party: Northshire Police\..* Send it back to draft first"
    ):
        publication.publish(draft, by=w.approver, effective_from=timezone.localdate())


def test_two_versions_can_come_into_force_on_one_day(w):
    first = make_signed(w)
    draft = documents.start_draft(first.document, by=w.officer)
    second = approved(draft, w.officer, w.approver)
    opening.open_for_signature(second, by=w.approver)
    for code in ("NCC", "NPT", "POL"):
        sign(w, second, code)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.effective_to, second.effective_from) == (timezone.localdate(),) * 2


def test_offices_sign_by_their_holders_and_deputies_while_these_are_away(w):
    siro = Post(OFFICE, Office.SIRO)
    signing_rules.set_rule(w.other, by=make_administrator(w.other), line=Line((siro,)))
    deputy = make_person("deputy@trust.example")
    make_member(deputy, w.other, Role.MANAGER)
    hold_office(w, deputy, w.other, Office.SIRO, deputy=True)
    held = hold_office(w, w.trust, w.other, Office.SIRO)
    version = make_open(w)

    with pytest.raises(PermissionDenied, match="another office"):
        sign(w, version, "NPT", by=deputy)
    with acting():
        held.away_from = days(-1)
        held.save()

    assert sign(w, version, "NPT", by=deputy).person == deputy


def make_administrator(body):
    person = make_person(f"admin@{body.code.lower()}.example")
    make_member(person, body, Role.ADMINISTRATOR)
    return person


def test_of_several_signatures_that_count_heads_each_is_anothers(w):
    posts = (Post(ROLE, "manager"), Post(OFFICE, Office.SIRO), Post(OFFICE, Office.CHIEF_OFFICER))
    signing_rules.set_rule(w.other, by=make_administrator(w.other), line=Line(posts, needed=2))
    second = make_person("second@trust.example")
    make_member(second, w.other, Role.MANAGER)
    version = make_open(w)
    sign(w, version, "NPT")

    with pytest.raises(PermissionDenied):
        sign(w, version, "NPT")
    sign(w, version, "NPT", by=second)

    assert standings(version) == "NCC invited, NPT signed, NPT signed, POL invited"


def test_who_sent_it_for_review_does_not_sign_it_for_the_lead(w):
    make_member(w.officer, w.organisation, Role.MANAGER)
    version = opened(w)

    with pytest.raises(PermissionDenied, match="somebody else signs"):
        sign(w, version, "NCC", by=w.officer)


def test_the_same_request_again_gives_the_same_answer(w):
    version = opened(w)
    given = given_for(version, w.trust, w.other)
    first = signing.sign(version, by=w.trust, organisation=w.other, given=given)
    events = Event.objects.count()

    again = signing.sign(version, by=w.trust, organisation=w.other, given=given)
    opening.cancel(version, by=w.approver, reason="A slip")
    once_more = signing.sign(version, by=w.trust, organisation=w.other, given=given)

    assert first == again == once_more
    assert Event.objects.count() == events + 1  # of cancelling


def test_another_request_under_the_same_key_is_refused(w):
    version = opened(w)
    key = uuid4()
    sign(w, version, "NPT", key=key)

    for code, fields in (("NPT", {"post": "Chair"}), ("POL", {})):
        with pytest.raises(ValidationError) as refused:
            sign(w, version, code, key=key, **fields)
        assert refused.value.code == "conflict"
    assert kinds(version) == ["signature"]


def test_an_invited_person_signs_with_the_address_that_was_proven(w):
    version = opened(w)
    signatory = Signatory.objects.get(round__version=version, organisation=w.third)
    with without_signers(w, "POL"):
        opening.change_signatory(signatory, by=w.approver, name="Pat Other", address="Pat@Police.example")
    signatory.refresh_from_db()
    guest, other = actors.invitation("pat@police.example"), actors.invitation("sam@police.example")
    proof = Proof(Strength.MAIL_CODE, timezone.now())
    with pytest.raises(PermissionDenied):
        signing.sign_by_invitation(signatory, by=other, given=given_for(version, other, w.third, proof=proof))

    statement = signing.sign_by_invitation(
        signatory, by=guest, given=given_for(version, guest, w.third, proof=proof)
    )

    assert (statement.person, statement.address) == (None, "pat@police.example")
    assert statement.get_strength_display() == "E-mail verified only"
    assert standings(version) == "NCC invited, NPT invited, POL signed"
    assert list(verification.faults()) == []


def test_a_guest_can_be_the_last_to_sign(w):
    version = opened(w)
    signatory = Signatory.objects.get(round__version=version, organisation=w.third)
    with without_signers(w, "POL"):
        opening.change_signatory(signatory, by=w.approver, name="Pat Other", address="pat@police.example")
    signatory.refresh_from_db()
    sign(w, version, "NCC")
    guest = actors.invitation("pat@police.example")

    signing.sign_by_invitation(
        signatory,
        by=guest,
        given=given_for(version, guest, w.third, proof=Proof(Strength.MAIL_CODE, timezone.now())),
    )

    version.refresh_from_db()
    assert (version.state, version.published_by) == ("published", w.approver)


def test_a_signature_on_paper_is_marked_as_such(w):
    version = opened(w)
    signatory = Signatory.objects.get(round__version=version, organisation=w.third)

    statement = signing.record_wet_ink(
        signatory,
        by=w.approver,
        name="Pat Other",
        post="Chief Constable",
        signed_on=timezone.localdate(),
        scan=b"%PDF-1.7",
    )

    assert (statement.kind, statement.strength, statement.person) == ("wet_ink", "paper", w.approver)
    assert (statement.name, len(statement.scan_sha256)) == ("Pat Other", 64)
    assert standings(version) == "NCC invited, NPT invited, POL signed"
    with pytest.raises(ValidationError) as refused:
        signing.record_wet_ink(
            Signatory.objects.get(round__version=version, organisation=w.other),
            by=w.approver,
            name="",
            post="",
            signed_on=days(1),
            scan=b"",
        )
    assert sorted(refused.value.error_dict) == ["name", "post", "scan", "signed_on"]


# ---- answers ----------------------------------------------------------------------------------------


def test_a_party_reviews_asks_for_changes_and_signs_all_the_same(w):
    version = opened(w)
    answering.begin_review(version, by=w.police_officer, organisation=w.third)
    assert standings(version).endswith("POL reviewing")

    answering.request_changes(version, by=w.police_officer, organisation=w.third, reason="Say how long")

    assert standings(version).endswith("POL changes_requested")
    sign(w, version, "POL")
    assert standings(version).endswith("POL signed")
    assert kinds(version) == ["changes_requested", "signature"]


def test_who_declined_may_think_again_while_the_round_is_open(w):
    version = opened(w)

    statement = answering.decline(version, by=w.police, organisation=w.third, reason="Too broad")

    assert (statement.kind, statement.reason) == ("refusal", "Too broad")
    assert standings(version).endswith("POL declined")
    with pytest.raises(InvalidMove, match="answered already"):
        answering.decline(version, by=w.police, organisation=w.third, reason="Too broad")
    sign(w, version, "POL")
    assert standings(version).endswith("POL signed")


def test_the_round_ends_when_the_last_who_is_asked_declines(w):
    version = opened(w)
    sign(w, version, "NCC")
    sign(w, version, "NPT")

    answering.decline(version, by=w.police, organisation=w.third, reason="Too broad")

    assert version.signing_rounds.get().state == "completed"
    assert holds(w, version, "NCC", "NPT") is True
    assert holds(w, version, "NCC", "POL") is False


def test_a_signature_is_withdrawn_before_it_is_in_force_and_given_again(w):
    version = opened(w)
    first = sign(w, version, "NPT")

    answering.withdraw_signature(first, by=w.trust, reason="Not yet")

    assert standings(version) == "NCC invited, NPT reviewing, POL invited"
    with pytest.raises(InvalidMove):
        answering.withdraw_signature(first, by=w.trust, reason="Not yet")
    again = sign(w, version, "NPT")
    assert (first.signature, again.signature) == (1, 2)
    assert kinds(version) == ["signature", "withdrawal", "signature"]
    sign(w, version, "NCC")
    with pytest.raises(InvalidMove, match="Give notice"):
        answering.withdraw_signature(again, by=w.trust, reason="Not yet")


@pytest.mark.parametrize(
    "reason", ["", "  ", "x" * 2001, "\u202eBack"], ids=["none", "blank", "long", "turned"]
)
def test_an_answer_needs_a_reason(w, reason):
    version = opened(w)

    for act in (answering.decline, answering.request_changes):
        with pytest.raises(ValidationError):
            act(version, by=w.police, organisation=w.third, reason=reason)
    with pytest.raises(ValidationError):
        opening.cancel(version, by=w.approver, reason=reason)
    assert kinds(version) == []


# ---- rules ------------------------------------------------------------------------------------------


def test_a_rule_is_set_changed_and_removed(w):
    line = Line((Post(OFFICE, Office.SIRO),), Condition.HEALTH)
    signing_rules.set_rule(w.organisation, by=w.administrator, line=line)

    rule = signing_rules.set_rule(
        w.organisation, by=w.administrator, line=Line((Post(ROLE, "manager"),), Condition.HEALTH)
    )

    assert w.organisation.signing_rules.get() == rule
    assert rule.line == Line((Post(ROLE, "manager"),), Condition.HEALTH)
    signing_rules.remove_rule(w.organisation, by=w.administrator, condition=Condition.HEALTH)
    assert not w.organisation.signing_rules.exists()
    with pytest.raises(ValidationError):
        signing_rules.remove_rule(w.organisation, by=w.administrator, condition=Condition.HEALTH)


@pytest.mark.parametrize(
    "line",
    [
        Line(()),
        Line((Post(ROLE, "auditor"),)),
        Line((Post(OFFICE, "mayor"),)),
        Line((Post(),)),
        Line((Post(ROLE, "manager"), Post(ROLE, "manager"))),
        Line((Post(ROLE, "manager"),), needed=2),
        Line((Post(ROLE, "manager"),), "full_moon"),
        Line((Post(ROLE, "manager"),), kind="procedure"),
    ],
)
def test_a_rule_that_is_none_is_refused(w, line):
    with pytest.raises(ValidationError):
        signing_rules.set_rule(w.organisation, by=w.administrator, line=line)


def test_only_who_keeps_the_organisation_sets_its_rule(w):
    with pytest.raises(PermissionDenied):
        signing_rules.set_rule(w.organisation, by=w.manager, line=Line((Post(ROLE, "manager"),)))


def test_what_was_shown_long_ago_is_not_signed(w):
    version = opened(w)

    with pytest.raises(NotShown, match="long ago"):
        sign(w, version, "NPT", at=timezone.now() - timedelta(hours=13))


def test_a_draft_that_follows_takes_over_the_parties(w):
    first = make_signed(w)

    documents.start_draft(first.document, by=w.officer)

    assert draft_of(first.document).parties.count() == 3
    assert make_approved(w).state == "approved"
