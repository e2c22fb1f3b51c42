from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from audit.history import History
from governance.models.document import Document


class DocumentGrant(UserObjectPermissionBase):
    """A right on one document for one person: a partner who reads along, a delegated approver. Ends on `until`."""

    content_object = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="grants")
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day. Empty: no end."))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    given_at = models.DateTimeField(auto_now_add=True)

    history = History()

    class Meta(UserObjectPermissionBase.Meta):
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        indexes = [models.Index(fields=["user", "content_object"], name="grants_of_a_person")]

    def __str__(self) -> str:
        return f"{self.user}: {self.permission.codename} on {self.content_object}"
