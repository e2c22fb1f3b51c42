from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest

from protocols.shown import LASTS, NotShown, Shown, check, digest, token

NOW = datetime(2026, 11, 24, 12, 0, 0, 123456, tzinfo=UTC)
SHOWN = Shown("round", "version", "0" * 64, "person", "organisation")


def test_a_token_of_what_was_shown_is_taken_and_tells_when():
    assert check(token(SHOWN, NOW), SHOWN, NOW + timedelta(minutes=5)) == NOW


@pytest.mark.parametrize("name", [field.name for field in fields(Shown)])
def test_a_token_of_anything_else_is_not_taken(name):
    with pytest.raises(NotShown, match="Nothing was signed"):
        check(token(replace(SHOWN, **{name: "other"}), NOW), SHOWN, NOW)


@pytest.mark.parametrize(
    "given", ["", ".", "1", "x.y", "1764000000000000.", f"{10**17}.x", "²." + "0" * 64, "-1." + "0" * 64]
)
def test_what_is_no_token_is_not_taken(given):
    with pytest.raises(NotShown):
        check(given, SHOWN, NOW)


def test_the_time_in_a_token_cannot_be_changed():
    stamp, _dot, mac = token(SHOWN, NOW).partition(".")

    with pytest.raises(NotShown):
        check(f"{int(stamp) + 1}.{mac}", SHOWN, NOW)


@pytest.mark.parametrize("after", [LASTS, -timedelta(seconds=5)])
def test_a_token_lasts_a_working_day(after):
    assert check(token(SHOWN, NOW), SHOWN, NOW + after) == NOW


@pytest.mark.parametrize("after", [LASTS + timedelta(seconds=1), -timedelta(minutes=1)])
def test_a_token_that_is_too_old_or_of_the_future_is_not_taken(after):
    with pytest.raises(NotShown, match="opened long ago") as refused:
        check(token(SHOWN, NOW), SHOWN, NOW + after)

    assert refused.value.code == "conflict"


def test_parts_that_run_together_otherwise_make_another_token():
    one, other = replace(SHOWN, person="ab", organisation="c"), replace(SHOWN, person="a", organisation="bc")

    assert token(one, NOW) != token(other, NOW)


def test_a_digest_does_not_tell_the_token():
    given = token(SHOWN, NOW)

    assert len(digest(given)) == 64
    assert given not in digest(given)
