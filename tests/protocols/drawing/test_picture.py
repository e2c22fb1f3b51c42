from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import combinations, permutations

import pytest

from protocols.drawing.picture import NARROW, WIDE, picture, plan, weight_of
from protocols.drawing.shapes import Node, Way, pairs
from protocols.drawing.words import LINES, width, wrapped

LONG = "The Office of the Police and Crime Commissioner for Northshire, Westshire and the Isles of the West"
SVG = "{http://www.w3.org/2000/svg}"
each_size = pytest.mark.parametrize("size", [WIDE, NARROW])
each_number = pytest.mark.parametrize("number", range(2, 13))


def bodies(number, label=LONG, **fields):
    return [Node(str(each), f"{label} {each}", **fields) for each in range(number)]


def all_to_all(nodes):
    return [Way(giver.key, taker.key) for giver, taker in permutations(nodes, 2)]


def drawn(nodes, ways, **fields):
    return ET.fromstring(picture(nodes, ways, key="map", title="Title", description="Words", **fields))


def inside(box, size, height):
    return (
        box.x >= 0 and box.y >= 0 and box.x + box.width <= size + 0.01 and box.y + box.height <= height + 0.01
    )


def apart(one, other):
    return (
        one.x + one.width + 8 <= other.x
        or other.x + other.width + 8 <= one.x
        or one.y + one.height + 8 <= other.y
        or other.y + other.height + 8 <= one.y
    )


@each_size
@each_number
def test_bodies_with_long_names_lie_in_the_picture_and_apart(size, number):
    nodes = bodies(number)

    found = plan(nodes, all_to_all(nodes), size)

    assert sorted(box.node.key for box in found.boxes) == sorted(node.key for node in nodes)
    assert all(inside(box, size, found.height) for box in found.boxes)
    assert all(apart(one, other) for one, other in combinations(found.boxes, 2))
    assert all(len(box.lines) * 19 <= box.height for box in found.boxes)


@each_size
@each_number
def test_no_line_runs_through_a_body_or_touches_one(size, number):
    nodes = bodies(number)

    found = plan(nodes, all_to_all(nodes), size)

    assert len(found.lines) == number * (number - 1) // 2
    hits = [
        (line, box)
        for line in found.lines
        for box in found.boxes
        if any(box.holds(point, 3) for point in line.points())
    ]
    assert hits == []


@each_size
def test_where_nobody_does_both_who_gives_is_left_of_who_receives(size):
    nodes = bodies(12)
    ways = [Way(giver.key, taker.key) for giver in nodes[:1] for taker in nodes[1:]]

    found = plan(nodes, ways, size)

    left = {box.node.key for box in found.boxes if box.faces == "right"}
    assert left == {"0"}
    assert [words.text for words in found.heads] == ["Gives", "Receives"]
    assert all(line.start.x < line.end.x for line in found.lines)
    assert all(apart(one, other) for one, other in combinations(found.boxes, 2))


def test_groups_stand_above_their_bodies_where_there_are_several():
    nodes = [Node("a", "A", "Council"), Node("b", "B", "NHS"), Node("c", "C", "Police")]

    found = plan(nodes, [Way("a", "b"), Way("a", "c")], WIDE)

    assert [words.text for words in found.groups] == ["NHS", "Police"]


def test_of_two_bodies_who_gives_is_at_the_left():
    nodes = bodies(2)

    found = plan(nodes, [Way("1", "0")], WIDE)

    at = {box.node.key: box.x for box in found.boxes}
    assert at["1"] < at["0"]


def test_ways_there_and_back_are_one_line_with_two_heads():
    ways = [Way("0", "1", weight=1), Way("1", "0", weight=3), Way("1", "2")]

    found = plan(bodies(3), ways, WIDE)

    assert [(line.heads, line.weight) for line in found.lines] == [(("start", "end"), 3), (("end",), 1)]
    paths = drawn(bodies(3), ways).findall(f".//{SVG}path")
    assert sum("head" in path.get("class") for path in paths) == 3


def test_a_body_has_no_way_to_itself():
    assert pairs([Way("0", "0")]) == []
    assert picture(bodies(2), [Way("0", "0")], key="map", title="T", description="D") == ""


@pytest.mark.parametrize("number", [0, 1, 13, 44])
def test_fewer_than_two_and_more_than_twelve_are_not_drawn(number):
    nodes = bodies(number)

    assert picture(nodes, all_to_all(nodes), key="map", title="T", description="D") == ""


def test_the_same_bodies_and_ways_give_the_same_picture():
    nodes = bodies(7)

    assert picture(nodes, all_to_all(nodes), key="m", title="T", description="D") == picture(
        bodies(7), all_to_all(bodies(7)), key="m", title="T", description="D"
    )


def test_it_is_named_and_told_in_words():
    svg = drawn(bodies(2), [Way("0", "1")])

    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "map-title map-desc"
    assert svg.find(f"{SVG}title").text == "Title"
    assert svg.find(f"{SVG}desc").text == "Words"
    assert svg.find(f"{SVG}desc").get("id") == "map-desc"


def test_boxes_that_lead_somewhere_are_links_with_the_whole_name_but_not_on_paper():
    nodes = bodies(2, href="?organisation=A&show=all")
    svg = drawn(nodes, [Way("0", "1")])
    paper = drawn(nodes, [Way("0", "1")], is_for_paper=True)

    links = svg.findall(f"{SVG}a")
    assert svg.get("role") == "group"
    assert [link.get("aria-label") for link in links] == [f"{LONG} 0", f"{LONG} 1"]
    assert {link.get("href") for link in links} == {"?organisation=A&show=all"}
    assert paper.findall(f"{SVG}a") == []
    assert paper.find(f".//{SVG}rect").get("fill") == "#eef5f5"


def test_names_are_text_and_never_markup():
    name = '<script>alert("x")</script> & Sons'
    nodes = [Node("0", name, href='?x="><b>'), Node("1", "B")]

    svg = picture(nodes, [Way("0", "1")], key="map", title=name, description=name)

    assert "<script" not in svg
    assert ET.fromstring(svg).find(f"{SVG}title").text == name


def test_widths_are_explained_where_there_are_several():
    ways = [Way("0", "1", 1), Way("0", "2", 3), Way("1", "2", 1, is_aside=True)]

    texts = [text.text for text in drawn(bodies(3), ways).findall(f"{SVG}text")]

    assert texts == ["1 to 4 items, or not told", "10 items or more", "Between others"]
    assert drawn(bodies(2), [Way("0", "1", 3)]).findall(f"{SVG}text") == []


@pytest.mark.parametrize(("items", "weight"), [(0, 1), (4, 1), (5, 2), (9, 2), (10, 3), (99, 3)])
def test_weights(items, weight):
    assert weight_of(items) == weight


@pytest.mark.parametrize("text", [LONG, "W" * 300, "A", "", "Ynys Môn", "a " * 200])
def test_names_are_broken_into_lines_that_fit(text):
    lines = wrapped(text, 190)

    assert 1 <= len(lines) <= LINES
    assert all(width(line) <= 190 for line in lines)
    assert " ".join(lines) == " ".join(text.split()) or lines[-1].endswith("…") or " " not in text
