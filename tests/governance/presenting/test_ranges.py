from datetime import date

import pytest

from governance.models import Document, DocumentVersion
from governance.presenting.ranges import bar_of

TODAY = date(2026, 11, 24)


def version(number, begin, end=None, state="published"):
    major, minor = number.split(".")
    return DocumentVersion(
        document=Document(kind="code_of_practice"), major=major, minor=minor, state=state,
        effective_from=begin, effective_to=end,
    )  # fmt: skip


def test_nothing_in_force_draws_nothing():
    assert bar_of([version("1.0", None, state="draft")], TODAY) is None
    assert bar_of([version("1.0", TODAY, TODAY, state="withdrawn")], TODAY) is None


def test_a_version_of_today_fills_the_bar():
    (found,) = bar_of([version("1.0", TODAY)], TODAY).ranges

    assert (found.x, found.width, found.label) == ("0.00%", "99.75%", "1.0 in force")


def test_what_comes_later_is_drawn_and_said():
    found = bar_of(
        [version("1.1", date(2027, 1, 1)), version("1.0", date(2026, 1, 1), date(2027, 1, 1))], TODAY
    )

    assert [part.number for part in found.ranges] == ["1.0", "1.1"]
    assert found.sentence == (
        "Version 1.0 has been in force since 1 January 2026. Version 1.1 takes effect on 1 January 2027."
    )


@pytest.mark.parametrize("versions", [1, 2, 30])
def test_ranges_stay_inside_the_bar_and_do_not_overlap(versions):
    begins = [date(2020 + n // 12, n % 12 + 1, 1) for n in range(versions)]
    found = bar_of(
        [
            version(f"1.{n}", begin, begins[n + 1] if n + 1 < versions else None)
            for n, begin in enumerate(begins)
        ],
        TODAY,
    ).ranges

    ends = [float(part.x[:-1]) + float(part.width[:-1]) for part in found]
    starts = [float(part.x[:-1]) for part in found]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
    assert ends[-1] <= 100


def test_a_gap_after_withdrawing_stays_empty():
    found = bar_of([version("1.0", date(2026, 1, 1), date(2026, 2, 1), state="withdrawn")], TODAY)

    assert float(found.ranges[0].width[:-1]) < 10
    assert found.sentence == "Version 1.0 was in force from 1 January 2026 to 31 January 2026."
