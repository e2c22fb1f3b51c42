"""Planted words are met only by those who may read them: on pages, in PDFs, refusals, mails and logs."""

from __future__ import annotations

import logging
import re

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from governance.models import Document
from governance.search import indexing
from tests.canary import withheld
from tests.canary import world as worlds
from tests.canary.crawl import WORDS, crawl, guesses, words_of, words_of_pdf
from tests.canary.world import CANARIES, CRAWLERS
from tests.once import rolled_back
from tests.rights.world import client_of

pytestmark = pytest.mark.django_db
OUTSIDE = ["anonymous", "stranger", "reader", "practitioner"]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=str(folder)), rolled_back():
        yield worlds.make_world()


def out_of_place(met, role):
    return {canary: sorted(where)[:5] for canary, where in met.items() if role not in CANARIES[canary]}


def planted_in(caplog):
    """What operators read. The address that was asked for may hold the key of a section or step, made of its title."""
    lines = [re.sub("/kanary(?:heading|step)/", "/", record.getMessage()) for record in caplog.records]
    return [line for line in lines if WORDS.search(line)]


def long_but(brief, roles):
    """On PostgreSQL those without rights are the everyday run: what a role opens is decided by the same text."""
    brief = brief & worlds.WITHOUT_RIGHTS if connection.vendor == "postgresql" else brief
    return [role if role in brief else pytest.param(role, marks=pytest.mark.long) for role in roles]


@pytest.mark.parametrize("role", long_but(worlds.BRIEF, CRAWLERS))
def test_nobody_meets_a_word_that_is_not_for_him(world, role, caplog, record_property):
    caplog.set_level(logging.INFO)
    with rolled_back():
        met, answers = crawl(world, role)

    assert out_of_place(met, role) == {}
    assert worlds.MEETS.get(role, set()) | {"kanarypublic", "kanarywhy"} <= set(met)
    assert planted_in(caplog) == []
    record_property(
        "figure", f"{role}: {answers} answers read, {len(met)} planted words met, canaries out of place: 0"
    )


def test_every_word_is_met_by_somebody():
    assert set().union(*worlds.MEETS.values()) == set(CANARIES)


def test_a_word_out_of_place_is_found(world):
    """The test of the test: what was closed is opened, and the crawl tells of it."""
    with rolled_back():
        Document.objects.filter(title="kanaryclosedtitle").update(audience="anyone")
        met, _answers = crawl(world, "anonymous")

    found = out_of_place(met, "anonymous")
    assert set(found) == {"kanaryclosedbody", "kanaryclosedtitle"}
    assert any(address.endswith(".pdf") for address in met["kanaryclosedbody"])


def test_what_was_withheld_is_met_once_it_is_published(world, record_property):
    """The test of the test: the same texts without the decision, met by the public in every way there is."""
    with rolled_back():
        for title in ("Partly withheld", "Withheld", "Agreed in part"):
            withheld.opened(world, title)
        indexing.index_due()
        met, _answers = crawl(world, "anonymous")

    found = out_of_place(met, "anonymous")
    assert set(found) == withheld.OF_POLICIES | withheld.OF_AGREEMENTS
    where = {canary: " ".join(met[canary]) for canary in found}
    assert "/search/" in where["kanarywithheldbody"]
    assert "/compare/" in where["kanarywithheldbody"]
    assert "/history/" in where["kanarywithheldsummary"]
    assert ".pdf" in where["kanarywithheldstep"]
    assert "/attachments/" in where["kanarywithheldfile"]
    for name in ("register.csv", "register.json", "register/changes.atom", "/changes/"):
        assert name in where["kanarywithheldparty"]
    record_property("figure", f"{len(found)} words that are withheld, met once they are published")


@pytest.mark.parametrize("role", long_but({"stranger"}, OUTSIDE))
def test_a_refusal_tells_nothing(world, role, caplog, record_property):
    """Everything is posted to everywhere; what is refused says nothing of what stands there."""
    wrong, posted = {}, 0
    for where in dict.fromkeys(guesses(world)):
        with rolled_back():
            response = client_of(world, role).post(
                where, {"reason": "x", "body": "x", "base": 1, "title": "x"}
            )
            posted += 1
            found = {canary for canary in WORDS.findall(words_of(response)) if role not in CANARIES[canary]}
            if found:
                wrong[where] = found

    assert wrong == {}
    assert planted_in(caplog) == []
    record_property("figure", f"{role}: {posted} refusals read, canaries out of place: 0")


def test_the_kept_pdf_holds_what_is_published_alone(world):
    version = next(text for text in world.texts if text.title == "Public")
    words = words_of_pdf(version.renditions.get().content())

    assert set(WORDS.findall(words)) == {"kanarypublic"}


def test_mails_and_logs_hold_none_of_the_words(world, caplog, django_capture_on_commit_callbacks):
    caplog.set_level(logging.DEBUG)
    mail.outbox = []
    code = world.organisation.code
    with rolled_back(), django_capture_on_commit_callbacks(execute=True):
        client = client_of(world, "administrator")
        client.post(
            reverse("organisations:person-add", args=[code]),
            {"email": "new@northshire.example", "name": "New", "role": "practitioner"},
        )
        client_of(world, "anonymous").post(reverse("account_reset_password"), {"email": world.officer.email})
        client_of(world, "anonymous").post(reverse("account_reset_password"), {"email": "nobody@a.example"})
        for version in world.texts:
            client_of(world, "officer").post(
                reverse("governance:submit", args=[version.document.reference, version.number]),
                {"change_summary": "kanarysummary", "grade": "material"},
            )

    assert len(mail.outbox) == 3
    for message in mail.outbox:
        whole = "\n".join([message.subject, message.body, *message.to, str(message.message())])
        assert WORDS.findall(whole) == []
    logged = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert [line for line in logged if WORDS.search(line)] == []
