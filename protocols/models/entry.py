from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from governance.kinds import Audience
from governance.models import Document, DocumentVersion
from organisations.models import Organisation
from organisations.models.organisation import fold
from protocols.assurance import assurance

if TYPE_CHECKING:
    from organisations.permissions import Person
    from protocols.models.arrow import EntryContent

# Agreements without a date stand last, where the soonest come first and where the newest do.
FAR_AWAY, LONG_AGO = date.max, date.min
NAME = 300  # letters of the name of a party


class Status(models.TextChoices):
    """Where a day lies between an agreement's own dates. A passed review changes none of it."""

    NOT_STARTED = "not_started", _("Not started")
    IN_FORCE = "in_force", _("In force")
    ENDED = "ended", _("Ended")


def held_from(version: DocumentVersion, starts_on: date | None) -> date | None:
    """The day that the register gives as the start of a version: the one that its text says, `starts_on`; of one that
    was signed here not before the day on which enough had signed it."""
    if version.is_from_outside or version.effective_from is None:
        return starts_on
    return max(starts_on or version.effective_from, version.effective_from)


def status_between(starts_on: date | None, ends_on: date | None, day: date) -> Status:
    """Twin of `RegisterEntryQuerySet.standing`."""
    if starts_on is not None and starts_on > day:
        return Status.NOT_STARTED
    if ends_on is not None and ends_on < day:
        return Status.ENDED
    return Status.IN_FORCE


class RegisterEntryQuerySet(models.QuerySet["RegisterEntry"]):
    def visible_to(self, person: Person) -> RegisterEntryQuerySet:
        """What the register shows is open to all, so it is the same for everyone.

        The document is asked, too: an agreement that was closed a moment ago is not shown from an older entry. What
        left the register by its rule is in force as before, and read by its parties alone."""
        open_ones = Document.objects.filter(pk=OuterRef("document_id"), audience=Audience.ANYONE)
        today = timezone.localdate()
        return self.filter(Q(hidden_from=None) | Q(hidden_from__gt=today), Exists(open_ones), is_open=True)

    def shown(self, on: date) -> RegisterEntryQuerySet:
        """One entry for each agreement: the version that stands in the register on a day."""
        return self.filter(Q(shown_to=None) | Q(shown_to__gt=on), shown_from__lte=on)

    def with_party(self, organisation: Organisation) -> RegisterEntryQuerySet:
        parties = EntryParty.objects.filter(organisation=organisation)
        return self.filter(pk__in=parties.values("entry_id"))

    def with_party_named(self, name: str) -> RegisterEntryQuerySet:
        """Agreements that name a body which no list of bodies has, in small or in capital letters."""
        parties = EntryParty.objects.filter(organisation=None, name=fold(name)[:NAME])
        return self.filter(pk__in=parties.values("entry_id"))

    def with_kind_of_party(self, kind: str) -> RegisterEntryQuerySet:
        parties = EntryParty.objects.filter(entry=OuterRef("pk"), organisation__kind=kind)
        return self.filter(Exists(parties))

    def under_accord(self, reference: str) -> RegisterEntryQuerySet:
        return self.exclude(accord="").filter(accord=reference)

    def with_power(self, key: str) -> RegisterEntryQuerySet:
        return self.filter(Exists(EntryPower.objects.filter(entry=OuterRef("pk"), key=key)))

    def standing(self, status: str, on: date) -> RegisterEntryQuerySet:
        """The queryset's side of `status_between`."""
        match status:
            case Status.NOT_STARTED:
                return self.filter(sort_start__gt=on)
            case Status.ENDED:
                return self.filter(Q(starts_on=None) | Q(starts_on__lte=on), ends_on__lt=on)
            case _:
                started = Q(starts_on=None) | Q(starts_on__lte=on)
                return self.filter(started, Q(ends_on=None) | Q(ends_on__gte=on))

    def not_suspended(self, on: date) -> RegisterEntryQuerySet:
        return self.filter(Q(suspended_from=None) | Q(suspended_from__gt=on))

    def suspended(self, on: date) -> RegisterEntryQuerySet:
        """In force, and between nobody for now."""
        return self.standing(Status.IN_FORCE, on).filter(suspended_from__lte=on)

    def review_overdue(self, on: date) -> RegisterEntryQuerySet:
        """In force, and the review day has passed."""
        return self.standing(Status.IN_FORCE, on).filter(review_on__lt=on)

    def beginning_with(self, letter: str) -> RegisterEntryQuerySet:
        return self.filter(letter=letter)

    def for_list(self) -> RegisterEntryQuerySet:
        """Without what no list shows."""
        return self.defer("changes")

    def newest_changes(self) -> RegisterEntryQuerySet:
        """Every version that ever came into this register, the newest first."""
        return self.order_by("-entered_at", "-version_id").for_feed()

    def newest_withdrawals(self) -> RegisterEntryQuerySet:
        found = self.filter(withdrawn_at__isnull=False)
        return found.order_by("-withdrawn_at", "-version_id").for_feed()

    def for_feed(self) -> RegisterEntryQuerySet:
        """With the version and with where the agreement comes from."""
        return self.select_related("version", "document__protocol")


class RegisterEntry(models.Model):
    """What the public register shows of one version of an agreement, laid out for lists.

    Everything here repeats what the version holds, so that a list of any length is one query: it is written anew
    whenever the agreement changes (`protocols.services.register.refresh`), and never edited. `shown_from` and
    `shown_to` (exclusive) tell on which days this version, and not another, stands for the agreement, in whatever
    register it stood then. It came into this one at `entered_at`; `published_at` may be the other register's time.
    `starts_on` is as `held_from` has it. `ends_on` is the last day on which the agreement holds: its own, or the day
    before it was withdrawn. `parties` are those whom the version names, and who joined since."""

    version = models.OneToOneField(
        DocumentVersion, on_delete=models.CASCADE, primary_key=True, related_name="register_entry"
    )
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="register_entries")
    is_open = models.BooleanField()
    is_from_outside = models.BooleanField()
    is_from_paper = models.BooleanField(default=False)
    reference = models.CharField(max_length=48)
    number = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    sort_title = models.CharField(max_length=200)
    letter = models.CharField(max_length=1, help_text="A to Z, or # for any other sign")
    purpose = models.TextField(help_text="Plain text")
    parties = models.JSONField(
        help_text="[{name, direction, code}], code empty for a body that no list has. Where it is so: joined and left, "
        "first days with and without it; heirs, names of who took its place; unsigned, true; suspended, the first day "
        "on which it holds with nobody until that is lifted"
    )
    powers = models.JSONField(help_text="[key], or the words of a power that an organisation added")
    retention = models.CharField(max_length=20, blank=True)
    accord = models.CharField(
        max_length=48, blank=True, help_text="Reference of the accord that it stands under"
    )
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    sort_start = models.DateField()
    sort_review = models.DateField()
    shown_from = models.DateField()
    shown_to = models.DateField(null=True)
    suspended_from = models.DateField(
        null=True, help_text="First day on which it holds between nobody until that is lifted"
    )
    hidden_from = models.DateField(null=True, help_text="First day without it, by the rule of the register")
    published_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withheld = models.JSONField(
        default=dict, help_text="{reason, is_metadata, parts, summaries}; empty where nothing is withheld"
    )
    changes = models.JSONField(help_text="[{heading, row, label, before, after}] since the version before")

    content: EntryContent  # the other side of its key, which comes later than this is read

    objects = RegisterEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the register")
        verbose_name_plural = _("entries of the register")
        ordering = ["sort_title", "reference"]
        indexes = [
            models.Index(fields=["sort_title", "reference"], name="register_by_title"),
            models.Index(fields=["letter", "sort_title", "reference"], name="register_by_letter"),
            models.Index(fields=["reference"], name="register_by_reference"),
            models.Index(
                fields=["accord", "sort_title", "reference"],
                condition=~Q(accord=""),
                name="register_by_accord",
            ),
            models.Index(fields=["sort_start", "reference"], name="register_by_start"),
            models.Index(fields=["sort_review", "reference"], name="register_by_review"),
            models.Index(
                fields=["suspended_from"],
                condition=Q(suspended_from__isnull=False),
                name="register_by_suspension",
            ),
            models.Index(fields=["entered_at", "version"], name="register_by_entry"),
            models.Index(
                fields=["withdrawn_at", "version"],
                condition=Q(withdrawn_at__isnull=False),
                name="register_by_withdrawal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("protocols:agreement", args=[self.reference])

    @property
    def is_first(self) -> bool:
        return self.number == "1.0"

    @property
    def withdrawn_on(self) -> date | None:
        return timezone.localdate(self.withdrawn_at) if self.withdrawn_at else None

    @property
    def why_withheld(self) -> str:
        """Why something of the version is not in the register; empty where everything is."""
        return str(self.withheld.get("reason", ""))

    @property
    def summary(self) -> str:
        """What the version changed and why, unless that is withheld."""
        is_withheld = self.withheld.get("is_metadata") or str(self.version_id) in self.withheld.get(
            "summaries", ()
        )
        return "" if is_withheld else self.version.change_summary

    def shows(self, part: str) -> bool:
        return not (self.withheld.get("is_metadata") or part in self.withheld.get("parts", ()))

    def parties_on(self, on: date | None = None) -> list[dict[str, Any]]:
        """Those who take part on a day: without who left by then, and who joins later."""
        day = (on or timezone.localdate()).isoformat()
        return [
            party
            for party in self.parties
            if party.get("joined", day) <= day and party.get("left", "~") > day
        ]

    def not_signed(self, on: date | None = None) -> list[str]:
        """Names of those who take part and have not signed; nobody where it was signed elsewhere."""
        return [str(party["name"]) for party in self.parties_on(on) if party.get("unsigned")]

    def suspended_for(self, on: date | None = None) -> list[str]:
        """Names of those who take part and for whom alone what is in force is suspended; nobody while it is for all."""
        day = on or timezone.localdate()
        if self.is_suspended(day) or self.status(day) is not Status.IN_FORCE:
            return []
        today = day.isoformat()
        return [str(party["name"]) for party in self.parties_on(day) if party.get("suspended", "~") <= today]

    @property
    def suspended_in_words(self) -> str:
        """For whom it is suspended, where it is not for all; of more than one the number."""
        names = self.suspended_for()
        if len(names) > 1:
            return gettext("suspended for %(number)d of %(of)d") % {
                "number": len(names),
                "of": len(self.parties_on()),
            }
        return gettext("suspended for %(name)s") % {"name": names[0]} if names else ""

    @property
    def signed_in_words(self) -> str:
        """How many have signed, where not all have."""
        if not (waiting := len(self.not_signed())):
            return ""
        of = len(self.parties_on())
        return gettext("signed by %(number)d of %(of)d") % {"number": of - waiting, "of": of}

    @property
    def parties_in_words(self) -> str:
        """Two parties by name; of more the first, and how many others."""
        if not self.shows("rows:parties"):
            return gettext("parties withheld")
        names = [str(party["name"]) for party in self.parties_on()]
        if len(names) <= 2:
            return gettext(" and ").join(names) or gettext("nobody who is named")
        words = ngettext("%(name)s and %(others)d other", "%(name)s and %(others)d others", len(names) - 1)
        return words % {"name": names[0], "others": len(names) - 1}

    @property
    def as_listed(self) -> tuple[object, ...]:
        """All that a list shows of an entry: two that are the same here look the same."""
        days = (self.starts_on, self.ends_on, self.withdrawn_on, self.status(), self.is_review_overdue())
        words = (self.title, self.purpose, self.parties_in_words, self.why_withheld, self.assurance)
        halted = (self.is_suspended(), self.suspended_in_words)
        return (self.reference, *words, self.signed_in_words, *days, *halted)

    @property
    def assurance(self) -> str:
        return assurance(is_from_outside=self.is_from_outside, is_from_paper=self.is_from_paper)

    def status(self, on: date | None = None) -> Status:
        return status_between(self.starts_on, self.ends_on, on or timezone.localdate())

    def is_suspended(self, on: date | None = None) -> bool:
        """Whether it holds between nobody for now."""
        day = on or timezone.localdate()
        return (
            self.suspended_from is not None
            and self.suspended_from <= day
            and self.status(day) is Status.IN_FORCE
        )

    def is_hidden(self, on: date | None = None) -> bool:
        """Whether it has left the public register by its rule; it ends nothing."""
        return self.hidden_from is not None and self.hidden_from <= (on or timezone.localdate())

    def is_review_overdue(self, on: date | None = None) -> bool:
        day = on or timezone.localdate()
        return self.review_on is not None and self.review_on < day and self.status(day) is Status.IN_FORCE


class EntryParty(models.Model):
    """A body that an entry names, for filters: an organisation, or the folded name of one that no list has."""

    entry = models.ForeignKey(RegisterEntry, on_delete=models.CASCADE, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    name = models.CharField(max_length=NAME, blank=True, default="")

    class Meta:
        verbose_name = _("party of an entry")
        verbose_name_plural = _("parties of entries")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "entry"], name="register_by_party"),
        ]
        indexes = [
            models.Index(fields=["entry", "organisation"], name="parties_of_an_entry"),
            models.Index(
                fields=["name", "entry"], condition=Q(organisation=None), name="register_by_name_of_party"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.name or self.organisation_id}"


class EntryPower(models.Model):
    """A legal power that an entry names, for filters."""

    entry = models.ForeignKey(RegisterEntry, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("power of an entry")
        verbose_name_plural = _("powers of entries")
        constraints = [
            models.UniqueConstraint(fields=["key", "entry"], name="register_by_power"),
        ]
        indexes = [models.Index(fields=["entry", "key"], name="powers_of_an_entry")]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.key}"
