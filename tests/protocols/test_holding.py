"""Questions whether an agreement holds between two organisations on a day, with their answers."""

from __future__ import annotations

import time
from datetime import date

import pytest

from protocols.editions import Edition, Said, Side
from protocols.holding import Agreement
from protocols.statements import Kind

NAMES = {"A": "Council", "B": "Trust", "C": "Police", "D": "School", "E": "New Trust", "F": "Fire"}


def day(text):
    """“3.5.26”"""
    number, month, year = map(int, text.split("."))
    return date(2000 + year, month, number)


def side(text):
    """“A” both ways, “A>” discloses, “>A” receives; “A*2” needs two signatures."""
    body, _star, seats = text.strip("<>").partition("*")
    one_way = ">" in text
    return Side(body, not one_way or text.endswith(">"), not one_way or text.startswith(">"), int(seats or 1))


def edition(number, parties="A B C", starts="1.1.26", **fields):
    fields = {k: day(v) if k.endswith("_on") else v for k, v in fields.items()}
    starts_on = day(starts) if starts else None
    return Edition(number, number, tuple(map(side, parties.split())), starts_on, **fields)


def signed(number, **days):
    """signed("1", A="2.1.26", B="5.1.26"); of two seats a list of days."""
    made = []
    for body, when in days.items():
        for seat, each in enumerate([when] if isinstance(when, str) else when):
            made.append(
                Said(Kind.SIGNATURE, day(each), body, number, key=f"{number}{body}{seat}", seat=str(seat))
            )
    return made


def said(kind, on, body="", **fields):
    return Said(kind, day(on), body, **fields)


def agreement(*parts):
    """Of editions and statements, in any order."""
    editions = [part for part in parts if isinstance(part, Edition)]
    statements = []
    for part in parts:
        if not isinstance(part, Edition):
            statements += part if isinstance(part, list) else [part]
    return Agreement(editions, statements, NAMES)


ALL_THREE = signed("1.0", A="2.1.26", B="5.1.26", C="9.1.26")
ONE = agreement(edition("1.0"), ALL_THREE)
EARLY = agreement(edition("1.0", starts="1.4.26"), ALL_THREE)
PART = agreement(edition("1.0"), signed("1.0", A="2.1.26", B="5.1.26"))
NOBODY = agreement(edition("1.0"))
ENDING = agreement(edition("1.0", ends_on="31.12.26"), ALL_THREE)
NO_START = agreement(edition("1.0", starts=""), ALL_THREE)
ONE_WAY = agreement(
    edition("1.0", "A> >B >C D>"), signed("1.0", A="2.1.26", B="5.1.26", C="9.1.26", D="9.1.26")
)
ALL_FIRST = agreement(edition("1.0", needs_all=True), ALL_THREE)
ALL_FIRST_PART = agreement(edition("1.0", needs_all=True), signed("1.0", A="2.1.26", B="5.1.26"))
TWO_SEATS = agreement(edition("1.0", "A B*2"), signed("1.0", A="2.1.26", B=["5.1.26", "8.1.26"]))
ONE_SEAT_OF_TWO = agreement(edition("1.0", "A B*2"), signed("1.0", A="2.1.26", B="5.1.26"))
SAME_SEAT_TWICE = agreement(
    edition("1.0", "A B*2"),
    signed("1.0", A="2.1.26"),
    [Said(Kind.SIGNATURE, day(d), "B", "1.0", key=d, seat="x") for d in ("5.1.26", "6.1.26")],
)
TAKEN_BACK = agreement(
    edition("1.0"), ALL_THREE, said(Kind.WITHDRAWAL, "10.1.26", "B", edition="1.0", about="1.0B0")
)
SIGNED_AGAIN = agreement(
    edition("1.0"),
    ALL_THREE,
    said(Kind.WITHDRAWAL, "10.1.26", "B", edition="1.0", about="1.0B0"),
    Said(Kind.SIGNATURE, day("12.1.26"), "B", "1.0", key="again", seat="0"),
)
ON_PAPER = agreement(
    edition("1.0"),
    signed("1.0", A="2.1.26"),
    said(Kind.WET_INK, "3.2.26", "B", edition="1.0", key="p", seat="0"),
)
NEW = edition("2.0", starts="1.6.26")
AMENDED = agreement(edition("1.0"), ALL_THREE, NEW, signed("2.0", A="20.5.26", B="10.6.26"))
AMENDED_BY_ALL = agreement(
    edition("1.0"), ALL_THREE, NEW, signed("2.0", A="20.5.26", B="10.6.26", C="1.7.26")
)
DROPPED = edition("2.0", "A B", starts="1.6.26")
WITHOUT_C = agreement(edition("1.0"), ALL_THREE, DROPPED, signed("2.0", A="20.5.26", B="10.6.26"))
DROPPED_AND_ENDED = agreement(
    edition("1.0"),
    ALL_THREE,
    edition("2.0", "A B", starts="1.6.26", ends_on="31.8.26"),
    signed("2.0", A="20.5.26", B="10.6.26"),
)
STOPPING = agreement(
    edition("1.0"),
    ALL_THREE,
    edition("2.0", starts="1.6.26", long_stop_on="1.9.26"),
    signed("2.0", A="20.5.26", B="10.6.26"),
)
STOPPING_UNSIGNED = agreement(
    edition("1.0"),
    ALL_THREE,
    edition("2.0", starts="1.6.26", long_stop_on="1.9.26"),
    signed("2.0", A="20.5.26"),
)
ALL_FIRST_NEXT = agreement(
    edition("1.0"),
    ALL_THREE,
    edition("2.0", starts="1.6.26", needs_all=True),
    signed("2.0", A="20.5.26", B="10.6.26"),
)
WITHDRAWN = agreement(
    edition("1.0"),
    ALL_THREE,
    edition("2.0", starts="1.6.26", withdrawn_on="1.8.26"),
    signed("2.0", A="20.5.26", B="10.6.26"),
)
CARRIED = agreement(edition("1.0"), ALL_THREE, edition("1.1", starts="1.3.26", carries="1.0"))
CARRIED_LATE = agreement(
    edition("1.0"),
    signed("1.0", A="2.1.26", B="5.1.26", C="1.5.26"),
    edition("1.1", starts="1.3.26", carries="1.0"),
)
ELSEWHERE = agreement(edition("1.0", signed_elsewhere=True))
JOINING = agreement(
    edition("1.0"),
    ALL_THREE,
    said(Kind.ADMISSION, "1.2.26", "D", edition="1.0", side=Side("D", False, True)),
    said(Kind.ACCESSION, "10.2.26", "D", edition="1.0", key="d", seat="0"),
)
ADMITTED = agreement(
    edition("1.0"), ALL_THREE, said(Kind.ADMISSION, "1.2.26", "D", edition="1.0", side=Side("D"))
)
LEFT = agreement(edition("1.0"), ALL_THREE, said(Kind.LEAVING, "1.9.26", "C"))
BACK = agreement(
    edition("1.0"),
    ALL_THREE,
    said(Kind.LEAVING, "1.9.26", "C"),
    said(Kind.ACCESSION, "1.10.26", "C", edition="1.0", key="c", seat="0"),
)
TAKEN = agreement(edition("1.0"), ALL_THREE, said(Kind.SUCCESSION, "1.7.26", "B", other="E"))
TAKEN_AND_LEFT = agreement(
    edition("1.0"),
    ALL_THREE,
    said(Kind.SUCCESSION, "1.7.26", "B", other="E"),
    said(Kind.LEAVING, "1.8.26", "E"),
)
LEFT_AND_TAKEN = agreement(
    edition("1.0", "A B C E"),
    signed("1.0", A="2.1.26", B="5.1.26", C="9.1.26", E="9.1.26"),
    said(Kind.LEAVING, "1.6.26", "E"),
    said(Kind.SUCCESSION, "1.7.26", "B", other="E"),
)
TAKEN_TWICE = agreement(
    edition("1.0"),
    ALL_THREE,
    said(Kind.SUCCESSION, "1.7.26", "B", other="E"),
    said(Kind.SUCCESSION, "1.8.26", "E", other="F"),
)
MERGED = agreement(
    edition("1.0"),
    ALL_THREE,
    said(Kind.SUCCESSION, "1.7.26", "B", other="E"),
    said(Kind.SUCCESSION, "1.7.26", "C", other="E"),
)
SPLIT = agreement(
    edition("1.0"),
    ALL_THREE,
    said(Kind.SUCCESSION, "1.7.26", "B", other="E"),
    said(Kind.SUCCESSION, "1.7.26", "B", other="F"),
)
HALTED = agreement(
    edition("1.0"),
    ALL_THREE,
    said(Kind.SUSPENSION, "1.5.26", key="s"),
    said(Kind.LIFTING, "1.6.26", about="s"),
)
HALTED_FOR_C = agreement(edition("1.0"), ALL_THREE, said(Kind.SUSPENSION, "1.5.26", "C", key="s"))
HALTED_HEIR = agreement(
    edition("1.0"),
    ALL_THREE,
    said(Kind.SUSPENSION, "1.5.26", "B", key="s"),
    said(Kind.SUCCESSION, "1.7.26", "B", other="E"),
)
PENDING = agreement(
    edition("1.0"),
    ALL_THREE,
    edition("2.0", starts="1.6.26", needs_all=True, is_pending=True),
    signed("2.0", A="20.5.26", B="10.6.26"),
    said(Kind.LEAVING, "1.9.26", "C"),
)
FIRST_PENDING = agreement(
    edition("1.0", needs_all=True, is_pending=True),
    signed("1.0", A="2.1.26", B="5.1.26"),
    said(Kind.LEAVING, "1.9.26", "C"),
)
TERMINATED = agreement(edition("1.0"), ALL_THREE, said(Kind.TERMINATION, "1.11.26"))

# agreement, the two, the day, since when (empty: it does not hold), words of the answer
QUESTIONS = [
    (ONE, "AB", "4.1.26", "", "waits for the signature of Trust"),
    (ONE, "AB", "5.1.26", "5.1.26", "Version 1.0 has held between them since 5 January 2026"),
    (ONE, "BA", "5.1.26", "5.1.26", "Version 1.0"),
    (ONE, "AC", "8.1.26", "", "waits for the signature of Police"),
    (ONE, "BC", "9.1.26", "9.1.26", "Version 1.0"),
    (ONE, "AA", "9.1.26", "", "Within one organisation"),
    (ONE, "AD", "9.1.26", "", "School is not a party to version 1.0"),
    (ONE, "AB", "1.1.36", "5.1.26", "Version 1.0"),  # however overdue its review is
    (EARLY, "AB", "31.3.26", "", "takes effect on 1 April 2026"),
    (EARLY, "AB", "1.4.26", "1.4.26", "Version 1.0"),
    (PART, "AB", "5.1.26", "5.1.26", "Version 1.0"),
    (PART, "BC", "5.1.26", "", "waits for the signature of Police"),
    (NOBODY, "AB", "5.1.26", "", "waits for the signature of Council and Trust"),
    (agreement(), "AB", "5.1.26", "", "No version"),
    (ENDING, "AB", "31.12.26", "5.1.26", "Version 1.0"),
    (ENDING, "AB", "1.1.27", "", "ended with 31 December 2026"),
    (NO_START, "AB", "5.1.26", "5.1.26", "Version 1.0"),
    (ONE_WAY, "AB", "9.1.26", "5.1.26", "Version 1.0"),
    (ONE_WAY, "BC", "9.1.26", "", "Both only receive"),
    (ONE_WAY, "AD", "9.1.26", "", "Both only disclose"),
    (ALL_FIRST, "AB", "8.1.26", "", "All parties sign version 1.0 first. It waits for Police"),
    (ALL_FIRST, "AB", "9.1.26", "9.1.26", "Version 1.0"),
    (ALL_FIRST_PART, "AB", "1.6.26", "", "It waits for Police"),
    (TWO_SEATS, "AB", "7.1.26", "", "waits for the signature of Trust"),
    (TWO_SEATS, "AB", "8.1.26", "8.1.26", "Version 1.0"),
    (ONE_SEAT_OF_TWO, "AB", "1.6.26", "", "waits for the signature of Trust"),
    (SAME_SEAT_TWICE, "AB", "1.6.26", "", "waits for the signature of Trust"),
    (TAKEN_BACK, "AB", "10.1.26", "", "waits for the signature of Trust"),
    (TAKEN_BACK, "AC", "10.1.26", "9.1.26", "Version 1.0"),
    (SIGNED_AGAIN, "AB", "12.1.26", "12.1.26", "Version 1.0"),
    (ON_PAPER, "AB", "3.2.26", "3.2.26", "Version 1.0"),
    (AMENDED, "AB", "9.6.26", "5.1.26", "Version 1.0"),  # not both have signed the new one
    (AMENDED, "AB", "10.6.26", "10.6.26", "Version 2.0"),
    (AMENDED, "AC", "10.6.26", "9.1.26", "Version 1.0"),
    (AMENDED_BY_ALL, "AC", "30.6.26", "9.1.26", "Version 1.0"),
    (AMENDED_BY_ALL, "AC", "1.7.26", "1.7.26", "Version 2.0"),
    (WITHOUT_C, "AC", "9.6.26", "9.1.26", "Version 1.0"),
    (WITHOUT_C, "AC", "10.6.26", "", "Police is not a party to version 2.0"),
    (DROPPED_AND_ENDED, "AC", "1.9.26", "", "Police is not a party to version 2.0"),
    (DROPPED_AND_ENDED, "AB", "1.9.26", "", "Version 2.0 ended"),
    (STOPPING, "AC", "31.8.26", "9.1.26", "Version 1.0"),
    (STOPPING, "AC", "1.9.26", "", "Version 2.0 waits for the signature of Police"),
    (STOPPING, "AB", "1.9.26", "10.6.26", "Version 2.0"),
    (
        STOPPING_UNSIGNED,
        "AC",
        "1.9.26",
        "9.1.26",
        "Version 1.0",
    ),  # it holds between nobody, so it ends nothing
    (ALL_FIRST_NEXT, "AB", "1.9.26", "5.1.26", "Version 1.0"),
    (WITHDRAWN, "AB", "31.7.26", "10.6.26", "Version 2.0"),
    (WITHDRAWN, "AB", "1.8.26", "", "Version 2.0 was withdrawn on 1 August 2026"),
    (WITHDRAWN, "AC", "1.8.26", "9.1.26", "Version 1.0"),
    (CARRIED, "AB", "28.2.26", "5.1.26", "Version 1.0"),
    (CARRIED, "AB", "1.3.26", "1.3.26", "Version 1.1"),
    (CARRIED_LATE, "AC", "30.4.26", "", "waits for the signature of Police"),
    (CARRIED_LATE, "AC", "1.5.26", "1.5.26", "Version 1.1"),
    (ELSEWHERE, "AB", "31.12.25", "", "takes effect on 1 January 2026"),
    (ELSEWHERE, "AB", "1.1.26", "1.1.26", "Version 1.0"),
    (ADMITTED, "AD", "1.6.26", "", "waits for the signature of School"),
    (JOINING, "AD", "9.2.26", "", "waits for the signature of School"),
    (JOINING, "AD", "10.2.26", "10.2.26", "Version 1.0"),
    (JOINING, "AD", "31.1.26", "", "School is not a party"),
    (LEFT, "AC", "31.8.26", "9.1.26", "Version 1.0"),
    (LEFT, "AC", "1.9.26", "", "Police left the agreement on 1 September 2026"),
    (LEFT, "AB", "1.9.26", "5.1.26", "Version 1.0"),
    (BACK, "AC", "30.9.26", "", "Police left"),
    (BACK, "AC", "1.10.26", "1.10.26", "Version 1.0"),
    (TAKEN, "AB", "30.6.26", "5.1.26", "Version 1.0"),
    (TAKEN, "AB", "1.7.26", "", "New Trust took the place of Trust on 1 July 2026"),
    (TAKEN, "AE", "30.6.26", "", "New Trust is not a party"),
    (TAKEN, "AE", "1.7.26", "1.7.26", "Version 1.0"),
    (TAKEN_AND_LEFT, "AE", "31.7.26", "1.7.26", "Version 1.0"),
    (TAKEN_AND_LEFT, "AE", "1.8.26", "", "New Trust left the agreement on 1 August 2026"),
    (LEFT_AND_TAKEN, "AE", "1.6.26", "", "New Trust left the agreement on 1 June 2026"),
    (LEFT_AND_TAKEN, "AE", "1.7.26", "1.7.26", "Version 1.0"),
    (TAKEN_TWICE, "AF", "1.8.26", "1.8.26", "Version 1.0"),
    (TAKEN_TWICE, "AE", "1.8.26", "", "Fire took the place of New Trust"),
    (MERGED, "AE", "1.7.26", "1.7.26", "Version 1.0"),
    (SPLIT, "EF", "1.7.26", "", "New Trust is not a party"),
    (SPLIT, "CF", "1.7.26", "1.7.26", "Version 1.0"),
    (HALTED, "AB", "30.4.26", "5.1.26", "Version 1.0"),
    (HALTED, "AB", "1.5.26", "", "suspended since 1 May 2026"),
    (HALTED, "AB", "1.6.26", "5.1.26", "Version 1.0"),
    (HALTED_FOR_C, "AC", "1.6.26", "", "suspended for Police since 1 May 2026"),
    (HALTED_FOR_C, "AB", "1.6.26", "5.1.26", "Version 1.0"),
    (HALTED_HEIR, "AE", "1.7.26", "", "suspended for Trust"),
    (PENDING, "AB", "1.9.26", "5.1.26", "Version 1.0"),  # who leaves brings nothing into force
    (FIRST_PENDING, "AB", "1.9.26", "", "Version 1.0 is open for signature and not in force yet"),
    (TERMINATED, "AB", "31.10.26", "5.1.26", "Version 1.0"),
    (TERMINATED, "AB", "1.11.26", "", "terminated on 1 November 2026"),
]


@pytest.mark.parametrize(
    ("about", "pair", "on", "since", "words"),
    QUESTIONS,
    ids=[f"{number}: {pair} on {on}" for number, (_a, pair, on, _s, _w) in enumerate(QUESTIONS, start=1)],
)
def test_whether_it_holds_between_two_on_a_day(about, pair, on, since, words):
    answer = about.between(*pair, day(on))

    assert (answer.holds, answer.since) == (bool(since), day(since) if since else None)
    assert words in answer.because
    assert "may not" not in answer.because


def test_the_questions_are_many(record_property):
    assert len(QUESTIONS) >= 40
    record_property("figure", f"{len(QUESTIONS)} questions between pairs: all answered as expected")


@pytest.mark.parametrize("about", [one for one, *_rest in QUESTIONS], ids=range(len(QUESTIONS)))
def test_both_ask_alike(about):
    for on in map(day, ("31.12.25", "8.1.26", "10.6.26", "1.9.26", "1.1.27")):
        for one, other in ("AB", "AC", "BC", "AE", "CF"):
            assert about.between(one, other, on).holds == about.between(other, one, on).holds


@pytest.mark.parametrize(
    ("about", "on", "parties"),
    [
        (ONE, "1.2.26", "ABC"),
        (LEFT, "1.9.26", "AB"),
        (JOINING, "10.2.26", "ABCD"),
        (JOINING, "9.2.26", "ABC"),
        (TAKEN, "1.7.26", "AEC"),
        (TAKEN_AND_LEFT, "31.7.26", "AEC"),
        (TAKEN_AND_LEFT, "1.8.26", "AC"),
        (MERGED, "1.7.26", "AE"),
        (SPLIT, "1.7.26", "AEFC"),
        (AMENDED, "10.6.26", "ABC"),
        (WITHOUT_C, "10.6.26", "AB"),
    ],
)
def test_who_is_a_party_on_a_day(about, on, parties):
    assert about.parties(day(on)) == list(parties)


def test_the_matrix_answers_for_every_pair_once():
    matrix = PART.matrix(day("1.2.26"))

    assert {pair: answer.holds for pair, answer in matrix.items()} == {
        ("A", "B"): True,
        ("A", "C"): False,
        ("B", "C"): False,
    }


def test_a_matrix_of_forty_four_parties_in_two_versions_takes_no_time(record_property):
    bodies = [f"P{number}" for number in range(44)]
    old, new = (
        edition(number, " ".join(bodies), starts) for number, starts in (("1.0", "1.1.26"), ("2.0", "1.6.26"))
    )
    about = agreement(
        old,
        new,
        signed("1.0", **dict.fromkeys(bodies, "2.1.26")),
        signed("2.0", **{body: f"{2 + number % 20}.6.26" for number, body in enumerate(bodies[:40])}),
    )
    began = time.perf_counter()

    matrix = about.matrix(day("1.7.26"))

    took = time.perf_counter() - began
    assert len(matrix) == 946
    assert sum(answer.number == "2.0" for answer in matrix.values()) == 780
    assert all(answer.holds for answer in matrix.values())
    record_property("figure", f"matrix of 44 parties, two versions, 84 signatures: {took * 1000:.0f} ms")
    assert took < 2
