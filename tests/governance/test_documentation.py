from __future__ import annotations

from io import StringIO

from django.core.management import call_command

from governance.documentation import lifecycles_page
from governance.lifecycle import LIFECYCLES
from governance.management.commands.write_lifecycles import PAGE


def test_page_of_lifecycles_is_not_stale():
    assert PAGE.read_text(encoding="utf-8") == lifecycles_page(), "run manage.py write_lifecycles"


def test_page_draws_every_move_and_no_other():
    drawn = [line.strip() for line in lifecycles_page().splitlines() if "-->" in line and "[*]" not in line]
    moves = [
        f"{here} --> {there}"
        for lifecycle in LIFECYCLES
        for here, allowed in lifecycle.moves.items()
        for there in allowed
    ]

    assert sorted(drawn) == sorted(moves)


def test_command_writes_the_page(tmp_path):
    out = StringIO()

    call_command("write_lifecycles", output=tmp_path / "page.md", stdout=out)

    assert (tmp_path / "page.md").read_text(encoding="utf-8") == lifecycles_page()
    assert out.getvalue().strip() == str(tmp_path / "page.md")
