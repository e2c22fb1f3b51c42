from __future__ import annotations

from organisations.documentation import permissions_page
from organisations.management.commands.write_permissions import PAGE
from organisations.permissions import Can


def test_page_of_permissions_is_not_stale():
    assert PAGE.read_text(encoding="utf-8") == permissions_page(), "run manage.py write_permissions"


def test_page_names_every_right():
    page = permissions_page()

    assert [right.name for right in Can if f"`{right.name}`" not in page] == []
