"""A protocol that is begun from another one: what it takes over, and how it follows what changes there."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.errors import InvalidMove
from audit.models import Event
from governance.kinds import Audience
from governance.services.disclosure import decide_disclosure
from governance.services.documents import change_control
from governance.withheld import Withheld
from protocols.models import Conditions, DataItem, Flow, LegalBasis, LegalPower, Party, Protocol, Terms
from protocols.services.localising import consider_source, localise
from protocols.services.recording import record_existing
from tests.factories.organisations import make_organisation
from tests.factories.protocols import amend, make_detailed, make_recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(people):
    """Of the council, from it to the trust."""
    agreement = make_detailed(people.organisation, people.other)
    return record_existing(people.organisation, agreement=agreement, by=people.officer)


def texts(version):
    return list(version.sections.order_by("position").values_list("key", "heading", "body"))


def names(version):
    return list(Party.objects.filter(version=version).order_by("position").values_list("name", "direction"))


def test_text_and_rows_are_taken_over_and_what_is_not_theirs_to_say_is_left_out(people, source):
    version = localise(people.other, source=source, title="Our own", by=people.stranger)

    assert (version.title, version.document.organisation, version.state) == ("Our own", people.other, "draft")
    assert texts(version) == texts(source)
    assert names(version) == names(source)
    for model, fields in (
        (DataItem, ("key", "what", "about", "special", "why")),
        (LegalBasis, ("key", "covers", "explanation")),
        (LegalPower, ("key",)),
        (Flow, ("key", "giver__name", "taker__name", "items", "method")),
    ):
        ours, theirs = (
            list(model.objects.filter(version=each).order_by("position").values_list(*fields))
            for each in (version, source)
        )
        assert ours == theirs, model
        assert ours
    terms = Terms.objects.get(version=version)
    assert (terms.retention, terms.starts_on, terms.ends_on, terms.review_on, terms.contact) == (
        "P2Y", None, None, None, "",
    )  # fmt: skip
    safeguards = Conditions.objects.get(version=version)
    assert (safeguards.security, safeguards.notice) == ("Sent through the portal alone.", "P3M")
    assert (safeguards.assessment, safeguards.assessment_reference) == ("", "")
    assert Protocol.objects.get(document=version.document).made_from == source


def test_others_begin_with_their_own_organisation_alone_and_without_flows(people, source):
    version = localise(people.other, source=source, title="Our own", by=people.stranger, with_parties=False)

    assert names(version) == [("Northport Trust", "discloser")]
    assert not Flow.objects.filter(version=version).exists()
    assert DataItem.objects.filter(version=version).count() == 2


def test_a_lead_that_is_no_party_of_the_source_stands_first(people):
    third = make_organisation("TRD", name="Third Body")
    source = make_recorded(people.organisation, people.officer, third)

    version = localise(people.other, source=source, title="Our own", by=people.stranger)

    assert [name for name, _way in names(version)] == [
        "Northport Trust",
        "Northshire County Council",
        "Third Body",
    ]


def test_what_is_withheld_from_the_person_is_not_taken_over(people, source):
    parts = [Withheld("section:purpose", "Section 31"), Withheld("rows:data_items", "Section 31")]
    third = make_organisation("TRD", name="Third Body")
    open_one = make_recorded(
        people.organisation, people.officer, third, **vars_of(make_detailed(people.organisation, third))
    )
    decide_disclosure(
        open_one, by=people.approver, publication="redacted", reason="Section 31", withheld=parts
    )

    version = localise(people.other, source=open_one, title="Our own", by=people.stranger)

    assert texts(version)[0] == ("purpose", "Purpose", "")
    assert texts(version)[1][2] == "Names and addresses."
    assert not DataItem.objects.filter(version=version).exists()
    assert not Flow.objects.filter(version=version).exists()  # flows tell the items


def vars_of(agreement):
    return {name: getattr(agreement, name) for name in ("items", "flows", "bases", "conditions")}


def test_what_one_may_not_read_cannot_be_taken_over(people):
    third = make_organisation("TRD", name="Third Body")
    closed = make_recorded(people.organisation, people.officer, third)
    change_control(closed.document, by=people.officer, audience=Audience.ORGANISATION)
    draft = localise(people.organisation, source=closed, title="A draft", by=people.officer)

    for source in (closed, draft):
        with pytest.raises(ValidationError, match="Choose a published protocol that you may read"):
            localise(people.other, source=source, title="Our own", by=people.stranger)


def test_only_who_writes_for_the_lead_begins_one(people, source):
    with pytest.raises(PermissionDenied):
        localise(people.organisation, source=source, title="Ours", by=people.manager)


def test_the_log_names_the_source(people, source):
    version = localise(people.other, source=source, title="Our own", by=people.stranger)

    event = Event.objects.for_target(version.document).newest_first().first()
    assert (event.verb, event.facts) == (
        "protocol.localised",
        {
            "version": "1.0",
            "source": source.document.reference,
            "source_version": "1.0",
            "with_parties": True,
        },
    )


def test_changes_of_the_source_are_considered_once_with_a_line(people, source):
    document = localise(people.other, source=source, title="Our own", by=people.stranger).document
    newer = amend(source, people.officer, people.other, title="Warmer homes")

    for _twice in range(2):
        consider_source(document, by=people.stranger, version=newer, reason="We follow in spring.")

    protocol = Protocol.objects.get(document=document)
    assert (protocol.made_from, protocol.considered, protocol.considered_by) == (
        source,
        newer,
        people.stranger,
    )
    [event] = [e for e in Event.objects.for_target(document) if e.verb == "source.considered"]
    assert (event.facts, event.reason) == (
        {"source": source.document.reference, "from": "1.0", "to": "1.1"},
        "We follow in spring.",
    )


def test_what_is_no_later_version_of_the_source_cannot_be_considered(people, source):
    document = localise(people.other, source=source, title="Our own", by=people.stranger).document
    newer = amend(source, people.officer, people.other)
    another = make_recorded(people.organisation, people.officer, people.other, title="Another")
    consider_source(document, by=people.stranger, version=newer)

    with pytest.raises(InvalidMove, match="Somebody has considered version 1\\.1 already"):
        consider_source(document, by=people.stranger, version=source)
    with pytest.raises(InvalidMove, match="was not begun from that one"):
        consider_source(document, by=people.stranger, version=another)
    with pytest.raises(InvalidMove, match="was not begun from another one"):
        consider_source(source.document, by=people.officer, version=newer)
    with pytest.raises(PermissionDenied):
        consider_source(document, by=people.officer, version=newer)
