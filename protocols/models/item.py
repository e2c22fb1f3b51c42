from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from audit.models.row import fault_of_text
from governance.models import DocumentVersion
from protocols.bases import special_categories

LINE_LIMIT = 200
LINES_LIMIT = 1000


def check_special(key: str) -> None:
    """Raises ValidationError for what is no special category of the reference data."""
    if key not in special_categories():
        raise ValidationError(_("Choose a special category from the list."))


class DataItem(Row):
    """One kind of information that one version of an agreement shares, such as “date of birth”.

    `key` is what flows call it by; it stays while the item moves and is reworded. `special` is the key of a special
    category, empty for none.
    """

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="data_items")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    what = models.CharField(_("what is shared"), max_length=LINE_LIMIT)
    about = models.CharField(_("about whom"), max_length=LINE_LIMIT, blank=True)
    special = models.CharField(
        _("special category"), max_length=20, blank=True, default="", validators=[check_special]
    )
    is_criminal = models.BooleanField(_("criminal offence data"), default=False)
    why = models.TextField(
        _("why it is needed"),
        max_length=LINES_LIMIT,
        blank=True,
        validators=[MaxLengthValidator(LINES_LIMIT)],
    )

    history = History()

    class Meta:
        verbose_name = _("data item")
        verbose_name_plural = _("data items")
        ordering = ["version", "position", "key"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="a_data_item_has_a_key_of_its_own"),
            models.UniqueConstraint(
                fields=["version", "what", "about"],
                name="a_data_item_stands_once",
                violation_error_message=_("This item, about the same people, stands here already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} ({self.about})" if self.about else self.what

    def clean(self) -> None:
        if fault := fault_of_text(self.why):
            raise ValidationError({"why": fault})
