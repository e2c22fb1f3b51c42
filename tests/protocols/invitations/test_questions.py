"""Who is invited asks or comments before answering; the lead sees it and replies; the signature is still awaited."""

from __future__ import annotations

import json
import smtplib

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit import verification
from audit.errors import InvalidMove
from audit.models import Event, EventAudience
from governance.notices.notice import Scope
from organisations.permissions import Role
from protocols.lasting import QUESTIONS
from protocols.models import Question
from protocols.notifying import notices
from protocols.services import inviting, opening, questions
from protocols.services.proving import guest_of
from tests.factories.organisations import make_member, make_person
from tests.once import made_once
from tests.protocols.invitations.world import ADDRESS, come_in, make_invited, seat_of
from tests.protocols.signing.world import kinds, sign, standings, without_signers

pytestmark = pytest.mark.django_db


def world():
    w = make_invited()
    w.police_administrator = make_person("pa@police.example", name="Police Administrator")
    make_member(w.police_administrator, w.third, Role.ADMINISTRATOR)
    return w


made = made_once(world)


@pytest.fixture
def w(made):
    cache.clear()
    return made


def audience(event):
    return set(EventAudience.objects.filter(event=event).values_list("organisation", flat=True))


@pytest.fixture
def capture(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def asked(w, text="For how long?"):
    return questions.ask(w.invitation, by=guest_of(w.invitation), name="Pat Reid", text=text)


def page(w, question=None):
    more = [question.pk] if question else []
    name = "protocols:invitation-answer" if question else "protocols:invitations"
    return reverse(name, args=[w.version.document.reference, w.version.number, *more])


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def told(version):
    found = notices(Scope(documents={version.document_id}), timezone.localdate())
    return [(str(each.person), each.text) for each in found if " asks about " in each.text]


def test_a_question_is_sent_answered_and_read_and_answers_nothing_itself(w, capture):
    guest, lead = come_in(w, capture), signed_in(w.approver)

    sent = guest.post("/invited/ask/", {"name": "Pat Reid", "text": "For how long?\n\nAnd why?"})
    question = Question.objects.get()
    waiting = lead.get(page(w)).content.decode()
    with capture(execute=True):
        answered = lead.post(page(w, question), {"text": "Two years, as the law asks."})

    assert (sent.status_code, sent["Location"]) == (302, "/invited/")
    assert "For how long?" in waiting
    assert "And why?" in waiting
    assert page(w, question) in waiting
    assert answered["Location"] == page(w)
    seen = guest.get("/invited/").content.decode()
    assert "Two years, as the law asks." in seen
    assert "Northshire County Council answered on" in seen
    assert page(w, question) not in lead.get(page(w)).content.decode()
    assert standings(w.version) == "NCC invited, NPT invited, POL reviewing"
    assert kinds(w.version) == []
    assert guest.get("/invited/sign/").status_code == 200
    assert list(verification.faults()) == []


def test_the_log_tells_both_organisations_of_question_and_answer_without_their_words(w):
    question = asked(w, "Is the kanary kept?")
    questions.answer(question, by=w.approver, text="The kanary is not.")

    events = Event.objects.for_target(w.version).filter(verb__startswith="question.").in_order()
    assert [(each.verb, each.actor_label) for each in events] == [
        ("question.asked", ADDRESS),
        ("question.answered", "Approver"),
    ]
    for each in events:
        assert audience(each) == {w.organisation.pk, w.third.pk}
        assert each.facts["question"] == str(question.pk)
        assert b"kanary" not in bytes(each.data)


def test_who_opened_the_round_is_told_until_somebody_answers(w):
    question = asked(w)

    assert told(w.version) == [
        (
            str(w.approver.pk),
            "Pat Reid, invited to sign for Northshire Police, asks about version 1.0 of Keeping people safe",
        )
    ]
    questions.answer(question, by=w.manager, text="Two years.")
    assert told(w.version) == []


def test_the_mail_says_that_there_is_an_answer_and_nothing_more(w, capture):
    question = asked(w)
    with capture(execute=True):
        questions.answer(question, by=w.approver, text="Two years.")

    [letter] = mail.outbox
    assert letter.to == [ADDRESS]
    assert letter.subject == "Northshire County Council has answered you: Keeping people safe"
    assert "Open the link in our earlier e-mail" in letter.body
    for said in ("Two years.", "For how long?", "/sign/"):
        assert said not in letter.body


def test_somebody_who_is_not_asked_any_more_gets_no_mail(w, capture):
    question = asked(w)
    with without_signers(w, "POL"):
        opening.change_signatory(w.seat, by=w.approver, name="Sam", address="sam@police.example")
    with capture(execute=True):
        questions.answer(question, by=w.approver, text="Two years.")

    assert mail.outbox == []
    assert Question.objects.get().answer == "Two years."


def test_an_answer_stands_where_the_mail_server_is_away(w, capture, settings, caplog):
    question = asked(w)
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    with capture(execute=True):
        questions.answer(question, by=w.approver, text="Two years.")

    assert Question.objects.get().is_answered
    assert [record.getMessage() for record in caplog.records if "not told" in record.getMessage()] == [
        f"the answer to {question.pk} was not told: SMTPServerDisconnected"
    ]


class Away:
    def __init__(self, **options):
        pass

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected


def test_a_question_is_answered_once_and_what_the_second_typed_is_given_back(w):
    question = asked(w)
    questions.answer(question, by=w.manager, text="Two years.")

    late = signed_in(w.approver).post(page(w, question), {"text": "It is six years."})

    assert late.status_code == 409
    assert "This was answered already." in late.content.decode()
    assert "It is six years." in late.content.decode()
    with pytest.raises(InvalidMove, match="before you"):
        questions.answer(question, by=w.approver, text="Six.")
    assert Question.objects.get().answer == "Two years."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "Pat Reid", "text": " "}, "Write your question or comment."),
        ({"name": " ", "text": "For how long is it?"}, "Write your name."),
        ({"name": "Pat Reid", "text": "x" * 2001}, "2000 characters"),
        ({"name": "Pat Reid", "text": "For how\u202e long?"}, "a sign that cannot be seen"),
    ],
)
def test_what_is_no_question_is_refused_and_kept(w, capture, typed, sentence):
    guest = come_in(w, capture)

    refused = guest.post("/invited/ask/", typed)

    words = refused.content.decode()
    assert refused.status_code == 422
    assert sentence in words
    for text in typed.values():
        assert text.strip() in words
    assert not Question.objects.exists()


def test_an_answer_without_words_is_refused(w):
    refused = signed_in(w.approver).post(page(w, asked(w)), {"text": ""})

    assert refused.status_code == 422
    assert "Write your answer." in refused.content.decode()


def test_one_mailbox_asks_twenty_times_at_most(w, capture):
    for number in range(QUESTIONS):
        asked(w, f"And {number}?")
    refused = come_in(w, capture).post("/invited/ask/", {"name": "Pat Reid", "text": "And once more?"})

    assert refused.status_code == 422
    assert "You have sent 20 questions." in refused.content.decode()
    assert "And once more?" in refused.content.decode()
    assert Question.objects.count() == QUESTIONS


def test_who_signed_may_still_ask_and_comes_to_no_other_mailbox(w, capture):
    guest = come_in(w, capture)
    sign(w, w.version, "POL")
    with without_signers(w, "NPT"):
        other = inviting.invite(
            seat_of(w.version, "NPT"), by=w.approver, name="Sam", address="sam@trust.example"
        )

    sent = guest.post("/invited/ask/", {"name": "Pat Reid", "text": "When is it in force?"})

    assert sent.status_code == 302
    theirs = come_in(w, capture, invitation=other)
    assert "When is it in force?" not in theirs.get("/invited/").content.decode()
    assert "When is it in force?" not in theirs.get("/invited/your-data.json").content.decode()


def test_a_revoked_invitation_asks_nothing_and_what_was_typed_is_given_back(w, capture):
    guest = come_in(w, capture)
    inviting.revoke(w.invitation, by=w.approver)

    refused = guest.post("/invited/ask/", {"name": "Pat Reid", "text": "For how long is it?"})

    assert refused.status_code == 410
    assert "For how long is it?" in refused.content.decode()
    with pytest.raises(InvalidMove):
        asked(w)
    with pytest.raises(PermissionDenied):
        questions.ask(w.invitation, by=w.police, name="Police", text="Why?")
    assert not Question.objects.exists()


def test_their_data_has_questions_and_answers(w, capture):
    questions.answer(asked(w), by=w.approver, text="Two years.")
    guest = come_in(w, capture)

    held = json.loads(guest.get("/invited/your-data.json").content)
    sheet = guest.get("/invited/your-data.csv").content.decode()

    [question] = held["questions"]
    assert (question["Question or comment"], question["Answer"]) == ("For how long?", "Two years.")
    assert question["Answered by"].startswith("Approver")
    assert "For how long?" in sheet
    assert "Two years." in sheet


@pytest.mark.parametrize(
    ("who", "reads", "answers"),
    [
        ("officer", 200, 200),
        ("approver", 200, 200),
        ("manager", 200, 200),
        ("police_administrator", 200, 403),  # whom it concerns, but who does not speak for the lead
        ("police", 403, 403),
        ("trust", 403, 403),
        ("practitioner", 404, 404),
    ],
)
def test_who_reads_and_who_answers(w, who, reads, answers):
    question = asked(w)
    client = signed_in(getattr(w, who))

    seen = client.get(page(w))

    assert seen.status_code == reads
    assert ("For how long?" in seen.content.decode()) == (reads == 200)
    assert client.get(page(w, question)).status_code == answers
    if answers != 200:
        with pytest.raises(PermissionDenied):
            questions.answer(question, by=getattr(w, who), text="Two years.")


def test_an_administrator_of_one_party_reads_nothing_of_another(w):
    asked(w)
    administrator = make_person("ta@trust.example")
    make_member(administrator, w.other, Role.ADMINISTRATOR)

    seen = signed_in(administrator).get(page(w))

    assert seen.status_code == 200
    assert "For how long?" not in seen.content.decode()
    assert ADDRESS not in seen.content.decode()


def test_the_database_takes_no_half_answer(w):
    question = asked(w)
    with pytest.raises(ValidationError):
        questions.answer(question, by=w.approver, text="\n")

    assert not Question.objects.get().is_answered
