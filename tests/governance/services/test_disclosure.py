from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.errors import InvalidMove
from audit.models import Event
from governance.disclosure import decision_stamp, to_the_public
from governance.models import Job, Withholding
from governance.services.disclosure import decide_disclosure, undecided
from governance.services.documents import change_control, start_draft
from governance.services.publication import publish, withdraw
from governance.services.review import give_up
from governance.services.sections import add_section, save_section
from governance.withheld import SUMMARY, Withheld
from tests.factories.governance import (
    TEXT,
    approved,
    draft_of,
    make_document,
    make_published,
    make_short_procedure,
    next_version,
)

pytestmark = pytest.mark.django_db
WHY = "Section 31(1)(a)"
ADVICE = Withheld("section:advice", WHY)


@pytest.fixture
def version(people):
    return make_published(people.organisation, people.officer, people.approver)


def redact(version, people, *withheld):
    return decide_disclosure(
        version, by=people.approver, publication="redacted", reason=WHY, withheld=withheld or [ADVICE]
    )


def rows(version):
    found = Withholding.objects.filter(version=version).order_by("part")
    return list(found.values_list("part", "reason", "hides_heading"))


def test_it_withholds_parts_and_writes_one_line_in_the_log(people, version):
    redact(version, people, ADVICE, Withheld("section:commitment", "Section 40", hides_heading=True))

    version.document.refresh_from_db()
    event = Event.objects.for_target(version.document).latest("at")
    assert (version.document.publication, version.document.publication_reason) == ("redacted", WHY)
    assert rows(version) == [("section:advice", WHY, False), ("section:commitment", "Section 40", True)]
    assert (event.verb, event.reason, event.facts) == (
        "document.disclosure_decided",
        WHY,
        {
            "version": "1.0",
            "publication": "redacted",
            "withheld": ["section:advice", "section:commitment"],
        },
    )


def test_the_text_and_its_fingerprint_stay_as_they_are(people, version):
    sha256 = version.content_sha256

    redact(version, people)

    version.refresh_from_db()
    assert version.content_sha256 == sha256


@pytest.mark.parametrize("name", ["practitioner", "auditor", "administrator", "stranger"])
def test_it_is_for_those_who_publish(people, version, name):
    with pytest.raises(PermissionDenied):
        decide_disclosure(version, by=getattr(people, name), publication="metadata", reason=WHY)

    version.document.refresh_from_db()
    assert version.document.publication == "full"


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        ({"publication": "redacted", "reason": ""}, "Say why it is not published in full"),
        ({"publication": "metadata", "reason": " "}, "Say why it is not published in full"),
        ({"publication": "withheld", "reason": WHY}, "Anyone may see this document, so it is not withheld"),
        ({"publication": "redacted", "reason": WHY}, "Choose what is withheld, or publish it in full"),
        (
            {"publication": "redacted", "reason": WHY, "withheld": [Withheld("section:other", WHY)]},
            "This version has no such part",
        ),
        (
            {"publication": "redacted", "reason": WHY, "withheld": [Withheld("section:advice", " ")]},
            "Say of each part why it is withheld",
        ),
    ],
)
def test_what_cannot_be_decided_is_refused_in_a_sentence(people, version, decision, sentence):
    with pytest.raises(ValidationError, match=sentence):
        decide_disclosure(version, by=people.approver, **decision)

    version.document.refresh_from_db()
    assert (version.document.publication, Withholding.objects.count()) == ("full", 0)


def test_what_somebody_else_decided_meanwhile_is_not_undone_unseen(people, version):
    seen = decision_stamp(version)
    redact(version, people)

    with pytest.raises(InvalidMove, match="Somebody decided this before you"):
        decide_disclosure(version, by=people.officer, publication="full", seen=seen)

    version.document.refresh_from_db()
    assert version.document.publication == "redacted"


def test_nothing_is_decided_about_a_draft_that_was_given_up(people):
    draft = draft_of(make_document(people.organisation, people.officer))
    draft = give_up(draft, by=people.officer, reason="No need")

    with pytest.raises(InvalidMove):
        decide_disclosure(draft, by=people.approver, publication="metadata", reason=WHY)


def test_what_is_newly_withheld_is_withheld_in_the_other_versions(people, version):
    today = timezone.localdate()
    second = next_version(version.document, people.officer, people.approver, today + timedelta(days=9))

    redact(second, people, ADVICE, Withheld(SUMMARY, WHY))

    assert rows(second) == [("section:advice", WHY, False), (SUMMARY, WHY, False)]
    assert rows(version) == [("section:advice", WHY, False)]


def test_what_is_shown_again_is_shown_in_this_version_alone(people, version):
    today = timezone.localdate()
    second = next_version(version.document, people.officer, people.approver, today + timedelta(days=9))
    redact(second, people, ADVICE, Withheld("section:commitment", WHY))

    redact(second, people, Withheld("section:commitment", WHY))

    assert [part for part, *_more in rows(second)] == ["section:commitment"]
    assert [part for part, *_more in rows(version)] == ["section:advice", "section:commitment"]


def test_what_was_chosen_is_remembered_while_it_is_published_in_full(people, version):
    redact(version, people)

    decide_disclosure(version, by=people.approver, publication="full")

    version.refresh_from_db()
    assert rows(version) == [("section:advice", WHY, False)]
    assert to_the_public(version).is_all


def test_a_new_draft_takes_over_what_is_withheld_save_its_summary(people, version):
    redact(version, people, ADVICE, Withheld(SUMMARY, WHY))

    draft = start_draft(version.document, by=people.officer)

    assert rows(draft) == [("section:advice", WHY, False)]


def test_what_is_new_in_a_version_is_looked_at_before_it_is_published(people, version):
    redact(version, people)
    draft = start_draft(version.document, by=people.officer)
    add_section(draft, by=people.officer, heading="At night")
    section = draft.sections.get(heading="At night")
    save_section(section, by=people.officer, body="Call the desk.", base=section.lock)
    ready = approved(draft, people.officer, people.approver)

    assert [part.heading for part in undecided(ready)] == ["At night"]
    with pytest.raises(ValidationError) as refused:
        publish(ready, by=people.approver, effective_from=timezone.localdate() + timedelta(days=1))
    assert list(refused.value.error_dict) == ["confirmed_new"]

    tomorrow = timezone.localdate() + timedelta(days=1)
    assert publish(ready, by=people.approver, effective_from=tomorrow, confirmed_new=True).published_at


def test_nothing_is_asked_where_the_new_section_is_withheld_or_all_is_published(people, version):
    draft = start_draft(version.document, by=people.officer)
    add_section(draft, by=people.officer, heading="At night")

    assert undecided(draft) == []
    redact(draft, people, Withheld(f"section:{draft.sections.get(heading='At night').key}", WHY))
    assert undecided(draft) == []


def test_a_document_that_was_called_redacted_before_withholds_nothing_and_asks_about_everything(people):
    document = make_document(
        people.organisation, people.officer, publication="redacted", publication_reason=WHY
    )
    ready = approved(draft_of(document), people.officer, people.approver)

    assert to_the_public(ready).is_all
    assert [part.heading for part in undecided(ready)] == [section.heading for section in TEXT]


def test_the_pdf_for_the_public_is_made_anew(people, version):
    Job.objects.all().delete()

    redact(version, people)

    assert [job.key.startswith(f"render:{version.pk}:") for job in Job.objects.all()] == [True]


def test_nothing_is_printed_where_the_text_is_withheld(people, version):
    Job.objects.all().delete()

    decide_disclosure(version, by=people.approver, publication="metadata", reason=WHY)

    assert not Job.objects.exists()


def test_a_withdrawn_version_is_decided_about_like_any_other(people, version):
    withdrawn = withdraw(version, by=people.approver, reason="Wrong")

    assert rows(redact(withdrawn, people)) == [("section:advice", WHY, False)]


def test_steps_are_withheld_as_one(people):
    draft = draft_of(make_short_procedure(people.organisation, people.officer))

    draft = redact(draft, people, Withheld("rows:steps", WHY))

    assert not to_the_public(draft).shows("rows:steps")


def test_a_closed_document_is_read_whole_whatever_was_decided(people, version):
    redact(version, people)
    change_control(version.document, by=people.officer, audience="organisation")

    version.document.refresh_from_db()
    assert to_the_public(version).is_all
