"""Between whom an agreement holds, and what is answered about two of its parties."""

from __future__ import annotations

import pytest
from django.urls import reverse

from protocols.services import suspension
from tests.once import made_once
from tests.protocols.signing.world import make_open, make_signed, make_world, sign

pytestmark = pytest.mark.django_db
made = made_once(make_world)


@pytest.fixture
def w(made):
    return made


def page(version, query=""):
    return reverse("protocols:agreement-between", args=[version.document.reference]) + query


def asked(w, version, giver, taker):
    return page(version, f"?giver={w.bodies[giver].pk}&taker={w.bodies[taker].pk}")


def test_the_table_says_with_whom_each_party_can_rely_on_it(client, w):
    version = make_open(w)
    sign(w, version, "NCC")
    sign(w, version, "NPT")

    words = client.get(page(version)).content.decode()

    assert words.count("since 24 Nov 2026") == 2
    assert words.count("Case by case</span>") == 4


def test_an_answer_gives_its_reason_and_never_forbids(client, w):
    version = make_open(w)
    sign(w, version, "NCC")
    sign(w, version, "NPT")

    yes = client.get(asked(w, version, "NCC", "NPT")).content.decode()
    no = client.get(asked(w, version, "NCC", "POL")).content.decode()

    assert (
        "Yes: Northshire County Council can send Northport Trust what stands below under this agreement."
        in yes
    )
    assert "Version 1.0 has held between them since 24 November 2026." in yes
    assert "and Northshire Police people decide case by case today, without this agreement." in no
    assert "Version 1.0 waits for the signature of Northshire Police." in no
    for words in (yes, no):
        assert "Your professional judgement decides." in words
        assert "may not share" not in words


def test_a_cell_says_where_a_suspension_is_the_reason(client, w):
    version = make_signed(w)
    suspension.suspend(version, by=w.approver, reason="A breach", organisation=w.third)

    words = client.get(page(version)).content.decode()

    assert words.count('Case by case</span><span class="sr-pairs__since">suspended</span>') == 4
    assert words.count("since 24 Nov 2026") == 2
    assert "Suspended: the regular sharing between these two waits until that is lifted." in words
    assert "Staff can still share to help one person." in words


def test_where_nothing_is_suspended_nothing_says_so(client, w):
    version = make_open(w)
    sign(w, version, "NCC")
    sign(w, version, "NPT")

    assert "uspended" not in client.get(page(version)).content.decode()


def test_a_party_that_is_none_is_refused(client, w):
    version = make_signed(w)

    refused = client.get(page(version, "?giver=7&taker=8"))

    assert refused.status_code == 422
    for sentence in ("Choose who sends from the list.", "Choose who receives from the list."):
        assert sentence in refused.content.decode()


def test_of_many_parties_one_is_looked_at(client, w, monkeypatch):
    monkeypatch.setattr("protocols.presenting.between.MOST_IN_A_TABLE", 2)
    version = make_signed(w)

    words = client.get(page(version)).content.decode()

    assert "There are 3 parties." in words
    assert words.count("with 2 of 2") == 3


def test_a_rule_is_set_changed_and_removed(client, w):
    client.force_login(w.administrator)
    change = reverse("protocols:signing-rule", args=["NCC"])
    overview = reverse("protocols:signing-rules", args=["NCC"])
    sent = {"kind": "", "condition": "health", "posts": ["office:siro", "office:dpo"], "needed": "0"}

    refused = client.post(change, {**sent, "posts": []})
    done = client.post(change, sent)

    assert (refused.status_code, done.url) == (422, overview)
    words = client.get(overview).content.decode()
    assert "Health data is shared" in words
    assert "Senior information risk owner" in words
    assert "advises, and should not also accept the risk" in words
    client.post(f"{change}?kind=&condition=health", {"remove": "1"})
    assert "No rule is set" in client.get(overview).content.decode()
