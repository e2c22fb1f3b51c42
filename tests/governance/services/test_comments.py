from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.errors import InvalidMove
from audit.models import Event
from governance.canonical import freeze
from governance.models import Comment, CommentThread
from governance.services import comments, documents, publication, review, sections
from organisations.permissions import Role
from organisations.services.grants import grant
from tests.factories.governance import approved, draft_of, make_document, published, submitted
from tests.factories.organisations import make_member, make_organisation, make_person

pytestmark = pytest.mark.django_db
OWN, ALL = "organisation", "parties"


@pytest.fixture
def section(people):
    return draft_of(make_document(people.organisation, people.officer)).sections.get(key="commitment")


@pytest.fixture
def partner(people, section):
    """From elsewhere, with a grant to comment on the document."""
    person = make_person("partner@elsewhere.example", name="Partner")
    make_member(person, make_organisation("EWH", name="Elsewhere"), Role.PRACTITIONER)
    grant(person, by=people.officer, codename="comment_document", thing=section.version.document)
    return person


def say(section, by, text="Is it so?", audience=ALL):
    return comments.comment(section, by=by, text=text, audience=audience)


def seen(person, version):
    threads = CommentThread.objects.visible_to(person).shown_on(version).order_by("pk")
    return [thread.comments.order_by("written_at", "pk").first().text for thread in threads]


def test_a_comment_says_who_wrote_what_when_and_for_whom(people, section):
    before = timezone.now()

    made = say(section, people.manager, " Is it so?\r\n", OWN)

    thread = made.thread
    assert (made.text, made.author, made.author_as) == ("Is it so?", people.manager, "Manager, manager")
    assert before <= made.written_at <= timezone.now()
    assert (thread.section_key, thread.organisation, thread.audience) == (
        "commitment",
        people.organisation,
        OWN,
    )


def test_the_log_tells_of_each_act_without_the_words_or_the_section(people, section):
    first = say(section, people.officer, "Secretword")
    answer = comments.reply(first.thread, by=people.approver, text="Secretword too")
    comments.change_comment(answer, by=people.approver, text="Secretword as well")
    comments.resolve(first.thread, by=people.officer)
    comments.reopen(first.thread, by=people.officer)
    comments.remove_comment(answer, by=people.approver)

    events = Event.objects.for_target(first.thread).in_order()
    assert [event.verb for event in events] == [
        "comment.added", "comment.replied", "comment.changed", "comment.resolved", "comment.reopened",
        "comment.removed",
    ]  # fmt: skip
    told = b"".join(bytes(event.data) for event in events)
    assert b"Secretword" not in told
    assert b"commitment" not in told
    assert not hasattr(first.history.first(), "text")
    assert not hasattr(first.thread.history.first(), "section_key")


@pytest.mark.parametrize("text", ["", " \n ", "x" * 4001])
def test_a_comment_has_words_and_not_too_many(people, section, text):
    with pytest.raises(ValidationError):
        say(section, people.officer, text)

    assert CommentThread.objects.count() == 0


def test_who_may_not_comment_is_refused(people, section):
    for person in (people.practitioner, people.auditor, people.stranger):
        with pytest.raises(PermissionDenied):
            say(section, person)


def test_a_form_sent_twice_writes_once(people, section):
    key = Comment().pk
    first = comments.comment(section, by=people.officer, text="Once", audience=ALL, pk=key)

    again = comments.comment(section, by=people.officer, text="Once", audience=ALL, pk=key)

    assert (again.pk, CommentThread.objects.count()) == (first.pk, 1)


# ---- who reads it ---------------------------------------------------------------------------------


def test_each_organisation_has_its_own_comments(people, section, partner):
    say(section, people.officer, "Ours", OWN)
    say(section, partner, "Theirs", OWN)
    say(section, partner, "For all", ALL)

    assert seen(people.manager, section.version) == ["Ours", "For all"]
    assert seen(partner, section.version) == ["Theirs", "For all"]
    assert seen(people.practitioner, section.version) == []
    assert seen(people.stranger, section.version) == []


def test_the_people_of_a_partner_read_only_with_a_grant_of_their_own(people, section, partner):
    colleague = make_person("colleague@elsewhere.example")
    make_member(colleague, partner.memberships.get().organisation, Role.INFORMATION_OFFICER)
    say(section, partner, "Theirs", OWN)

    assert seen(colleague, section.version) == []
    grant(colleague, by=people.officer, codename="read_drafts", thing=section.version.document)
    assert seen(colleague, section.version) == ["Theirs"]


def test_nobody_answers_what_he_may_not_read(people, section, partner):
    thread = say(section, people.officer, "Ours", OWN).thread

    for act in (comments.resolve, lambda thread, by: comments.reply(thread, by=by, text="Me too")):
        with pytest.raises(PermissionDenied):
            act(thread, by=partner)


def test_the_log_of_another_organisation_does_not_tell_of_own_comments(people, section, partner):
    ours = Event.objects.for_target(say(section, people.officer, "Ours", OWN).thread).get()
    theirs = Event.objects.for_target(say(section, partner, "Theirs", OWN).thread).get()

    here, elsewhere = people.organisation.pk, partner.memberships.get().organisation_id
    assert (set(ours.organisations), set(theirs.organisations)) == ({here}, {elsewhere})


def test_somebody_without_an_organisation_writes_to_all(people, section):
    loner = make_person("loner@nowhere.example")
    grant(loner, by=people.officer, codename="comment_document", thing=section.version.document)

    with pytest.raises(ValidationError, match="belongs to an organisation"):
        say(section, loner, audience=OWN)
    assert say(section, loner).thread.organisation is None


# ---- through the versions -------------------------------------------------------------------------


def test_comments_are_not_part_of_the_frozen_text(people, section):
    before = freeze(section.version)

    say(section, people.officer, "Not frozen")

    assert freeze(section.version) == before


def next_draft(people, section, days=9):
    day = timezone.localdate() - timedelta(days=days)
    published(section.version, people.officer, people.approver, day)
    return documents.start_draft(section.version.document, by=people.officer)


def test_what_is_not_resolved_goes_on_with_a_section_that_was_moved_and_renamed(people, section):
    comments.resolve(say(section, people.officer, "Done").thread, by=people.approver)
    say(section, people.officer, "Open")

    version = next_draft(people, section)
    moved = sections.move_section(version.sections.get(key="commitment"), by=people.officer, to="down")
    sections.save_section(moved, by=people.officer, body="New.", base=moved.lock, heading="Our promise")

    assert seen(people.manager, version) == ["Open"]
    assert seen(people.manager, section.version) == ["Done", "Open"]


def test_what_is_resolved_later_stays_on_the_versions_before(people, section):
    thread = say(section, people.officer, "Open").thread
    second = next_draft(people, section)
    thread = comments.resolve(thread, by=people.officer)
    third = next_draft(people, second.sections.get(key="commitment"), 8)

    assert thread.resolved_in == second
    assert [seen(people.manager, version) for version in (section.version, second, third)] == [
        ["Open"], ["Open"], [],
    ]  # fmt: skip


def test_comments_on_a_removed_section_stay_on_their_version(people, section):
    say(section, people.officer, "Here")
    second = next_draft(people, section)
    sections.remove_section(second.sections.get(key="commitment"), by=people.officer)

    assert (seen(people.manager, section.version), seen(people.manager, second)) == (["Here"], [])


def test_comments_are_written_on_a_version_that_is_worked_on(people, section):
    thread = say(section, people.officer, "In draft").thread
    submitted(section.version, people.officer)
    say(section, people.approver, "In review")
    review.approve(section.version, by=people.approver)
    say(section, people.approver, "Approved")
    publication.publish(section.version, by=people.approver, effective_from=timezone.localdate())

    for act in (lambda: say(section, people.officer), lambda: comments.resolve(thread, by=people.officer)):
        with pytest.raises(InvalidMove, match="Nobody is working on this document"):
            act()


# ---- answering, resolving, changing, removing -----------------------------------------------------


def test_an_answer_opens_a_resolved_thread_again(people, section):
    thread = comments.resolve(say(section, people.officer).thread, by=people.approver)
    assert (thread.resolved_by, thread.resolved_in) == (people.approver, section.version)

    comments.reply(thread, by=people.officer, text="Not yet.")

    thread.refresh_from_db()
    assert (thread.is_resolved, thread.resolved_in) == (False, None)


def test_resolving_twice_is_told_once(people, section):
    thread = say(section, people.officer).thread
    for person in (people.officer, people.approver):
        comments.resolve(thread, by=person)

    thread.refresh_from_db()
    assert thread.resolved_by == people.officer
    assert Event.objects.for_target(thread).filter(verb="comment.resolved").count() == 1


def test_a_slip_can_be_put_right_for_a_quarter_of_an_hour(people, section):
    made = say(section, people.officer, "A slpi")
    comments.change_comment(made, by=people.officer, text="A slip")

    later = timezone.now() + timedelta(minutes=16)
    with time_machine.travel(later), pytest.raises(InvalidMove, match="15 minutes"):
        comments.change_comment(made, by=people.officer, text="Another thing")

    made.refresh_from_db()
    assert (made.text, made.changed_at is not None) == ("A slip", True)


def test_only_its_author_changes_or_removes_a_comment(people, section):
    made = say(section, people.officer)

    with pytest.raises(PermissionDenied):
        comments.change_comment(made, by=people.approver, text="Other")
    with pytest.raises(PermissionDenied):
        comments.remove_comment(made, by=people.approver)


def test_a_removed_comment_stays_as_removed_and_its_words_go(people, section):
    made = say(section, people.officer, "Regretted")
    comments.reply(made.thread, by=people.approver, text="Pardon?")

    comments.remove_comment(made, by=people.officer)

    made.refresh_from_db()
    made.thread.refresh_from_db()
    assert (made.text, made.is_removed, made.thread.is_resolved) == ("", True, False)


def test_a_thread_without_words_is_resolved_and_stays_so(people, section):
    made = say(section, people.officer)
    comments.remove_comment(made, by=people.officer)

    made.thread.refresh_from_db()
    assert made.thread.is_resolved
    with pytest.raises(InvalidMove, match="Every comment here was removed"):
        comments.reopen(made.thread, by=people.officer)


# ---- waiting --------------------------------------------------------------------------------------


def waiting(person):
    return list(CommentThread.objects.waiting_for(person).values_list("heading", "last_name"))


def test_a_comment_waits_for_the_author_until_he_answers(people, section):
    thread = say(section, people.manager).thread
    assert (waiting(people.officer), waiting(people.manager)) == ([("Our commitment", "Manager")], [])

    comments.reply(thread, by=people.officer, text="Yes.")
    assert (waiting(people.officer), waiting(people.manager)) == ([], [("Our commitment", "Officer")])

    comments.resolve(thread, by=people.manager)
    assert (waiting(people.officer), waiting(people.manager), waiting(people.approver)) == ([], [], [])


def test_nothing_waits_where_nobody_works_or_the_section_went(people, section):
    say(section, people.manager)
    approved(section.version, people.officer, people.approver)
    assert len(waiting(people.officer)) == 1

    publication.publish(section.version, by=people.approver, effective_from=timezone.localdate())
    assert waiting(people.officer) == []
    second = documents.start_draft(section.version.document, by=people.officer)
    assert len(waiting(people.officer)) == 1
    sections.remove_section(second.sections.get(key="commitment"), by=people.officer)
    assert waiting(people.officer) == []
