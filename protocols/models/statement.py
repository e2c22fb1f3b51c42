from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance.models import Document, DocumentVersion
from organisations.models import Organisation
from protocols.models.party import Direction
from protocols.models.signing_round import PEOPLE, RoundState, Signatory, SigningRound
from protocols.statements import SIGNING, Kind, Strength


class StatementQuerySet(models.QuerySet["Statement"]):
    def of_agreement(self, document: Document) -> Self:
        """All that binds: without what was stated in rounds that were cancelled."""
        return self.filter(version__document=document).that_count().in_order()

    def that_count(self) -> Self:
        """Without what was stated in rounds that were cancelled."""
        return self.exclude(round__state=RoundState.CANCELLED)

    def signatures(self) -> Self:
        """Signatures that were not withdrawn."""
        back = Statement.objects.filter(kind=Kind.WITHDRAWAL, about=models.OuterRef("pk"))
        return self.filter(~models.Exists(back), kind__in=SIGNING)

    def not_lifted(self) -> Self:
        """Suspensions that go on, or are to begin."""
        return self.filter(kind=Kind.SUSPENSION).exclude(answers__kind=Kind.LIFTING)

    def in_order(self) -> Self:
        return self.order_by("at", "pk")


class Statement(Row):
    """What somebody stated about a version of an agreement for an organisation, as it was stated. Never changed.

    `organisation` speaks; `concerns` is another whom it is about: who is admitted, suspended, succeeds. `about` is the
    statement that it answers or takes back, or the signature of a protocol by which an accord was joined.
    `effective_on`: the first day on which it counts. `signature` counts the signatures of a signatory, so that the
    database itself takes each once.
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="statements")
    sha256 = models.CharField(max_length=64, help_text="Of the text that it speaks of")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="statements")
    concerns = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    direction = models.CharField(max_length=12, choices=Direction.choices, blank=True)
    round = models.ForeignKey(
        SigningRound, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    signatory = models.ForeignKey(
        Signatory, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    signature = models.PositiveSmallIntegerField(null=True, blank=True)
    about = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="answers")
    effective_on = models.DateField()

    person = models.ForeignKey(**PEOPLE, null=True, blank=True)
    address = models.EmailField(max_length=254, blank=True, help_text="Of who came by invitation")
    name = models.CharField(_("name"), max_length=200, help_text="As typed")
    post = models.CharField(_("post"), max_length=200, help_text="As typed")
    stated_as = models.CharField(max_length=300, blank=True, help_text="The office or role held on the day")
    declaration = models.TextField(max_length=1000)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)

    strength = models.CharField(max_length=20, choices=Strength.choices)
    authenticated_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    token_digest = models.CharField(max_length=64, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    key = models.UUIDField(
        null=True, blank=True, unique=True, help_text="Of the request; the same comes once"
    )
    request_digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    operation = models.UUIDField()

    history = History()
    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["version", "at"], name="statements_of_a_version"),
            models.Index(fields=["organisation", "at"], name="statements_of_a_body"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["signatory", "signature"],
                name="a_signature_is_given_once",
                violation_error_message=_("This is signed already."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(SIGNING), signatory__isnull=False, signature__isnull=False)
                | ~Q(kind__in=sorted(SIGNING)) & Q(signature__isnull=True),
                name="signatures_are_counted_and_nothing_else",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(address=""),
                name="somebody_made_the_statement",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.SIGNATURE)
                | ~Q(token_digest="") & Q(shown_at__isnull=False, authenticated_at__isnull=False),
                name="a_signature_is_of_what_was_shown",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.organisation}, {self.version}"
