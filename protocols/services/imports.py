"""Brings published agreements into the register: all or nothing, in one act. What stands there already stays."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.acts import act
from governance.canonical import thaw
from governance.models import Body, Document, DocumentVersion
from organisations.services.founders import require_founder
from organisations.services.lists import Fault
from protocols.models import Protocol
from protocols.services.published import KEY, Published
from protocols.services.recording import record_amendment, record_existing
from protocols.services.transcription import Transcript, reference_of, transcribe

if TYPE_CHECKING:
    from audit.actors import HasActor
    from organisations.models import Organisation
    from protocols.agreement import Agreement

COLUMNS = {
    "title": "name", "sections": "purpose", "parties": "processor-names", "powers": "legal-power-disclosure",
    "retention": "retention-period", "starts_on": "start-date", "ends_on": "end-date", "review_on": "review-date",
    "contact": "contact", "areas": "area-names", "reference": KEY,
}  # fmt: skip  # by what our tables call it
ALIKE = 2  # so many of one wording are told as one pattern


@dataclass
class Report:
    """What an import did, or would do. `oddities`: sentences on what is strange and was taken as it is."""

    created: int = 0
    amended: int = 0
    unchanged: int = 0
    parties: int = 0
    oddities: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """What to do with each agreement, in order of publication, and the entry that each comes from."""

    new: list[tuple[Published, Agreement]] = field(default_factory=list)
    amended: list[tuple[Published, Agreement]] = field(default_factory=list)
    report: Report = field(default_factory=Report)

    @property
    def in_order(self) -> list[tuple[Published, Agreement]]:
        """First what is new, then what was amended."""
        return [*self.new, *self.amended]


class ImportRefused(ValidationError):
    """The register cannot be taken as it is; `faults` has one for each reason. Nothing was changed."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__([str(fault) for fault in faults])
        self.faults = faults


class _OnlyChecked(Exception):  # takes back what was done; no error
    """All went through, or nearly: what it came to is known, and nothing is to stay."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


def check_agreements(published: list[Published], *, by: HasActor) -> Report:
    """What `import_agreements` would do: it does all of it and takes it back. Raises ImportRefused."""
    try:
        import_agreements(published, by=by, only_check=True)
    except _OnlyChecked as checked:
        return checked.report
    raise AssertionError("unreachable")


@act
def import_agreements(
    published: list[Published],
    *,
    by: HasActor,
    only_check: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Records every published agreement that is not here yet, and every later version of one that is.

    The first discloser that has an organisation keeps it. Only a job may. Raises ImportRefused for an unknown code, a
    broken day and the like, and for whatever the act that records an agreement refuses.
    """
    require_founder(by)
    plan = make_plan(published)
    documents = _documents()
    faults: list[Fault] = []
    for done, (one, agreement) in enumerate(plan.in_order, start=1):
        code = _code(agreement)
        try:
            if code in documents:
                record_amendment(documents[code], agreement=agreement, by=by)
            else:
                documents[code] = record_existing(_lead(agreement), agreement=agreement, by=by).document
        except ValidationError as refusal:
            faults += _faults_of(one, refusal)
        progress(done, len(plan.in_order))
    if faults:
        raise ImportRefused(faults)
    if only_check:
        raise _OnlyChecked(plan.report)
    return plan.report


def _faults_of(one: Published, refusal: ValidationError) -> list[Fault]:
    """What an act refused, at the columns from which it came."""
    if not hasattr(refusal, "error_dict"):
        return [one.fault("", message) for message in refusal.messages]
    return [
        one.fault(COLUMNS.get(field, ""), message)
        for field, messages in refusal.message_dict.items()
        for message in messages
    ]


def make_plan(published: list[Published]) -> Plan:
    """What an import would do. Raises ImportRefused."""
    transcript = transcribe(published)
    faults = list(transcript.faults)
    plan = Plan()
    documents = _documents()
    by_code: dict[str, list[tuple[Published, Agreement]]] = defaultdict(list)
    for one, agreement in transcript.agreements:
        by_code[_code(agreement)].append((one, agreement))
    for code, entries in by_code.items():
        faults += _plan_one(plan, entries, documents.get(code))
    taken = set(
        Document.objects.filter(reference__in=[new.reference for _one, new in plan.new]).values_list(
            "reference", flat=True
        )
    )
    for one, agreement in transcript.agreements:
        if (one, agreement) in plan.new and agreement.reference in taken:
            faults.append(
                one.fault("", _("the reference %s belongs to another document") % agreement.reference)
            )
        if _has_no_lead(agreement):
            faults.append(one.fault("controllers", _("no discloser is a body that stands here")))
    if faults:
        once = {str(fault): fault for fault in faults}
        raise ImportRefused(sorted(once.values(), key=lambda fault: (fault.file, fault.line, fault.column)))
    plan.report.oddities = [*transcript.oddities, *plan.report.oddities, *_alike(transcript)]
    plan.report.created, plan.report.amended = len(plan.new), len(plan.amended)
    plan.report.parties = sum(len(agreement.parties) for _one, agreement in plan.in_order)
    return plan


def _plan_one(
    plan: Plan, entries: list[tuple[Published, Agreement]], document: Document | None
) -> list[Fault]:
    """Puts the versions of one agreement into the plan; returns what is wrong with them."""
    stored = _stored(document) if document else []
    moments = {version.published_at: version for version in stored}
    newest = max((version.published_at for version in stored if version.published_at), default=None)
    faults, before = [], None
    for one, agreement in entries:
        known = moments.get(one.at)
        if known is not None:
            plan.report.unchanged += 1
            if not same(agreement, known):
                message = _("version %(number)s was recorded from the same entry with another content")
                faults.append(one.fault("", message % {"number": known.number}))
        elif newest is not None and one.at < newest:
            plan.report.oddities.append(
                _("%(reference)s: an older version, of %(day)s, is left out, for a later one stands here")
                % {"reference": reference_of(one.key), "day": one.at.date()}
            )
        elif document is None and before is None:
            plan.new.append((one, agreement))
        else:
            plan.amended.append((one, replace(agreement, change_summary=_difference(before, one))))
        before = one
    return faults


def same(agreement: Agreement, version: DocumentVersion) -> bool:
    """Whether a recorded version says what the agreement says, whatever its bodies are called by now."""
    text = thaw(Body.objects.get(pk=version.content_sha256).unpacked())
    terms = {key: str(value or "") for key, value in vars(agreement.terms).items()}
    return (
        text.title == agreement.title
        and [(section.key, section.body) for section in text.sections]
        == [(section.key, section.body) for section in agreement.sections]
        and [dict(row) for row in text.rows["terms"]] == [terms]
        and [row["key"] for row in text.rows["powers"]] == list(agreement.powers)
        and [(row["code"] or row["name"], row["direction"]) for row in text.rows["parties"]]
        == [
            (party.organisation.code if party.organisation else party.name, party.direction.value)
            for party in agreement.parties
        ]
    )


def _documents() -> dict[str, Document]:
    """The agreements of other registers that stand here, by their codes there."""
    known = Protocol.objects.exclude(source_code="").select_related("document__organisation")
    return {protocol.source_code: protocol.document for protocol in known}


def _stored(document: Document) -> list[DocumentVersion]:
    return list(document.versions.filter(published_at__isnull=False))


def _code(agreement: Agreement) -> str:
    return agreement.source.code if agreement.source else agreement.reference


def _has_no_lead(agreement: Agreement) -> bool:
    return not any(party.organisation for party in agreement.parties)


def _lead(agreement: Agreement) -> Organisation:
    return next(party.organisation for party in agreement.parties if party.organisation)


def _difference(before: Published | None, after: Published) -> str:
    """Which fields the other register changed, from what to what."""
    if before is None:
        return _("Amended in the register that it comes from.")
    old: Mapping[str, str] = {**before.fields, **{k: "; ".join(v) for k, v in before.lists.items()}}
    new: Mapping[str, str] = {**after.fields, **{k: "; ".join(v) for k, v in after.lists.items()}}
    changed = [name for name in dict.fromkeys([*new, *old]) if old.get(name, "") != new.get(name, "")]
    parts = [
        _("%(field)s: “%(old)s” became “%(new)s”.")
        % {"field": name, "old": old.get(name, ""), "new": new.get(name, "")}
        for name in changed
    ]
    return _("Amended in the register that it comes from. %s") % " ".join(parts)


def _alike(transcript: Transcript) -> list[str]:
    """Agreements that differ in little but the names of their bodies, told as one pattern."""
    groups: dict[str, list[str]] = defaultdict(list)
    for _one, agreement in transcript.agreements:
        if agreement.reference not in groups[_pattern(agreement)]:
            groups[_pattern(agreement)].append(agreement.reference)
    return [
        _("%(count)d agreements are nearly the same but for the names of their bodies: %(references)s")
        % {"count": len(references), "references": ", ".join(references)}
        for references in groups.values()
        if len(references) >= ALIKE
    ]


def _pattern(agreement: Agreement) -> str:
    """The title without the names of bodies and areas."""
    names = [party.name for party in agreement.parties] + agreement.terms.areas.splitlines()
    pattern = agreement.title
    for name in sorted(names, key=len, reverse=True):
        pattern = re.sub(re.escape(name), "…", pattern, flags=re.IGNORECASE)
    return pattern.casefold()
