"""Access that a person from outside was given to a document, while it lasts and there is something to see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.models import DocumentGrant, DocumentVersion
from governance.models.notification import Topic
from governance.notices.notice import Notice, Scope
from organisations.permissions import GRANT_PERMISSIONS, Can
from organisations.roles import grants_with


def notices(scope: Scope, on: date) -> Iterator[Notice]:
    """One query."""
    readable = DocumentVersion.objects.published_range().filter(document=OuterRef("content_object"))
    rows = DocumentGrant.objects.filter(
        Q(until=None) | Q(until__gte=on),
        Q(permission__codename__in=grants_with(Can.READ_DRAFTS)) | Exists(readable),
        content_object__in=scope.documents,
    )
    for row in rows.select_related("content_object__organisation", "permission", "given_by").order_by("pk"):
        document = row.content_object
        yield Notice(
            row.user_id,
            Topic.ACCESS,
            f"access:{row.pk}:{row.until or ''}",
            _("You have access to %(title)s") % {"title": document.title},
            f"{_terms(row)} {document.organisation.name}",
            document.get_absolute_url(),
            document.organisation_id,
            document.pk,
        )


def _terms(row: DocumentGrant) -> str:
    """What it lets the person do, who gave it, and how long it lasts."""
    what = dict(GRANT_PERMISSIONS)[row.permission.codename]
    said = [f"{what}."]
    if row.given_by:
        said.append(_("%(who)s gave it.") % {"who": row.given_by})
    if row.until:
        said.append(_("It ends after %(day)s.") % {"day": date_format(row.until, "j F Y")})
    return " ".join(said)
