"""All that is kept of a statement as evidence, in words: one list for receipts, certificates and downloads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from protocols.digests import digest
from protocols.statements import Kind, Strength
from protocols.verifying import code_of, in_groups

if TYPE_CHECKING:
    from protocols.models import Statement


class Field(NamedTuple):
    label: str
    value: str


def moment(at: datetime) -> str:
    """The clock on the wall, and UTC, so that nobody has to reckon."""
    local = date_format(timezone.localtime(at), "j F Y, H:i:s")
    return _("%(local)s (UK time), %(utc)s UTC") % {
        "local": local,
        "utc": at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"),
    }


def assurance(statement: Statement) -> str:
    """How sure the register was of who made it, said as it is."""
    if statement.strength == Strength.MAIL_CODE:
        return _("E-mail address verified: the link and the code both went to it, which is one channel.")
    return str(Strength(statement.strength).label)


def fields_of(statement: Statement) -> list[Field]:
    """Without those that a statement of its kind does not have."""
    version = statement.version
    said = [
        (_("Statement"), str(Kind(statement.kind).label)),
        (_("Agreement"), f"{version.title} ({version.document.reference})"),
        (_("Version"), version.number),
        (_("For"), f"{statement.organisation.name} ({statement.organisation.code})"),
        (_("Name, as typed"), statement.name),
        (_("Post, as typed"), statement.post),
        (_("In the register as"), statement.stated_as),
        (_("E-mail address"), statement.address),
        (_("Stated at"), moment(statement.at)),
        (_("Counts from"), date_format(statement.effective_on, "j F Y")),
        (_("How sure of who it was"), assurance(statement)),
        (_("Proved who they are at"), _moment(statement.authenticated_at)),
        (_("The text was shown at"), _moment(statement.shown_at)),
        (_("Declaration"), statement.declaration),
        (_("Reason"), statement.reason),
        (_("Fingerprint of the text (SHA-256)"), in_groups(statement.sha256)),
        (_("Short code"), code_of(statement.sha256)),
        (_("Proof of what was shown (SHA-256)"), statement.token_digest),
        (_("Scan of the paper (SHA-256)"), statement.scan_sha256),
        (_("Key of the statement"), str(statement.pk)),
        (_("Digest in the log (SHA-256)"), digest(statement)),
        (_("Operation in the log"), str(statement.operation)),
    ]
    return [Field(label, value) for label, value in said if value]


def receipt(statement: Statement) -> str:
    """As plain text, one field on a line."""
    lines = [_("Receipt of a statement in this register"), ""]
    lines += [f"{field.label}: {field.value}" for field in fields_of(statement)]
    return "\n".join([*lines, ""])


def as_rows(statements: Iterable[Statement]) -> list[tuple[str, str, str]]:
    """For a spreadsheet: the number of the statement, the field, the value."""
    return [
        (str(number), field.label, field.value)
        for number, statement in enumerate(statements, start=1)
        for field in fields_of(statement)
    ]


def _moment(at: datetime | None) -> str:
    return moment(at) if at else ""
