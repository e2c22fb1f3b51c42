"""The pages of an approval in steps: who decides, who is waited for, what can be lent and taken back."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from governance.approving import Plan
from governance.models import Approval, ApprovalRule, Delegation
from governance.services import approvals, review
from governance.services.approval_rules import set_rule
from governance.services.publication import publish
from organisations.permissions import Role
from organisations.services import absences
from organisations.services.people import end_membership
from tests.factories.governance import draft_of, make_document, submitted
from tests.factories.organisations import make_member, make_person
from tests.governance.approval_world import OFFICE, ROLE, make_two_steps, seat, step
from tests.once import made_once
from tests.races import meanwhile

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


world = made_once(make_two_steps)


@pytest.fixture
def w(world):
    return deepcopy(world)


def url(w, name="review", version=None):
    version = version or w.version
    return reverse(f"governance:{name}", args=[version.document.reference, version.number])


def rule_url(w, kind=None):
    args = [w.organisation.code, *([kind] if kind else [])]
    return reverse("governance:approval-rule" if kind else "governance:approval-rules", args=args)


def approve(w, **fields):
    return {"decision": "approve", "lock": w.version.lock, **fields}


def work(client):
    found = client.get("/work/").context["work"]
    return [item.text for item in found.mine.items], [(item.text, item.why) for item in found.others.items]


# ---- deciding -------------------------------------------------------------------------------------


def test_the_page_says_who_approved_and_who_is_waited_for(client, w, time_machine):
    review.approve(w.version, by=w.approver, note="Clear.")
    time_machine.move_to(timezone.now() + timedelta(days=4))
    client.force_login(w.manager)

    answer = client.get(url(w))

    steps = [(s.state, [a.given_as for a in s.approvals], s.names) for s in answer.context["approval"].steps]
    assert steps == [("done", ["Approver, information officer"], ""), ("now", [], "Manager")]
    assertContains(answer, "Waits for Manager, waiting 4 days")
    assertContains(answer, "Due in 6 days")
    page = answer.content.decode()
    assert (
        page.index("What the checks find") < page.index("Who approves") < page.index("What is your decision?")
    )


def test_an_approval_that_is_late_says_so_in_words(client, w, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=12))
    client.force_login(w.approver)

    assertContains(client.get(url(w)), "2 days overdue")
    assert client.get("/work/").context["work"].mine.items[0].overdue == 2


def test_the_first_of_two_approvals_leaves_it_in_review(client, w):
    client.force_login(w.approver)

    answer = client.post(url(w), approve(w, note="Clear."), follow=True)

    w.version.refresh_from_db()
    assert w.version.state == "in_review"
    assertContains(answer, "The version still waits for others.")
    assertContains(answer, "Take your approval back")
    assertNotContains(answer, 'value="approve"')


def test_who_is_not_waited_for_may_ask_for_changes_alone(client, w):
    client.force_login(w.manager)

    page = client.get(url(w))
    refused = client.post(url(w), approve(w))
    answer = client.post(
        url(w), {"decision": "changes", "lock": w.version.lock, "reason": "Name who advises."}
    )

    assertContains(page, "It does not wait for your approval now.")
    assertContains(refused, "These people can: Approver.", status_code=403)
    w.version.refresh_from_db()
    assert (answer.status_code, w.version.state) == (302, "draft")


def test_several_capacities_are_asked_for(client, w):
    plan = Plan((step(seat(ROLE, "manager"), seat(OFFICE, "siro"), needed=1),))
    set_rule(w.organisation, by=w.administrator, plan=plan)
    version = submitted(draft_of(make_document(w.organisation, w.officer)), w.officer)
    client.force_login(w.manager)
    typed = {"decision": "approve", "lock": version.lock, "note": "Kept words"}

    page = client.get(url(w, version=version))
    refused = client.post(url(w, version=version), typed)
    client.post(url(w, version=version), {**typed, "capacity": f"0-1-{w.manager.pk}"})

    assertContains(page, "As the senior information risk owner")
    assertContains(refused, "Choose in which capacity you approve.", status_code=422)
    assertContains(refused, "Kept words", status_code=422)
    version.refresh_from_db()
    assert version.approved_as == "Manager, senior information risk owner"


def test_where_nobody_can_decide_any_more_the_page_says_who_can_mend_it(client, w):
    review.approve(w.version, by=w.approver)
    for person in (w.manager, w.approver):
        for membership in person.memberships.current():
            end_membership(membership, by=w.administrator)
    client.force_login(w.officer)

    answer = client.get(url(w))

    assertContains(answer, "Nobody can decide it")
    assertContains(answer, "These people can give roles, offices and rules: Administrator.")


# ---- two at once ----------------------------------------------------------------------------------


def test_two_tabs_of_one_person_give_one_approval(client, w):
    client.force_login(w.approver)

    with meanwhile(lambda: review.approve(w.version, by=w.approver)):
        answer = client.post(url(w), approve(w, note="Second tab"), follow=True)

    assertContains(answer, "You approved this version already. Nothing was changed.")
    assert Approval.objects.count() == 1


def test_two_people_in_one_seat_at_once(client, w):
    other = make_person("other@northshire.example", name="Other")
    make_member(other, w.organisation, Role.INFORMATION_OFFICER)
    client.force_login(other)

    with meanwhile(lambda: review.approve(w.version, by=w.approver)):
        answer = client.post(url(w), approve(w))

    assert answer.status_code == 403
    assert [approval.person for approval in Approval.objects.all()] == [w.approver]


def test_an_approval_taken_back_meanwhile_does_not_complete_the_rule(client, w):
    review.approve(w.version, by=w.approver)
    client.force_login(w.manager)

    with meanwhile(lambda: approvals.take_back(w.version, by=w.approver, reason="Wait")):
        answer = client.post(url(w), approve(w))

    w.version.refresh_from_db()
    assert (answer.status_code, w.version.state) == (403, "in_review")


# ---- taking back, lending -------------------------------------------------------------------------


def test_taking_back_needs_a_reason_and_is_shown(client, w):
    review.approve(w.version, by=w.approver)
    client.force_login(w.approver)

    refused = client.post(url(w, "approval-take-back"), {"reason": " "})
    answer = client.post(url(w, "approval-take-back"), {"reason": "Wrong print"}, follow=True)
    again = client.post(url(w, "approval-take-back"), {"reason": "Wrong print"})

    assert (refused.status_code, again.status_code) == (422, 302)
    assertContains(answer, "took an approval back on")
    assert Approval.objects.live().count() == 0


def test_a_colleague_is_let_in_until_a_day_and_sees_it_in_the_work(client, w):
    other = make_person("other@northshire.example", name="Other")
    make_member(other, w.organisation, Role.INFORMATION_OFFICER)
    review.approve(w.version, by=w.approver)
    client.force_login(w.manager)
    until = TODAY() + timedelta(days=2)

    refused = client.post(url(w, "approval-delegate"), {"to": w.officer.pk, "until": "yesterday"})
    answer = client.post(
        url(w, "approval-delegate"), {"to": other.pk, "until": until.isoformat()}, follow=True
    )
    shown = client.get(url(w, "approval-delegate"))
    client.force_login(other)
    mine, _others = work(client)

    assertContains(refused, "Choose one of the options", status_code=422)
    assertContains(answer, f"Other can approve for Manager until {until:%-d %B %Y}.")
    assertContains(shown, "End it now")
    assert mine == ["Approve: Code of Practice"]
    assertContains(client.get(url(w)), "You decide for Manager, who has let you approve in this step.")


def test_what_is_lent_is_ended_at_once(client, w):
    other = make_person("other@northshire.example", name="Other")
    make_member(other, w.organisation, Role.INFORMATION_OFFICER)
    approvals.delegate(w.version, by=w.approver, to=other, until=TODAY())
    client.force_login(w.approver)

    for _time in range(2):
        assert client.post(url(w, "approval-delegate"), {"end": "1"}).url == url(w)

    assert Delegation.objects.current().count() == 0


# ---- your work ------------------------------------------------------------------------------------


def test_your_work_says_what_waits_for_whom(client, w):
    seen = {}
    for name in ("officer", "approver", "manager"):
        client.force_login(getattr(w, name))
        seen[name] = work(client)
    review.approve(w.version, by=w.approver)
    client.force_login(w.officer)
    later = work(client)

    assert seen["approver"][0] == ["Approve: Code of Practice"]
    assert (seen["officer"][0], seen["manager"][0]) == ([], [])
    assert seen["officer"][1][0][1].endswith("Waits for an information officer")
    assert later[1][0][1].endswith("Waits for the senior information risk owner")


def test_the_deputy_is_asked_while_the_holder_is_away(client, w):
    other = make_person("other@northshire.example", name="Other")
    make_member(other, w.organisation, Role.INFORMATION_OFFICER)
    review.approve(w.version, by=other)
    client.force_login(w.approver)
    before = work(client)[0]
    absences.go_away(w.siro, by=w.manager)

    assert (before, work(client)[0]) == ([], ["Approve: Code of Practice"])


# ---- the rule -------------------------------------------------------------------------------------


def rule(**fields):
    return {"seats_1": ["role:manager"], "needed_1": "0", "order": "order", "days": "", "save": "1", **fields}


def test_an_administrator_reads_and_saves_a_rule(client, w):
    client.force_login(w.administrator)

    overview = client.get(rule_url(w))
    typed = rule(seats_2=["office:siro"], needed_2="1", order="side", days="7")
    preview = client.post(rule_url(w, "code_of_practice"), {**typed, "save": [], "preview": "1"})
    answer = client.post(rule_url(w, "code_of_practice"), typed, follow=True)

    assertContains(overview, "An information officer approves.")
    assertContains(preview, "All steps side by side, in any order.")
    assertContains(answer, "The rule is saved.")
    plan = ApprovalRule.objects.get(kind="code_of_practice").plan
    assert (plan.steps, plan.in_order, plan.days) == (
        (step(seat(ROLE, "manager")), step(seat(OFFICE, "siro"), needed=1)),
        False,
        7,
    )


def test_another_step_is_added_and_what_was_ticked_stays(client, w):
    client.force_login(w.administrator)

    answer = client.post(rule_url(w, "all"), rule(save=[], add="1"))

    assert [number for number, _seats, _needed in answer.context["form"].steps] == [1, 2]
    assert answer.context["form"]["seats_1"].value() == ["role:manager"]
    assert ApprovalRule.objects.get().plan.days == 10  # as it was


def test_a_rule_that_nobody_can_meet_is_saved_only_on_purpose(client, w):
    client.force_login(w.administrator)
    typed = rule(seats_1=["office:dpo"])

    refused = client.post(rule_url(w, "all"), typed)
    client.post(rule_url(w, "all"), {**typed, "confirmed": "on"})

    assertContains(refused, "Nobody could approve under this rule today.", status_code=422)
    assertContains(refused, "Nobody holds this office today", status_code=422)
    assert ApprovalRule.objects.get().plan.steps == (step(seat(OFFICE, "dpo")),)


def test_a_rule_is_removed(client, w):
    client.force_login(w.administrator)

    answers = [client.post(rule_url(w, "all"), {"remove": "1"}).status_code for _time in range(2)]

    assert (answers, ApprovalRule.objects.count()) == ([302, 302], 0)
    assertContains(client.get(rule_url(w)), "No rule is set, so one approval is enough.")


def test_a_kind_that_there_is_not(client, w):
    client.force_login(w.administrator)

    assert client.get(rule_url(w, "poem")).status_code == 404
    assert client.post(rule_url(w, "all"), rule(seats_1=[])).status_code == 422


# ---- afterwards -----------------------------------------------------------------------------------


def test_the_page_and_the_history_name_all_who_approved(client, w):
    review.approve(w.version, by=w.approver)
    version = review.approve(w.version, by=w.manager)
    publish(version, by=w.manager, effective_from=TODAY())
    both = "Approver, information officer; Manager, senior information risk owner"

    page = client.get(version.get_absolute_url())
    history = client.get(reverse("governance:history", args=[version.document.reference]))

    assertContains(page, f"Approved by {both}")
    assertContains(history, f"Approved by {both}.")
