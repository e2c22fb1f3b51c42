"""The signed copy: the text of a version, and behind it the certificate of all that was stated about it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.pdf.body import Entry, Grid, PrintedBody, Schedule
from governance.pdf.facts import facts
from governance.pdf.html import compose
from governance.pdf.schedules import body_of, with_drawing
from governance.rows import Drawing
from organisations.models import Logo
from protocols.drawing.matrix import DOT, matrix
from protocols.drawing.picture import MOST
from protocols.editions import ALWAYS
from protocols.evidence import fields_of
from protocols.held import agreement_of
from protocols.verifying import code_of, in_groups

if TYPE_CHECKING:
    from governance.models import DocumentVersion
    from governance.pdf.render import Printable
    from protocols.holding import Answer
    from protocols.models import Statement

STYLE = """.code img { width: 32mm; height: 32mm; }
table.pairs td { overflow-wrap: anywhere; }
#statements + table :is(th, td) { padding-top: 1mm; padding-bottom: 1mm; }"""


def signed_copy(
    version: DocumentVersion, statements: Sequence[Statement], *, shows_names: bool = True
) -> Printable:
    """All that is printed, in the language of the version; without `shows_names` which organisations made a statement,
    and not who for them. Raises PdfRefused for a text beyond the limits."""
    with translation.override(version.language), timezone.override(None):
        found, body = facts(version), body_of(version)
        logo = bytes(Logo.objects.get(pk=found.logo).data) if found.logo else b""
        address = (
            f"{settings.PUBLIC_BASE_URL}{reverse('protocols:verify', args=[code_of(statements[0].sha256)])}"
        )
        picture = _picture(address)
        name = hashlib.sha256(picture).hexdigest()
        _add(body, _certificate(body, version, statements, address, name, shows_names=shows_names))
        _add(body, _stated(body, statements, shows_names=shows_names))
        if between := _between(body, version, statements):
            _add(body, between)
        if shows_names:
            for number, statement in enumerate(statements, start=1):
                _add(body, _of_statement(body, number, statement))
        printed = compose(found, body, logo=logo, pictures={name: picture})
        return replace(printed, css=f"{printed.css}\n{STYLE}\n")


def _certificate(
    body: PrintedBody,
    version: DocumentVersion,
    statements: Sequence[Statement],
    address: str,
    picture: str,
    *,
    shows_names: bool,
) -> Schedule:
    sha256 = statements[0].sha256
    what = (
        _("All that was stated about this version in the register, in order.")
        if shows_names
        else _(
            "Which organisations stated what about this version in the register. Who did so for them is left out."
        )
    )
    rows = [
        (_("What this certifies"), what),
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


def _between(body: PrintedBody, version: DocumentVersion, statements: Sequence[Statement]) -> Schedule | None:
    """Who can rely on it with whom, on the day of the last statement; None while it has no party."""
    on = timezone.localdate(statements[-1].at)
    agreement = agreement_of(version.document)
    parties = agreement.parties(on)
    if not parties:
        return None
    found = agreement.matrix(on)
    names = [agreement.names.get(one, one) for one in parties]
    answers = {
        (row, column): found.get((one, other)) or found.get((other, one))
        for row, one in enumerate(parties)
        for column, other in enumerate(parties)
        if one != other
    }
    held = {place: answer for place, answer in answers.items() if answer is not None and answer.holds}
    words = {"day": date_format(on, "j F Y"), "number": version.number}
    empty = replace(_schedule(body, _("Between whom it holds"), "between", []), is_wide=True)
    if len(parties) <= MOST:
        how = _(
            "As of %(day)s. Read across. A day: since then the two can rely on version %(number)s. A number: on that "
            "version. A dash: case by case, and staff can still share to help one person."
        )
        grid = _grid(body, version, names, held)
        return replace(empty, note=body.printable(how % words), grid=grid)
    svg = matrix(
        names,
        {place: DOT if answer.number == version.number else answer.number for place, answer in held.items()},
    )
    how = _(
        "As of %(day)s. Read across. A square: the two can rely on version %(number)s. A number: on that version. "
        "Nothing: case by case, and staff can still share to help one person."
    )
    if not svg:
        return None
    says = "; ".join(
        _("%(name)s with %(held)d of %(others)d") % {"name": name, "held": count, "others": len(names) - 1}
        for row, name in enumerate(names)
        for count in [sum(first == row for first, _second in held)]
    )
    told = _("Who can rely on it with how many others: %(parties)s.") % {"parties": says}
    return with_drawing(body, empty, Drawing(str(svg), told, how % words))


def _grid(
    body: PrintedBody, version: DocumentVersion, names: Sequence[str], held: Mapping[tuple[int, int], Answer]
) -> Grid:
    def cell(row: int, column: int) -> str:
        answer = held.get((row, column))
        if answer is None:
            return "" if row == column else "–"
        if answer.number != version.number or answer.since is None or answer.since == ALWAYS:
            return answer.number
        return date_format(answer.since, "j M Y")

    size = range(len(names))
    return Grid(
        _("Party, and with the numbers of the parties"),
        [str(column + 1) for column in size],
        [(body.printable(f"{row + 1} {names[row]}"), [cell(row, column) for column in size]) for row in size],
    )


def _stated(body: PrintedBody, statements: Sequence[Statement], *, shows_names: bool) -> Schedule:
    """All on a page or two, before what is kept of each."""
    columns = [_("Organisation"), _("Statement"), _("Counts from")]
    rows = [
        [each.organisation.name, str(each.get_kind_display()), date_format(each.effective_on, "j F Y")]
        for each in statements
    ]
    if shows_names:
        columns.insert(1, _("By"))
        for row, each in zip(rows, statements, strict=True):
            row.insert(1, f"{each.name}, {each.post}")
    return replace(
        _schedule(body, _("Statements"), "statements", [tuple(row) for row in rows]), columns=tuple(columns)
    )


def _of_statement(body: PrintedBody, number: int, statement: Statement) -> Schedule:
    heading = _("Statement %(number)d: %(kind)s, %(body)s") % {
        "number": number,
        "kind": statement.get_kind_display(),
        "body": statement.organisation.name,
    }
    fields = [tuple(field) for field in fields_of(statement)]
    return replace(_schedule(body, heading, f"statement-{number}", fields), is_whole=True)


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
