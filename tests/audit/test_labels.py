from audit.labels import one_line


def test_one_line_joins_lines_and_drops_control_characters():
    assert one_line(" a\tb\n\x00c\ud800 ") == "a b c"


def test_one_line_is_cut_and_in_normal_form():
    assert one_line("e\u0301" * 400) == "\u00e9" * 300
