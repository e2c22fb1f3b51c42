"""What people are told of signing: to sign, that the day comes near or has passed, what others said, and receipts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from audit.models import Event
from governance.models import DocumentVersion
from governance.models.notification import Topic
from governance.notices import sources
from governance.notices.notice import Notice, Scope
from governance.notices.stages import deadline_stage
from organisations.models import Membership
from organisations.permissions import Role
from protocols import events
from protocols.bench import Bench, benches_of
from protocols.models import Invitation, Question, RoundState, Signatory, SigningRound, Statement
from protocols.standing import ASKED
from protocols.statements import SIGNING, Kind

TOLD_FOR = timedelta(days=30)  # receipts and what is completed
ANSWERS = {
    Kind.REFUSAL: later("%(body)s declined to sign version %(number)s of %(title)s"),
    Kind.CHANGES_REQUESTED: later("%(body)s asks for changes in version %(number)s of %(title)s"),
}


@dataclass(frozen=True)
class Table:
    """A round with its seats, and when somebody last sent a reminder."""

    row: SigningRound
    seats: list[Signatory]
    reminder: Event | None

    @property
    def version(self) -> DocumentVersion:
        return self.row.version

    def words(self, **more: str) -> dict[str, str]:
        return {"title": self.version.title, "number": self.version.number, **more}

    def notice(
        self, person: UUID, key: str, text: str, why: str, href: str, due: date | None = None
    ) -> Notice:
        document = self.version.document
        lead = document.organisation_id
        return Notice(person, Topic.SIGNING, key, text, why, href, lead, document.pk, due=due)

    def at(self, name: str, *more: object) -> str:
        return reverse(
            f"protocols:{name}", args=[self.version.document.reference, self.version.number, *more]
        )


def notices(scope: Scope, on: date) -> Iterator[Notice]:
    """Ten queries, however many rounds and parties there are; one where no agreement is in scope."""
    tables = _tables(scope, on)
    if not tables:
        return
    bodies = {seat.organisation_id for table in tables for seat in table.seats}
    benches = benches_of(bodies, on)
    administrators = _administrators(bodies, on)
    said = _said(tables, on)
    asked, renewed = _asked(tables), _renewed(tables)
    for table in tables:
        yield from _to_sign(table, benches, on)
        yield from (_question(table, each) for each in asked.get(table.row.pk, ()))
        yield from (_renewal(table, each) for each in renewed.get(table.row.pk, ()))
        for statement in said.get(table.row.pk, ()):
            if statement.kind in SIGNING:
                yield from _receipts(table, statement, administrators)
            elif table.row.is_open:
                yield _answered(table, statement)
        if table.row.state == RoundState.COMPLETED:
            yield from _completed(table, said.get(table.row.pk, ()))


def _tables(scope: Scope, on: date) -> list[Table]:
    """Rounds that are open or ended a short time ago."""
    recent = timezone.now() - TOLD_FOR
    rows = SigningRound.objects.that_count().filter(version__document__in=scope.documents)
    rows = rows.select_related("version__document__organisation", "opened_by")
    joining = Signatory.objects.filter(round=OuterRef("pk"), is_joining=True, standing__in=sorted(ASKED))
    found = list(rows.filter(Q(state=RoundState.OPEN) | Q(ended_at__gte=recent) | Exists(joining)))
    seats: dict[UUID, list[Signatory]] = {row.pk: [] for row in found}
    for seat in Signatory.objects.filter(round__in=found).in_order() if found else ():
        seats[seat.round_id].append(seat)
    reminded = last_reminders(row.version_id for row in found) if found else {}
    return [Table(row, seats[row.pk], reminded.get(row.version_id)) for row in found]


def _to_sign(table: Table, benches: Mapping[UUID, Bench], on: date) -> Iterator[Notice]:
    """Whoever may give a signature that is asked for; not where somebody from outside is invited to give it."""
    stage = deadline_stage(table.row.closes_on, on)
    told: set[tuple[UUID, UUID]] = set()
    for seat in table.seats:
        if seat.standing not in ASKED or seat.invited_address or not (table.row.is_open or seat.is_joining):
            continue
        for person in benches[seat.organisation_id].who(seat.need):
            if (person, seat.organisation_id) in told:
                continue
            told.add((person, seat.organisation_id))
            words = table.words(body=seat.organisation.name)
            text = _("Sign version %(number)s of %(title)s for %(body)s, or decline") % words
            why = _("%(who)s asks you to sign.") % {"who": table.row.opened_as}
            mark = ""
            if table.reminder and table.reminder.at >= table.row.opened_at:
                text = _("Reminder: sign version %(number)s of %(title)s for %(body)s, or decline") % words
                why = _("%(who)s reminds you.") % {"who": table.reminder.actor_label}
                mark = timezone.localdate(table.reminder.at).isoformat()
            key = ":".join(filter(None, [f"sign:{seat.pk}", stage.key, mark]))
            yield table.notice(
                person, key, text, why, table.at("sign", seat.organisation.code), table.row.closes_on
            )


def _answered(table: Table, statement: Statement) -> Notice:
    text = str(ANSWERS[Kind(statement.kind)]) % table.words(body=statement.organisation.name)
    key = f"answered:{statement.pk}"
    return table.notice(table.row.opened_by_id, key, text, statement.reason, table.at("signatures"))


def _question(table: Table, question: Question) -> Notice:
    """To who opened the round, until somebody answers."""
    words = table.words(body=question.signatory.organisation.name, who=question.name)
    text = _("%(who)s, invited to sign for %(body)s, asks about version %(number)s of %(title)s") % words
    why = _("They wait for your answer. It is no refusal to sign.")
    where = table.at("invitation-answer", question.pk)
    return table.notice(table.row.opened_by_id, f"asked:{question.pk}", text, why, where)


def _renewal(table: Table, invitation: Invitation) -> Notice:
    words = table.words(body=invitation.signatory.organisation.name, who=invitation.name)
    text = _("%(who)s, invited to sign for %(body)s, asked for a new link to version %(number)s of %(title)s")
    why = _("It went to the same address. If that seems wrong, revoke it.")
    key = f"renewed:{invitation.pk}"
    return table.notice(table.row.opened_by_id, key, text % words, why, table.at("invitations"))


def _receipts(
    table: Table, statement: Statement, administrators: Mapping[UUID, frozenset[UUID]]
) -> Iterator[Notice]:
    """To who signed, and to the administrators of the organisation."""
    seat = next((each for each in table.seats if each.pk == statement.signatory_id), None)
    if seat is None:
        return
    words = table.words(body=statement.organisation.name, who=statement.name)
    people = set(administrators.get(statement.organisation_id, ()))
    if statement.person_id and statement.kind != Kind.WET_INK:
        people.add(statement.person_id)
    text = _("Receipt: %(who)s signed version %(number)s of %(title)s for %(body)s") % words
    why = _("The receipt says all that the register keeps of the signature.")
    where = table.at("receipt", table.row.number, seat.position)
    for person in sorted(people):
        yield table.notice(person, f"receipt:{statement.pk}", text, why, where)


def _completed(table: Table, said: Iterable[Statement]) -> Iterator[Notice]:
    people = {statement.person_id for statement in said if statement.kind in SIGNING and statement.person_id}
    text = _("The signing of version %(number)s of %(title)s is completed") % table.words()
    why = _("See who has signed, and between whom it is in force.")
    for person in sorted(people | {table.row.opened_by_id}):
        yield table.notice(person, f"completed:{table.row.pk}", text, why, table.at("signatures"))


def _said(tables: Iterable[Table], on: date) -> Mapping[UUID, list[Statement]]:
    """By round what was said in it a short time ago and was not taken back."""
    del on
    back = Statement.objects.filter(kind=Kind.WITHDRAWAL).values("about")
    kinds = SIGNING | ANSWERS.keys()
    found = Statement.objects.filter(
        round__in=[table.row for table in tables], kind__in=kinds, at__gte=timezone.now() - TOLD_FOR
    )
    by_round: dict[UUID, list[Statement]] = {}
    for statement in found.exclude(pk__in=back.exclude(about=None)).select_related("organisation").in_order():
        if statement.round_id:
            by_round.setdefault(statement.round_id, []).append(statement)
    return by_round


def _asked(tables: Iterable[Table]) -> Mapping[UUID, list[Question]]:
    """By round what those who are invited asked and nobody has answered."""
    found: dict[UUID, list[Question]] = {}
    asked = Question.objects.open().filter(signatory__round__in=[table.row for table in tables])
    for question in asked.select_related("signatory__organisation").in_order():
        found.setdefault(question.signatory.round_id, []).append(question)
    return found


def _renewed(tables: Iterable[Table]) -> Mapping[UUID, list[Invitation]]:
    """By round the invitations in whose place another was asked for a short time ago."""
    found: dict[UUID, list[Invitation]] = {}
    recent = Invitation.objects.renewed().filter(
        signatory__round__in=[table.row for table in tables], revoked_at__gte=timezone.now() - TOLD_FOR
    )
    for invitation in recent.select_related("signatory__organisation").order_by("pk"):
        found.setdefault(invitation.signatory.round_id, []).append(invitation)
    return found


def _administrators(bodies: Iterable[UUID], on: date) -> Mapping[UUID, frozenset[UUID]]:
    rows = Membership.objects.current(on).filter(organisation__in=bodies, role=Role.ADMINISTRATOR)
    found: dict[UUID, set[UUID]] = {}
    for body, person in rows.values_list("organisation", "user"):
        found.setdefault(body, set()).add(person)
    return {body: frozenset(people) for body, people in found.items()}


def last_reminders(versions: Iterable[UUID]) -> Mapping[UUID, Event]:
    """The last reminder to sign of each version, if there was one. One query."""
    sent = Event.objects.for_targets(DocumentVersion, list(versions))
    sent = sent.filter(verb=events.SIGNING_REMINDED.name)
    return {UUID(event.target_id): event for event in sent.in_order()}


sources.add(notices)
