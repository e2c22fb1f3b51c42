"""The rows that a version holds beside its text, among its sections or as tables behind them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from governance import registry
from governance.attached import AttachedFile
from governance.canonical import thaw
from governance.kinds import VersionText
from governance.models import Body
from governance.pdf.body import CELL_LIMIT, Entry, PrintedBody, Schedule, Unnumbered, printed
from governance.pdf.errors import PdfRefused
from governance.pdf.rows import as_markdown
from governance.references import resolved
from governance.withheld import WHOLE

if TYPE_CHECKING:
    from governance.models import DocumentVersion
    from governance.rows import Drawing, FrozenRow, Rows, RowSet
    from governance.withheld import Disclosure


def body_of(version: DocumentVersion, seen: Disclosure = WHOLE) -> PrintedBody:
    """The sections of a version and its schedules. Raises PdfRefused for what is beyond the limits."""
    text = seen.of(_text(version))
    files = text.attachments
    filled = [rows for rows in registry.row_sets(version.document.kind) if rows.of(text.rows)]
    sections = list(text.sections)
    for rows in filled:
        if rows.stands_after:
            place = rows.place([section.key for section in sections])
            sections.insert(place, Unnumbered(rows.key, str(rows.heading), as_markdown(rows, text.rows)))
    body = printed(sections)
    filled = [rows for rows in filled if not rows.stands_after]
    for number, rows in enumerate(filled, start=1):
        schedule = _drawn(body, rows, text.rows, _schedule(body, number, rows, rows.of(text.rows)))
        body.schedules.append(schedule)
        body.contents.append(Entry(1, schedule.number, schedule.heading, schedule.anchor))
        body.links[schedule.anchor] = f"{schedule.number} {schedule.heading}"
    if files:
        schedule = _schedule_of_files(body, len(filled) + 1, files)
        body.schedules.append(schedule)
        body.contents.append(Entry(1, schedule.number, schedule.heading, schedule.anchor))
        body.links[schedule.anchor] = f"{schedule.number} {schedule.heading}"
    if sum(schedule.cells for schedule in body.schedules) > CELL_LIMIT:
        raise PdfRefused(
            _("The schedules have more than %(limit)s cells, so this document is not printed.")
            % {"limit": f"{CELL_LIMIT:,}"}
        )
    return body


def _text(version: DocumentVersion) -> VersionText:
    """What is printed, with words in place of tokens; rows and files as they were frozen, of a draft as they stand."""
    sections = tuple(version.sections.order_by("position", "key"))
    if version.content_sha256:
        frozen = thaw(Body.objects.get(pk=version.content_sha256).unpacked())
        rows, files = frozen.rows, frozen.attachments
    else:
        rows = registry.rows_of(version)
        files = tuple(map(AttachedFile.of, version.attachments.in_order()))
    return resolved(VersionText(version.title, version.language, sections, rows=rows, attachments=files))


def _schedule_of_files(body: PrintedBody, number: int, files: Sequence[AttachedFile]) -> Schedule:
    """What is attached, with the fingerprints by which a reader finds out whether a copy is the same."""
    columns = (_("File"), _("Kind"), _("Size"), _("Fingerprint (SHA-256)"))
    rows = (
        (
            file.label if file.label == file.name else f"{file.label}\n{file.name}",
            file.type_label,
            file.size_label,
            " ".join(file.sha256[at : at + 8] for at in range(0, len(file.sha256), 8)),
        )
        for file in files
    )
    return Schedule(
        number=_("Schedule %(number)d") % {"number": number},
        heading=_("Attachments"),
        anchor=f"schedule-{number}",
        columns=columns,
        rows=tuple(tuple(body.printable(cell) for cell in row) for row in rows),
    )


def _schedule(body: PrintedBody, number: int, rows: RowSet, found: Sequence[FrozenRow]) -> Schedule:
    columns: tuple[str, ...] = ()
    if rows.is_single:
        cells = [pair for row in found for pair in _pairs(body, rows, row)]
    else:
        columns = tuple(body.printable(str(column.label)) for column in rows.columns)
        cells = [
            tuple(body.printable(column.show(row.get(column.key))) for column in rows.columns)
            for row in found
        ]
    return Schedule(
        number=_("Schedule %(number)d") % {"number": number},
        heading=body.printable(str(rows.heading)),
        anchor=f"schedule-{number}",
        columns=columns,
        rows=tuple(cells),
        is_wide=rows.is_wide,
    )


def _drawn(body: PrintedBody, rows: RowSet, found: Rows, schedule: Schedule) -> Schedule:
    """With what is drawn of its rows, if anything is."""
    drawing = rows.drawn(found) if rows.drawn else None
    if drawing is None:
        return schedule
    return with_drawing(body, schedule, drawing)


def with_drawing(body: PrintedBody, schedule: Schedule, drawing: Drawing) -> Schedule:
    content = body.printable(drawing.svg).encode()
    name = hashlib.sha256(content).hexdigest()
    body.pictures[name] = content
    says, note = body.printable(drawing.says), body.printable(drawing.note)
    return replace(schedule, picture=name, picture_says=says, note=note)


def _pairs(body: PrintedBody, rows: RowSet, row: FrozenRow) -> Iterator[tuple[str, ...]]:
    """A field without a value is left out."""
    for column in rows.columns:
        if value := column.show(row.get(column.key)):
            yield body.printable(str(column.label)), body.printable(value)
