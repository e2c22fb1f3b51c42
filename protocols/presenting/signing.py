"""The page on which somebody signs: what is signed, what changed, who has signed, and who may sign here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from governance.canonical import thaw
from governance.kinds import SectionText
from governance.models import Body, DocumentVersion
from governance.presenting.text import text_of
from governance.references import resolved
from governance.registry import row_sets
from governance.rows import FieldChange, row_changes
from governance.withheld import WHOLE
from organisations.models import Office, Organisation, User
from protocols.bench import Bench, bench_of
from protocols.models import Party, Signatory, SigningRound, Statement
from protocols.presenting.changes import sentences
from protocols.presenting.comparison import Comparison, compare_texts
from protocols.presenting.signatures import need_in_words
from protocols.presenting.wording import AgreementText
from protocols.signers import ADVISING, OFFICE, Need, Post, warning
from protocols.standing import Standing


@dataclass(frozen=True)
class Place:
    """Which signature a person may give for an organisation; else why none. `advice`: what to think of first."""

    signatory: Signatory | None
    why_not: str = ""
    advice: str = ""


def place_of(version: DocumentVersion, mine: Sequence[Signatory], person: User, body: Organisation) -> Place:
    """Twin of what the act of signing decides. Three queries at most."""
    waiting = [each for each in mine if each.standing != Standing.SIGNED]
    if not waiting:
        return Place(None, _("%(body)s has signed already.") % {"body": body.name})
    bench = bench_of(body)
    taken = _taken(mine, person)
    for seat in waiting:
        if (len(seat.posts) > 1 and seat.need in taken) or bench.post_of(person, seat.need) is None:
            continue
        if (
            version.submitted_by_id == person.pk
            and version.organisation == body
            and not body.four_eyes_waiver
        ):
            sentence = _("You sent this version for review, so somebody else signs it for %(body)s.")
            return Place(None, sentence % {"body": body.name})
        return Place(seat, advice=_advice(seat, bench, person))
    sentence = _("By the rule of %(body)s this is signed by: %(who)s.")
    whom = "; ".join(dict.fromkeys(need_in_words(each.need) for each in waiting))
    return Place(None, sentence % {"body": body.name, "who": whom})


def _taken(mine: Sequence[Signatory], person: User) -> list[Need]:
    if all(len(seat.posts) < 2 for seat in mine):
        return []
    signed = Statement.objects.signatures().filter(signatory__in=mine, person=person)
    return [said.signatory.need for said in signed.select_related("signatory") if said.signatory]


def _advice(seat: Signatory, bench: Bench, person: User) -> str:
    """A data protection officer advises; who accepts a risk should not be the one who advises on it."""
    offices = {office.value: str(office.label) for office in Office}
    if said := warning([seat.need], offices):
        return said
    if any(holder.office == ADVISING and holder.person == str(person.pk) for holder in bench.holders):
        return warning([Need((Post(OFFICE, ADVISING),))], offices)
    return ""


def page_of(version: DocumentVersion) -> AgreementText:
    """The whole text, as it is signed. One query: a party reads all of it, whatever is withheld from the public."""
    return AgreementText(version, text_of(version, WHOLE))


def since_signed(page: AgreementText, body: Organisation) -> Comparison | None:
    """What changed since the organisation last signed: the last version before this one that it signed, or to which
    it was a party where that was signed elsewhere. None for a first one. Two queries."""
    version = page.version
    signed = Statement.objects.of_agreement(version.document).signatures().filter(organisation=body)
    outside = Party.objects.filter(version__document=version.document, organisation=body)
    before = (
        DocumentVersion.objects.filter(document=version.document)
        .filter(Q(major__lt=version.major) | Q(major=version.major, minor__lt=version.minor))
        .filter(
            Q(pk__in=signed.order_by().values("version"))
            | ~Q(recorded_as="") & Q(pk__in=outside.order_by().values("version"))
        )
        .newest_first()
        .first()
    )
    if before is None or not before.content_sha256:
        return None
    before.document = version.document
    return compare_texts(before, version, (text_of(before, WHOLE), page.text), (WHOLE, WHOLE))


def changed_since_shown(version: DocumentVersion, number: int) -> list[str]:
    """What differs between the text that was shown in one round and that of today, in sentences. Two queries."""
    row = SigningRound.objects.filter(version=version, number=number).first()
    if row is None or not version.content_sha256 or row.sha256 == version.content_sha256:
        return []
    bodies = Body.objects.in_bulk([row.sha256, version.content_sha256])
    if len(bodies) < 2:
        return []
    then, now = (resolved(thaw(bodies[key].unpacked())) for key in (row.sha256, version.content_sha256))
    changes = list(row_changes(row_sets(version.document.kind), then.rows, now.rows))
    if then.title != now.title:
        changes.insert(0, FieldChange("", "", _("Title"), then.title, now.title))
    return [*sentences(changes), *_sections(then.sections, now.sections)]


def _sections(then: Sequence[SectionText], now: Sequence[SectionText]) -> list[str]:
    before = {section.key: section for section in then}
    changed = [section for section in now if before.get(section.key) != section]
    gone = [section for key, section in before.items() if key not in {each.key for each in now}]
    return [_("The text of “%(name)s” changed.") % {"name": each.heading} for each in [*changed, *gone]]
