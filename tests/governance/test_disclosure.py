"""In random worlds the gate, its queryset and the search agree on what each person reads of each part."""

from itertools import product

import pytest
import time_machine
from hypothesis import strategies as st

from governance.disclosure import disclosures, reads_whole
from governance.models import Document, DocumentVersion, SearchEntry, Withholding
from governance.permissions import can_read
from governance.search import indexing
from governance.services.disclosure import decide_disclosure
from governance.withheld import SUMMARY, Withheld
from tests.governance.worlds import TODAY, build, check_in_worlds
from tests.once import rolled_back

PARTS = ["section:commitment", "section:advice", SUMMARY]
decisions = st.lists(
    st.tuples(st.sampled_from(["full", "redacted", "metadata"]), st.sets(st.sampled_from(PARTS), min_size=1)),
    min_size=3,
    max_size=3,
)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [15, pytest.param(150, marks=pytest.mark.long)])
def test_twins_of_what_is_withheld_agree_in_random_worlds(count):
    check_in_worlds(count, twins_agree, decisions)


def twins_agree(world, decisions):
    with time_machine.travel("2026-11-24T12:00:00+00:00", tick=True), rolled_back():
        people = build(world)
        decide(people, decisions)
        indexing.index_due()
        for person in people:
            agree_for(person)


def decide(people, decisions):
    officers = {person.memberships.get().organisation_id: person for person in people[3:5]}
    documents = Document.objects.order_by("reference")
    for document, (publication, parts) in zip(documents, decisions, strict=False):
        version = document.versions.newest_first().first()
        if version.state == "withdrawn":
            continue
        decide_disclosure(
            version,
            by=officers[document.organisation_id],
            publication=publication,
            reason="" if publication == "full" else "Section 31",
            withheld=[Withheld(part, "Section 31") for part in sorted(parts)],
        )


def agree_for(person):
    whole = set(Document.objects.read_whole_by(person).values_list("pk", flat=True))
    entries = SearchEntry.objects.visible_to(person).valid(TODAY).filter(source="section")
    found = set(entries.values_list("key", flat=True))
    in_force = set(DocumentVersion.objects.in_force(TODAY).values_list("pk", flat=True))
    withheld = set(Withholding.objects.values_list("version_id", "part"))
    for document in Document.objects.select_related("organisation"):
        assert (document.pk in whole) == reads_whole(person, document), (person, document)
        versions = list(document.versions.all())
        seen = disclosures(person, document, versions)
        for version, part in product(versions, PARTS):
            shown = shows(seen[version.pk], version, part)
            assert shown == tells(document, whole, (version.pk, part) in withheld), (person, version, part)
            if part != SUMMARY and version.pk in in_force:
                key = f"{version.pk}/{part.partition(':')[2]}"
                assert (key in found) == (shown and can_read(person, version)), (person, version, part)


def shows(seen, version, part):
    return seen.shows_summary_of(version.pk) if part == SUMMARY else seen.shows(part)


def tells(document, whole, is_withheld):
    """The rule, said once more: of an open document the public reads what is not withheld."""
    if document.audience != "anyone" or document.pk in whole or document.publication == "full":
        return True
    return document.publication == "redacted" and not is_withheld
