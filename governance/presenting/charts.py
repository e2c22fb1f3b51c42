"""The figures of the charts: of the organisations whose drafts the person may read, and of nothing else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median_low
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance import completeness
from governance.days import add_months
from governance.models import DocumentVersion
from governance.models.version import Standing
from governance.presenting.bars import Bar, BarChart
from governance.presenting.matrix import Matrix, matrix_of
from organisations.permissions import Person

MONTHS = 12
QUARTERS = 4
FOREMOST = (
    Standing.IN_FORCE, Standing.SCHEDULED, Standing.FOR_SIGNATURE, Standing.APPROVED, Standing.IN_REVIEW,
    Standing.DRAFT,
)  # fmt: skip


def charts_of(person: Person, on: date) -> list[BarChart]:
    """Three queries beside that of the person's rights, however much there is."""
    versions = list(completeness.all_versions(person, on))
    for version in versions:
        version.beside = ()  # whether another followed makes no difference here
    reviews = [found for version in versions if (found := version.review(on))]
    return [
        by_standing(versions, on),
        by_month([review.on for review in reviews], on),
        by_kind(matrix_of(person, {}, on)),
        by_quarter(_durations(versions, on), on),
    ]


def by_standing(versions: Iterable[DocumentVersion], on: date) -> BarChart:
    """Each document once, by the foremost of its versions: in force before all that is to come."""
    theirs: dict[UUID, set[Standing]] = defaultdict(set)
    for version in versions:
        theirs[version.document_id].add(version.standing(on))
    found = Counter(next((each for each in FOREMOST if each in has), None) for has in theirs.values())
    bars = [Bar(str(each.label), found[each]) for each in FOREMOST]
    bars.append(Bar(_("No longer in force"), found[None]))
    words = ngettext(
        "%(number)d of %(count)d document has a version in force.",
        "%(number)d of %(count)d documents have a version in force.",
        len(theirs),
    )
    finding = words % {"number": found[Standing.IN_FORCE], "count": len(theirs)}
    return BarChart("standing", finding, _("Where they stand"), _("Documents"), bars if theirs else [])


def by_month(days: Sequence[date], on: date) -> BarChart:
    """Reviews of what is in force: those that are overdue, then the month that runs and the eleven after it."""
    overdue = sum(day < on for day in days)
    months = [add_months(on.replace(day=1), number) for number in range(MONTHS)]
    found = Counter(day.replace(day=1) for day in days if day >= on)
    bars = [Bar(_("Overdue"), overdue, is_late=bool(overdue))]
    bars += [Bar(date_format(month, "F Y"), found[month]) for month in months]
    late = ngettext("%(count)d review is overdue", "%(count)d reviews are overdue", overdue) % {
        "count": overdue
    }
    late = late if overdue else _("No review is overdue")
    coming = sum(found[month] for month in months)
    words = ngettext(
        "%(late)s, and %(count)d comes within a year.", "%(late)s, and %(count)d come within a year.", coming
    )
    finding = words % {"late": late, "count": coming}
    note = _("What is overdue is still in force.") if overdue else ""
    return BarChart("reviews", finding, _("Month"), _("Reviews"), bars if days else [], note=note)


def by_kind(matrix: Matrix) -> BarChart:
    """In which share of the organisations something of each kind is in force."""
    pieces: dict[str, list[bool]] = defaultdict(list)
    for row in matrix.rows:
        for piece in row.pieces.values():
            pieces[str(piece.kind.label)].append(bool(piece.in_force))
    bars = [
        Bar(label, sum(has) * 100 // len(has), _("%(done)d of %(of)d") % {"done": sum(has), "of": len(has)})
        for label, has in pieces.items()
    ]
    whole = sum(bar.value == 100 for bar in bars)
    words = ngettext(
        "%(whole)d of %(count)d kind that is expected is in force everywhere.",
        "%(whole)d of %(count)d kinds that are expected are in force everywhere.",
        len(bars),
    )
    finding = words % {"whole": whole, "count": len(bars)} if bars else _("No organisation is counted.")
    return BarChart("kinds", finding, _("Kind of document"), _("Organisations"), bars, top=100)


def by_quarter(durations: Mapping[date, Sequence[int]], on: date) -> BarChart:
    """`durations`: days that versions took, by the first day of the quarter in which they came into force."""
    this = _quarter(on)
    quarters = [add_months(this, -3 * number) for number in reversed(range(QUARTERS))]
    bars = [
        Bar(_named(first), median_low(durations[first]), _days(median_low(durations[first])))
        for first in quarters
        if durations.get(first)
    ]
    finding = _("No version was drafted and came into force within the last year.")
    if bars:
        words = _("From first draft to in force, half of the versions took %(days)s or less: %(quarter)s.")
        finding = words % {"days": bars[-1].shown, "quarter": bars[-1].label}
    note = _("Versions that were in force before they were drafted here are not counted.")
    return BarChart("days", finding, _("Came into force"), _("Median"), bars, note=note)


def _durations(versions: Iterable[DocumentVersion], on: date) -> Mapping[date, list[int]]:
    found: dict[date, list[int]] = defaultdict(list)
    for version in versions:
        begun = timezone.localdate(version.created_at)
        day = version.effective_from
        if day is not None and begun <= day <= on and not version.is_from_outside:
            found[_quarter(day)].append((day - begun).days)
    return found


def _quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _named(first: date) -> str:
    words = {"first": date_format(first, "F"), "last": date_format(add_months(first, 2), "F Y")}
    return _("%(first)s to %(last)s") % words


def _days(number: int) -> str:
    return ngettext("%(number)d day", "%(number)d days", number) % {"number": number}
