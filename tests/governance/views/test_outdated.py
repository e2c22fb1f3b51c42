import pytest
from django.urls import reverse

from governance.models import MeantReference
from tests.factories.governance import submitted
from tests.governance.views.section_pages import draft_url, typed, url

pytestmark = pytest.mark.django_db
TEXT = "We work with the Clinical Commissioning Group (CCG)."
SAID = "1 name of law or a body may be out of date"


def keys(answer):
    return [each.key for each in answer.context["pointing"].found]


def test_after_saving_the_editor_points_out_what_is_gone(officer, section):
    answer = officer.post(url("section-edit", section), typed(section, body=TEXT), follow=True)

    shown = answer.content.decode()
    assert keys(answer) == ["ccg"]
    assert SAID in shown
    assert "integrated care boards" in shown
    assert "Since 1 July 2022" in shown
    assert 'href="https://www.england.nhs.uk/' in shown
    section.refresh_from_db()
    assert section.body == TEXT


def test_the_preview_without_scripts_points_it_out_before_saving(officer, section):
    answer = officer.post(url("section-edit", section), typed(section, body=TEXT, preview="1"))

    assert (answer.status_code, keys(answer)) == (200, ["ccg"])


def test_autosave_and_preview_bring_the_piece_for_the_page(officer, section):
    kept = officer.post(url("section-autosave", section), typed(section, body=TEXT)).json()
    shown = officer.post(url("section-preview", section), typed(section, body=TEXT)).content.decode()
    clean = officer.post(url("section-autosave", section), typed(section, body="Fine.")).json()

    assert SAID in kept["pointed"]
    assert SAID in shown.partition("<template data-sr-pointing>")[2]
    assert "may be out of date" not in clean["pointed"]


def test_marking_as_meant_keeps_what_was_typed_and_saves_nothing(officer, section):
    before = section.body

    answer = officer.post(url("section-edit", section), typed(section, body=TEXT, meant="ccg"))

    assert (answer.status_code, keys(answer)) == (200, [])
    assert answer.context["form"]["body"].value() == TEXT
    assert [each.key for each in answer.context["pointing"].meant] == ["ccg"]
    section.refresh_from_db()
    assert section.body == before


def test_what_is_meant_is_gone_from_the_checks_of_the_draft_and_can_come_back(officer, section):
    officer.post(url("section-edit", section), typed(section, body=TEXT))
    section.refresh_from_db()
    assert hints(officer, section) == ["superseded"]

    officer.post(url("section-edit", section), typed(section, body=TEXT, meant="ccg"))
    assert hints(officer, section) == []

    officer.post(url("section-edit", section), typed(section, body=TEXT, question="ccg"))
    assert hints(officer, section) == ["superseded"]


def hints(client, section):
    score = client.get(draft_url(section)).context["score"]
    return [advice.result.check.key for advice in score.hints]


def test_a_reference_that_nobody_knows_is_refused_with_a_sentence(officer, section):
    answer = officer.post(url("section-edit", section), typed(section, body=TEXT, meant="unheard-of"))

    assert keys(answer) == ["ccg"]
    assert "no longer pointed out" in answer.content.decode()
    assert not MeantReference.objects.exists()


def test_marking_in_a_version_that_left_draft_gives_the_text_back(officer, people, section):
    submitted(section.version, people.officer)

    answer = officer.post(url("section-edit", section), typed(section, body=TEXT, meant="ccg"))

    assert answer.status_code == 409
    assert TEXT in answer.content.decode()
    assert not MeantReference.objects.exists()


def test_the_words_of_the_person_are_shown_as_words(officer, section):
    """What a pattern caught may hold signs of HTML."""
    body = "The Accord <b>x</b> version 4 is old."
    shown = officer.post(
        url("section-edit", section), typed(section, body=body, preview="1")
    ).content.decode()

    assert "<b>x</b>" not in shown.partition('id="outdated"')[2]


def test_the_score_counts_points_and_gives_reasons(officer, section):
    answer = officer.get(draft_url(section))

    score = answer.context["score"]
    lost = {advice.result.check.key: advice.result.missing for advice in score.missing}
    required = next(a.result for a in score.missing if a.result.check.key == "required-sections")
    assert score.total == sum(a.result.check.points for a in score.missing) + sum(
        result.check.points for result in score.fine
    )
    assert score.total - score.done == sum(lost.values())
    assert lost["required-sections"] == len(required.findings) == required.check.points - 1
    shown = answer.content.decode()
    assert f"{score.done} of {score.total} points" in shown
    assert f"1 of {required.check.points} points" in " ".join(shown.split())


def test_the_approver_sees_the_same_score_and_may_approve_all_the_same(client, people, section):
    version = submitted(section.version, people.officer)
    client.force_login(people.approver)
    address = reverse("governance:review", args=[version.document.reference, version.number])

    answer = client.get(address)
    score = answer.context["score"]
    client.post(address, {"decision": "approve", "lock": version.lock})

    version.refresh_from_db()
    assert score.done < score.total
    assert f"{score.done} of {score.total} points" in answer.content.decode()
    assert version.state == "approved"
