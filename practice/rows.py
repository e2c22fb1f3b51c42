"""What a statement of support holds beside its text, declared for freezing, copying, comparing and printing."""

from __future__ import annotations

from datetime import date

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from governance import registry
from governance.models import DocumentVersion
from governance.rows import Column, Rows, RowSet
from practice.content.checks import SIGNATORY as KEY
from practice.kinds import KEY as SUPPORT_STATEMENT
from practice.kinds import SECTIONS
from practice.models import Signatory


def _read(version: DocumentVersion) -> Rows:
    found = [
        {
            "name": row.name,
            "post": row.post,
            "signed_on": row.signed_on.isoformat() if row.signed_on else "",
        }
        for row in Signatory.objects.filter(version=version)
    ]
    return {KEY: found}


def _copy(source: DocumentVersion, target: DocumentVersion) -> None:
    """The next draft keeps who signs; the day is to be given anew, because nobody has signed the new text."""
    for row in Signatory.objects.filter(version=source):
        Signatory.objects.create(version=target, name=row.name, post=row.post)


def _day(value: str) -> str:
    return formats.date_format(date.fromisoformat(value), "j F Y") if value else ""


SIGNATORY = RowSet(
    key=KEY,
    heading=_("Signed by"),
    kinds=frozenset({SUPPORT_STATEMENT}),
    columns=(
        Column("name", _("Name")),
        Column("post", _("Post")),
        Column("signed_on", _("Signed on"), _day),
    ),
    read=_read,
    copy=_copy,
    stands_after=tuple(key for key, _heading, _required in reversed(SECTIONS)),
    page="practice:signatory",
    page_words=_("Say who signs it"),
)
registry.add_rows(SIGNATORY)
