"""The signed copy: the text of a version, and behind it the certificate of all that was stated about it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.pdf.body import Entry, PrintedBody, Schedule
from governance.pdf.facts import facts
from governance.pdf.html import compose
from governance.pdf.schedules import body_of
from organisations.models import Logo
from protocols.evidence import fields_of
from protocols.verifying import code_of, in_groups

if TYPE_CHECKING:
    from governance.models import DocumentVersion
    from governance.pdf.render import Printable
    from protocols.models import Statement

STYLE = ".code img { width: 32mm; height: 32mm; } table.pairs td { overflow-wrap: anywhere; }"


def signed_copy(version: DocumentVersion, statements: Sequence[Statement]) -> Printable:
    """All that is printed, in the language of the version. Raises PdfRefused for a text beyond the limits."""
    with translation.override(version.language), timezone.override(None):
        found, body = facts(version), body_of(version)
        logo = bytes(Logo.objects.get(pk=found.logo).data) if found.logo else b""
        address = (
            f"{settings.PUBLIC_BASE_URL}{reverse('protocols:verify', args=[code_of(statements[0].sha256)])}"
        )
        picture = _picture(address)
        name = hashlib.sha256(picture).hexdigest()
        _add(body, _certificate(body, version, statements, address, name))
        for number, statement in enumerate(statements, start=1):
            _add(body, _of_statement(body, number, statement))
        printed = compose(found, body, logo=logo, pictures={name: picture})
        return replace(printed, css=f"{printed.css}\n{STYLE}\n")


def _certificate(
    body: PrintedBody, version: DocumentVersion, statements: Sequence[Statement], address: str, picture: str
) -> Schedule:
    sha256 = statements[0].sha256
    rows = [
        (_("What this certifies"), _("All that was stated about this version in the register, in order.")),
        (_("Agreement"), f"{version.title} ({version.document.reference})"),
        (_("Version"), version.number),
        (_("Short code"), code_of(sha256)),
        (_("Check it at"), address),
        (_("Fingerprint of the text (SHA-256)"), in_groups(sha256)),
        (_("Statements"), str(len(statements))),
        (_("The last one was made on"), date_format(timezone.localtime(statements[-1].at), "j F Y")),
        (_("What it is not"), _("Electronic signatures of this register are no deeds.")),
    ]
    says = _("A code to scan. It leads to %(address)s") % {"address": address}
    return _schedule(body, _("Certificate"), "certificate", rows, picture=picture, picture_says=says)


def _of_statement(body: PrintedBody, number: int, statement: Statement) -> Schedule:
    heading = _("Statement %(number)d: %(kind)s, %(body)s") % {
        "number": number,
        "kind": statement.get_kind_display(),
        "body": statement.organisation.name,
    }
    return _schedule(body, heading, f"statement-{number}", [tuple(field) for field in fields_of(statement)])


def _schedule(
    body: PrintedBody,
    heading: str,
    anchor: str,
    rows: Sequence[tuple[str, ...]],
    *,
    picture: str = "",
    picture_says: str = "",
) -> Schedule:
    printed = tuple(tuple(body.printable(cell) for cell in row) for row in rows)
    return Schedule("", body.printable(heading), anchor, (), printed, picture, picture_says)


def _add(body: PrintedBody, schedule: Schedule) -> None:
    body.schedules.append(schedule)
    body.contents.append(Entry(1, "", schedule.heading, schedule.anchor))
    body.links[schedule.anchor] = schedule.heading


def _picture(address: str) -> bytes:
    """A QR code as PNG."""
    written = io.BytesIO()
    segno.make(address, error="m", micro=False).save(written, kind="png", border=4, scale=6)
    return written.getvalue()
