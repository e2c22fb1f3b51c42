from hypothesis import given
from hypothesis import strategies as st

from governance.kinds import PlainSection, VersionText
from governance.redline import Op, compare, compare_text


def version(*sections):
    return VersionText("Code", "en-gb", tuple(PlainSection(*section) for section in sections))


def test_same_text_has_no_change():
    text = version(("a", "A", "One.\n\nTwo."))

    assert [change.is_changed for change in compare(text, text)] == [False]


def test_changed_words_are_marked_inside_their_block():
    (block,) = compare_text("ask someone as soon as possible", "ask someone the same day")

    assert block.op is Op.CHANGED
    assert [(p.op, p.text.strip()) for p in block.pieces] == [
        (Op.SAME, "ask someone"),
        (Op.REMOVED, "as soon as possible"),
        (Op.ADDED, "the same day"),
    ]


def test_the_last_word_is_the_same_word_where_more_follows():
    (longer,) = compare_text("We find the child", "We find the child soon")
    (shorter,) = compare_text("We find the child soon", "We find the child")

    assert [(p.op, p.text) for p in longer.pieces] == [(Op.SAME, "We find the child "), (Op.ADDED, "soon")]
    assert [(p.op, p.text) for p in shorter.pieces] == [(Op.SAME, "We find the child "), (Op.REMOVED, "soon")]


def test_added_and_removed_blocks_are_whole():
    changes = list(compare_text("Alpha beta gamma.\n\n- keep", "- keep\n- brand new thing"))

    assert [(c.op, c.shape) for c in changes] == [
        (Op.REMOVED, "paragraph"),
        (Op.SAME, "bullet"),
        (Op.ADDED, "bullet"),
    ]


def test_moved_section_is_said_to_have_moved():
    old = version(("a", "A", "x"), ("b", "B", "y"), ("c", "C", "z"))
    new = version(("b", "B", "y"), ("c", "C", "z"), ("a", "A", "x"))

    assert [(c.key, c.op, c.moved) for c in compare(old, new)] == [
        ("b", Op.SAME, False),
        ("c", Op.SAME, False),
        ("a", Op.SAME, True),
    ]


def test_added_and_removed_sections():
    changes = compare(version(("a", "A", "x"), ("b", "B", "y")), version(("a", "A", "x"), ("c", "C", "z")))

    assert [(c.key, c.op) for c in changes] == [("a", Op.SAME), ("b", Op.REMOVED), ("c", Op.ADDED)]


WORDS = st.lists(st.sampled_from(["share", "with", "care", "ask", "first"]), min_size=1, max_size=8).map(
    " ".join
)
TEXTS = st.lists(WORDS, max_size=6).map("\n\n".join)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back_from_the_changes(old, new):
    changes = list(compare_text(old, new))

    def side(left_out):
        lines = ["".join(p.text for p in c.pieces if p.op is not left_out).strip() for c in changes]
        return [line for line in lines if line]

    assert side(Op.ADDED) == [line for line in old.split("\n\n") if line]
    assert side(Op.REMOVED) == [line for line in new.split("\n\n") if line]
