"""The pages of steps: adding, changing, moving and removing one, and what a refused form keeps."""

import re

import pytest
from django.urls import reverse

from governance.models import ProcedureStep
from governance.services import sections, steps
from governance.services.documents import start_draft
from tests.factories.governance import draft_of, make_document, make_procedure, published, submitted

pytestmark = pytest.mark.django_db
TYPED = {"what": "Ask twice", "who": "You", "by_when": "At once", "record": "A note", "guidance": "**Do** it"}


@pytest.fixture
def version(people):
    return draft_of(make_procedure(people.organisation, people.officer))


def url(name, version, *more):
    return reverse(f"governance:{name}", args=[version.document.reference, version.number, *more])


def keys(version):
    return list(version.steps.order_by("position").values_list("key", flat=True))


def test_steps_stand_in_order_with_buttons_that_need_no_script(officer, version):
    page = officer.get(url("steps", version)).content.decode()

    assert re.findall(r'id="step-([a-z-]+)"', page) == keys(version)
    assert page.count('value="up"') == page.count('value="down"') == 13
    assert page.count('<input type="hidden" name="seen"') == 14


def test_move_says_the_new_place_and_a_second_click_moves_no_further(officer, version):
    sent = {"to": "up", "seen": 4}
    first = officer.post(url("step-move", version, "tell"), sent, follow=True)
    second = officer.post(url("step-move", version, "tell"), sent, follow=True)

    assert "“Tell the person, or record why not” is step 3 of 14 now." in first.content.decode()
    assert first.redirect_chain == [(url("steps", version) + "#step-tell", 302)]
    assert "The order was changed meanwhile. Nothing was moved." in second.content.decode()
    assert keys(version)[2:4] == ["tell", "minimum"]


def test_add_places_the_step_and_shows_it_there(officer, version):
    form = officer.get(url("step-add", version)).context["form"]
    sent = {**TYPED, "after": "tell", "once": form["once"].value(), "base": 0}

    answers = [officer.post(url("step-add", version), sent) for _twice in range(2)]

    assert [answer.url for answer in answers] == [url("steps", version) + "#step-ask-twice"] * 2
    assert keys(version)[3:6] == ["tell", "ask-twice", "mark"]


def test_a_refused_step_keeps_all_that_was_typed(officer, version):
    for where in (url("step-add", version), url("step-edit", version, "tell")):
        answer = officer.post(where, {**TYPED, "what": "  ", "base": 1})

        form = answer.context["form"]
        assert answer.status_code == 422
        assert {name: form[name].value() for name in ("who", "by_when", "record", "guidance")} == {
            name: TYPED[name] for name in ("who", "by_when", "record", "guidance")
        }
        assert "Say what to do in this step." in answer.content.decode()
    assert len(keys(version)) == 14


def test_a_late_save_shows_both_and_a_second_one_is_a_decision(officer, people, version):
    step = version.steps.get(key="tell")
    theirs = {**TYPED, "what": "Theirs", "guidance": "Their words"}
    steps.change_step(step, by=people.approver, fields=theirs, base=1)

    late = officer.post(url("step-edit", version, "tell"), {**TYPED, "base": 1})
    page = late.content.decode()
    kept = {name: late.context["form"][name].value() for name in TYPED}
    again = officer.post(
        url("step-edit", version, "tell"), {**kept, "base": late.context["form"]["base"].value()}
    )

    assert (late.status_code, kept, again.status_code) == (409, TYPED, 302)
    assert "Their words" in page
    assert ProcedureStep.objects.get(pk=step.pk).what == "Ask twice"


def test_what_was_typed_for_a_step_that_is_gone_can_be_copied(officer, people, version):
    steps.remove_step(version.steps.get(key="tell"), by=people.approver)

    answer = officer.post(url("step-edit", version, "tell"), {**TYPED, "base": 1})

    assert (answer.status_code, officer.get(url("step-edit", version, "tell")).status_code) == (409, 404)
    assert "Ask twice" in answer.content.decode()


def test_remove_asks_first_and_says_what_names_the_step(officer, version):
    asked = officer.get(url("step-remove", version, "record"))
    removed = officer.post(url("step-remove", version, "record"), follow=True)
    again = officer.post(url("step-remove", version, "record"), follow=True)

    assert asked.context["named"] == ["If you decide not to share"]
    assert "“Record what you did” is removed." in removed.content.decode()
    assert "{step:record}" in removed.content.decode()
    assert "This step is removed already." in again.content.decode()
    assert "record" not in keys(version)


def test_a_kind_without_steps_has_no_such_page(officer, people):
    code = draft_of(make_document(people.organisation, people.officer))

    for where in (url("steps", code), url("step-add", code), url("step-edit", code, "tell")):
        assert officer.get(where).status_code == 404


def test_the_draft_lists_the_steps_and_points_out_a_reference_to_none(officer, people, version):
    section = version.sections.get(key="purpose")
    sections.save_section(section, by=people.officer, body="As in {step:nowhere}.", base=section.lock)

    page = officer.get(url("draft", version)).content.decode()

    assert f'href="{url("steps", version)}"' in page
    assert "{step:nowhere} names a step that is not here." in page


def test_readers_see_numbers_that_follow_the_steps(client, people, version):
    steps.move_step(version.steps.get(key="record"), by=people.officer, to="up", seen=10)
    published(version, people.officer, people.approver)

    page = client.get(version.document.get_absolute_url()).content.decode()

    assert '<a href="#step-record" rel="noopener">step 9</a>' in page
    assert re.findall(r'<li class="sr-procedure__item" id="step-([a-z-]+)"', page)[8:10] == [
        "record",
        "conditions",
    ]
    assert "{step:" not in page
    headings = re.findall(r'id="([a-z-]+)--heading"', page)
    assert headings[2:5] == ["emergency", "rows-steps", "no-agreement"]


def test_what_changed_names_fields_places_and_steps_that_came_and_went(client, officer, people, version):
    first = published(version, people.officer, people.approver)
    draft = start_draft(first.document, by=people.officer)
    steps.change_step(draft.steps.get(key="tell"), by=people.officer, fields=TYPED, base=1)
    steps.remove_step(draft.steps.get(key="pattern"), by=people.officer)
    steps.move_step(draft.steps.get(key="send"), by=people.officer, to="up", seen=8)

    page = officer.get(url("version-changes", draft), follow=True).content.decode()

    assert "Steps: “Watch for a pattern” is removed" in page
    assert "Steps: “Ask twice”, What to do, Who does it, By when, Record to keep, Guidance" in page
    assert "Steps: “Send it, and confirm that it arrived”, Place" in page
    assert "after “Choose an approved way to send it”" in page


def test_the_review_of_a_first_version_shows_its_steps(client, people, version):
    submitted(version, people.officer)
    client.force_login(people.approver)

    page = client.get(url("review", version)).content.decode()

    assert "Check who is asking, and whether they are entitled to it" in page


def test_the_editor_of_a_section_says_what_to_write_for_a_step_and_previews_its_number(officer, version):
    section = version.sections.get(key="refusing")
    where = url("section-edit", version, section.key)

    page = officer.get(where).content.decode()
    shown = [
        officer.post(where, {"body": "As in {step:record}.", "base": 1, "preview": "1"}),
        officer.post(url("section-preview", version, section.key), {"body": "As in {step:record}."}),
    ]

    assert '<code class="sr-code sr-break">{step:record}</code>' in page
    assert ["<p>As in step 10.</p>" in answer.content.decode() for answer in shown] == [True, True]
