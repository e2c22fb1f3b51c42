import json
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from audit.canonical import LARGEST, canonical, exact

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXT
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=12
)


def normal(value):
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [normal(inner) for inner in value]
    if isinstance(value, dict):
        return {normal(key): normal(inner) for key, inner in value.items()}
    return value


def keys_collide(value):
    if isinstance(value, list):
        return any(keys_collide(inner) for inner in value)
    if isinstance(value, dict):
        return len(normal(value)) < len(value) or any(keys_collide(inner) for inner in value.values())
    return False


@given(VALUES)
def test_canonical_reads_back_as_the_normal_value(value):
    assume(not keys_collide(value))

    assert json.loads(canonical(value)) == normal(value)


@given(VALUES)
def test_canonical_of_what_was_read_is_the_same(value):
    assume(not keys_collide(value))
    found = canonical(value)

    assert canonical(json.loads(found)) == found


@given(VALUES)
def test_exact_reads_back_as_the_value_itself(value):
    assert json.loads(exact(value)) == value


@given(st.dictionaries(TEXT, PLAIN, min_size=2))
def test_canonical_does_not_depend_on_the_order_of_keys(value):
    assume(not keys_collide(value))

    assert canonical(dict(reversed(value.items()))) == canonical(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # the examples of RFC 8785, sections 3.2.2 and 3.2.3, without the numbers that are no whole ones
        (
            {"string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/", "literals": [None, True, False]},
            '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
        ),
        (
            {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "ö": 7},
            '{"\\r":2,"1":4,"\x80":6,"ö":7,"€":1,"\U0001f600":5,"\ufb33":3}',
        ),
        ([], "[]"),
        ({}, "{}"),
        ("\x7f\u2028", '"\x7f\u2028"'),
        (-LARGEST, "-9007199254740991"),
    ],
)
def test_canonical_example(value, expected):
    assert exact(value).decode() == expected


def test_canonical_makes_two_spellings_of_one_text_equal():
    assert canonical("e\u0301") == canonical("\u00e9") == '"é"'.encode()


def test_exact_keeps_two_spellings_of_one_text_apart():
    assert exact("e\u0301") != exact("\u00e9")


@pytest.mark.parametrize("value", [1.0, float("nan"), b"x", {1: 2}, {"a": {1}}, object(), [0.5]])
def test_canonical_refuses_a_type_without_one_spelling(value):
    with pytest.raises(TypeError):
        canonical(value)


@pytest.mark.parametrize("value", [LARGEST + 1, -LARGEST - 1, {"é": 1, "e\u0301": 2}, "\ud800"])
def test_canonical_refuses_a_value_that_readers_differ_on(value):
    with pytest.raises(ValueError, match=r"."):
        canonical(value)
