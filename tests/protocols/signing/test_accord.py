"""A protocol under an accord: who signs it joins the accord in the same act, once, and stays in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audit import verification
from audit.models import Event
from governance.models import DocumentVersion
from governance.services import documents, publication, review
from organisations.models import Office, Organisation
from organisations.permissions import Role
from protocols import shown
from protocols.held import agreement_of
from protocols.kinds import ACCORD
from protocols.models import RoundState, Signatory, Statement, Terms
from protocols.services import answers, leaving, opening, signing, signing_rules, suspension, termination
from protocols.services.acceding import beneath
from protocols.shown import NotShown
from protocols.signers import OFFICE, Line, Post
from protocols.statements import DECLARATIONS, Kind
from tests.audit.helpers import acting
from tests.factories.governance import approved
from tests.factories.organisations import make_member, make_person
from tests.once import made_once
from tests.people import PASSWORD
from tests.protocols.signing.world import (
    copied,
    days,
    given_for,
    hold_office,
    make_draft,
    make_open,
    make_signed,
    make_world,
    sign,
)

pytestmark = pytest.mark.django_db


def world():
    """An accord between NCC and POL; NPT is no party of it."""
    w = make_world()
    with time_machine.travel(timezone.now() - timedelta(days=20)):
        w.accord = make_signed(w, "NCC POL", kind=ACCORD, title="Working together")
    w.trust.set_password(PASSWORD)
    with acting():
        w.trust.save()
    return w


made = made_once(world)


@pytest.fixture
def w(made):
    w = copied(made)
    w.accord = DocumentVersion.objects.select_related("document__organisation").get(pk=made.accord.pk)
    return w


def under(w, parties="NCC NPT POL", accord=None, **fields):
    """A protocol under the accord, open for signature."""
    draft = make_draft(w, parties, **fields)
    with acting():
        terms = Terms.objects.get(version=draft)
        terms.accord = (accord or w.accord).document.reference
        terms.save()
    version = approved(draft, w.officer, w.approver)
    opening.open_for_signature(version, by=w.approver)
    version.refresh_from_db()
    return version


def signed_under(w, version, code, *, mark=None, by=None, **fields):
    """Signs what the page shows: with the sentence on the accord, where there is one."""
    by, body = by or w.signer[code], w.bodies[code]
    row = version.signing_rounds.order_by("-number").first()
    found = beneath(
        w.accord.document.reference, body, list(row.signatories.filter(organisation=body, standing="invited"))
    )
    mark = mark if mark is not None else (found.mark if found and found.joins else "")
    at = timezone.now()
    token = shown.token(signing.what_is_shown(row, body, by, mark), at)
    return signing.sign(
        version, by=by, organisation=body, given=given_for(version, by, body, token=token, **fields)
    )


def administrator(body):
    person = make_person(f"admin@{body.code.lower()}.example")
    make_member(person, body, Role.ADMINISTRATOR)
    return person


def joined(w, code="NPT"):
    said = Statement.objects.filter(version__document=w.accord.document, organisation=w.bodies[code])
    return [each.kind for each in said.in_order()]


def holds(w, one="NCC", other="NPT", version=None):
    about = agreement_of((version or w.accord).document)
    return about.between(str(w.bodies[one].pk), str(w.bodies[other].pk), timezone.localdate()).holds


def test_who_signs_a_protocol_joins_its_accord_in_the_same_act(w):
    version = under(w)
    assert not holds(w)

    said = signed_under(w, version, "NPT")

    [accession] = said.answers.all()
    assert (accession.kind, accession.version, accession.sha256) == (
        "accession", w.accord, w.accord.content_sha256,
    )  # fmt: skip
    assert (accession.operation, accession.at, accession.person) == (said.operation, said.at, w.trust)
    assert said.declaration == accession.declaration
    assert said.declaration == (
        f"{DECLARATIONS[Kind.SIGNATURE]} By this signature my organisation also joins the accord "
        f"“Working together” ({w.accord.document.reference}, version 1.0), under which this agreement stands."
    )
    told = Event.objects.for_operation(said.operation)
    assert {each.verb for each in told} == {"agreement.signed", "agreement.joined"}
    assert told.get(verb="agreement.joined").facts["under"] == version.document.reference
    assert holds(w)
    assert holds(w, "NPT", "POL")
    assert w.other in {part.organisation for part in w.accord.document.participants.all()}
    assert list(verification.faults()) == []


def test_who_is_a_party_of_the_accord_does_not_join_it_again(w):
    version = under(w)

    said = signed_under(w, version, "POL")

    assert joined(w, "POL") == ["signature"]
    assert said.declaration == str(DECLARATIONS[Kind.SIGNATURE])
    signed_under(w, version, "NPT")
    signed_under(w, under(w, title="Another protocol"), "NPT")
    assert joined(w) == ["accession"]


def test_a_second_protocol_whose_page_was_open_meanwhile_is_signed_without_joining_twice(w):
    first, second = under(w), under(w, title="Another protocol")
    mark = str(w.accord.pk)
    signed_under(w, first, "NPT", mark=mark)

    said = signed_under(w, second, "NPT", mark=mark)

    assert joined(w) == ["accession"]
    assert "also joins the accord" in said.declaration
    assert Signatory.objects.filter(round__version=w.accord, organisation=w.other).count() == 1


def test_nobody_joins_without_having_been_shown_that(w):
    version = under(w)

    with pytest.raises(NotShown):
        signed_under(w, version, "NPT", mark="")

    assert joined(w) == []
    assert not version.statements.exists()


def test_the_same_request_again_has_the_same_answer(w):
    version = under(w)
    given = given_for(version, w.trust, w.other)
    row = version.signing_rounds.get()
    token = shown.token(signing.what_is_shown(row, w.other, w.trust, str(w.accord.pk)), timezone.now())
    again = {"key": given.key, "token": token}

    first = signing.sign(
        version, by=w.trust, organisation=w.other, given=given_for(version, w.trust, w.other, **again)
    )
    second = signing.sign(
        version, by=w.trust, organisation=w.other, given=given_for(version, w.trust, w.other, **again)
    )

    assert first == second
    assert joined(w) == ["accession"]


def test_of_several_signatures_the_last_one_joins(w):
    siro = Post(OFFICE, Office.SIRO)
    chief = Post(OFFICE, Office.CALDICOTT_GUARDIAN)
    signing_rules.set_rule(w.other, by=administrator(w.other), line=Line((siro, chief)))
    hold_office(w, w.trust, w.other, Office.SIRO)
    hold_office(w, w.trust, w.other, Office.CALDICOTT_GUARDIAN)
    version = under(w)

    first = signed_under(w, version, "NPT")
    assert (joined(w), first.declaration) == ([], str(DECLARATIONS[Kind.SIGNATURE]))
    signed_under(w, version, "NPT")

    assert joined(w) == ["accession"]
    assert holds(w)


def test_who_was_asked_to_sign_the_accord_signs_it_by_the_protocol(w):
    w.accord = make_open(w, "NCC POL NPT", kind=ACCORD, title="Another accord")
    sign(w, w.accord, "NCC")
    sign(w, w.accord, "POL")
    assert w.accord.signing_rounds.get().state == RoundState.OPEN

    signed_under(w, under(w), "NPT")

    assert joined(w) == ["accession"]
    assert holds(w)
    assert w.accord.signing_rounds.get().state == RoundState.COMPLETED


def test_leaving_the_protocol_does_not_leave_the_accord(w):
    with time_machine.travel(timezone.now() - timedelta(days=9)):
        version = under(w)
        for code in ("NCC", "NPT", "POL"):
            signed_under(w, version, code)
        version.refresh_from_db()
        leave(w, version)

    assert not holds(w, version=version)
    assert holds(w)


def leave(w, version):
    leaving.give_notice(
        version,
        by=w.trust,
        organisation=w.other,
        leaves_on=days(1),
        reason="No need any more",
        given=given_for(version, w.trust, w.other, kind=Kind.LEAVING),
    )


def test_who_left_the_accord_joins_it_again_by_a_protocol(w):
    with time_machine.travel(timezone.now() - timedelta(days=9)):
        signed_under(w, under(w), "NPT")
        leave(w, w.accord)
    assert not holds(w)

    signed_under(w, under(w, title="Another protocol"), "NPT")

    assert joined(w) == ["accession", "leaving", "accession"]
    assert holds(w)


def test_a_paper_signature_joins_too(w):
    version = under(w)
    seat = version.signing_rounds.get().signatories.get(organisation=w.other)

    said = signing.record_wet_ink(
        seat, by=w.approver, name="T. Rust", post="Chief", signed_on=timezone.localdate(), scan=b"%PDF-1.7"
    )

    [accession] = said.answers.all()
    assert (accession.kind, accession.strength, accession.scan_sha256) == (
        "accession", "paper", said.scan_sha256,
    )  # fmt: skip
    assert holds(w)


def test_what_changed_without_new_signatures_is_joined_by_those_that_it_carries(w):
    draft = documents.start_draft(w.accord.document, by=w.officer)
    review.submit(draft, by=w.officer, change_summary="A new address", grade="administrative")
    review.approve(draft, by=w.approver)
    publication.publish(draft, by=w.approver, effective_from=timezone.localdate())

    signed_under(w, under(w), "NPT")

    assert joined(w) == ["accession"]
    assert holds(w)


@pytest.mark.parametrize("gone", ["terminated", "never signed", "from outside"])
def test_what_is_under_no_accord_in_force_is_not_opened(w, gone):
    accord = w.accord
    if gone == "terminated":
        termination.terminate(accord, by=w.approver, ends_on=timezone.localdate(), reason="Over")
    elif gone == "never signed":
        accord = make_open(w, "NCC POL", kind=ACCORD, title="Another accord")
    else:
        with acting():
            DocumentVersion.objects.filter(pk=accord.pk).update(recorded_as="Elsewhere")

    with pytest.raises(ValidationError) as refused:
        under(w, accord=accord)

    why = "was signed outside this register" if gone == "from outside" else "is not in force"
    assert [why in sentence for sentence in refused.value.messages] == [True]
    assert f"({accord.document.reference})" in refused.value.messages[0]


def test_what_is_under_a_suspended_accord_is_opened_once_it_goes_on(w):
    halt = suspension.suspend(w.accord, by=w.approver, reason="A breach")

    with pytest.raises(ValidationError) as refused:
        under(w)
    [sentence] = refused.value.messages
    assert "is suspended. Lift the suspension first" in sentence

    suspension.lift(halt, by=w.approver, reason="Mended")
    signed_under(w, under(w), "NPT")
    assert joined(w) == ["accession"]


@pytest.mark.parametrize("which", ["one party", "a later day"])
def test_an_accord_that_is_not_suspended_for_all_today_hinders_nothing(w, which):
    on = timezone.localdate() + timedelta(days=3) if which == "a later day" else None
    police = Organisation.objects.get(code="POL")
    suspension.suspend(
        w.accord,
        by=w.approver,
        reason="A breach",
        organisation=police if which == "one party" else None,
        suspended_on=on,
    )

    assert under(w).signing_rounds.get()


def test_an_accord_that_ended_meanwhile_is_not_joined(w):
    version = under(w)
    termination.terminate(w.accord, by=w.approver, ends_on=timezone.localdate(), reason="Over")

    with pytest.raises(NotShown):
        signed_under(w, version, "NPT", mark=str(w.accord.pk))
    said = signed_under(w, version, "NPT")

    assert said.declaration == str(DECLARATIONS[Kind.SIGNATURE])
    assert joined(w) == []


# ---- pages ------------------------------------------------------------------------------------------


def test_the_public_finds_the_protocols_from_the_accord_and_the_accord_from_them(client, w):
    version = under(w, "NCC NPT")
    for code in ("NCC", "NPT"):
        signed_under(w, version, code)
    accord, protocol = w.accord.document, version.document

    above = client.get(accord.get_absolute_url()).content.decode()
    below = client.get(protocol.get_absolute_url()).content.decode()
    listed = client.get("/register.json", {"accord": accord.reference}).json()["results"]

    assert f'href="/register/?accord={accord.reference}">1 agreement stands under it</a>' in above
    assert f'href="{accord.get_absolute_url()}">Working together</a>' in below
    assert [(each["reference"], each["accord"]) for each in listed] == [
        (protocol.reference, accord.reference)
    ]
    assert client.get("/register.json", {"accord": "ISP-0000"}).json()["results"] == []


def test_who_takes_a_signature_back_reads_that_the_accord_stays_joined(client, w):
    version = under(w)
    signed_under(w, version, "NPT")
    client.force_login(w.signer["NPT"])
    seat = version.signing_rounds.get().signatories.get(organisation=w.bodies["NPT"])

    at = [version.document.reference, version.number, "NPT", seat.position]
    said = client.get(reverse("protocols:signature-withdraw", args=at)).content.decode()

    assert "joined the accord “Working together” and stays in it." in said
    assert f'href="{w.accord.document.get_absolute_url()}"' in said


def test_the_page_says_so_and_the_receipt_names_both(client, w):
    version = under(w)
    client.force_login(w.trust)
    page = reverse("protocols:sign", args=[version.document.reference, version.number, "NPT"])
    seen = client.get(page)
    form = seen.context["form"]

    answer = client.post(
        page,
        {
            **{name: form[name].value() for name in ("token", "key", "round")},
            "confirmed": "on",
            "name": "T. Rust",
            "post": "Director",
            "password": PASSWORD,
        },
    )

    sentence = f"also joins the accord “Working together” ({w.accord.document.reference}, version 1.0)"
    assert sentence in seen.content.decode()
    assert answer.status_code == 302, answer.content.decode()
    receipt = client.get(answer.url).content.decode()
    assert "Joined by the same signature" in receipt
    assert sentence in receipt
    assert w.accord.content_sha256 in receipt
    assert version.content_sha256 in receipt


def test_a_draft_names_an_accord_that_its_writer_may_read(w):
    draft = make_draft(w)
    seen = answers.terms_stamp(draft)
    hidden = make_draft(w, kind=ACCORD, title="Not ours to read")
    for reference in ("NCC-ISP-9999", draft.document.reference, "<script>"):
        with pytest.raises(ValidationError) as refused:
            answers.answer_terms(draft, by=w.officer, fields={"accord": reference}, seen=seen)
        assert refused.value.message_dict == {"accord": ["Choose an accord from the list."]}

    reference = w.accord.document.reference
    answers.answer_terms(draft, by=w.officer, fields={"accord": reference}, seen=seen)

    assert Terms.objects.get(version=draft).accord == reference
    assert draft.text().rows["terms"][0]["accord"] == reference
    assert "accord" not in w.accord.text().rows["terms"][0]
    with pytest.raises(ValidationError):
        answers.answer_terms(
            hidden, by=w.officer, fields={"accord": reference}, seen=answers.terms_stamp(hidden)
        )
