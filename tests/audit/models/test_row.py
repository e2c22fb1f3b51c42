"""What stands on one line can be seen, and is read in the order in which it is written."""

import pytest
from django.core.exceptions import ValidationError

from audit.models.row import fault_of_line
from organisations.models import Organisation


@pytest.mark.parametrize(
    "text", ["", "Code of Practice", "Cyngor Sir Ynys Môn", "क्\u200dष", "👩\u200d⚕️ team", "شرطة", "a\u00a0b"]
)
def test_a_line_that_people_can_read(text):
    assert fault_of_line(text) == ""


@pytest.mark.parametrize(
    "text", ["a\u202eb", "\u200b", "a\x1bb", "line\nline", "\u2066a", "a\ufeff", "a\u2028b"]
)
def test_a_sign_that_cannot_be_seen(text):
    assert fault_of_line(text).startswith("This has a sign that cannot be seen")


@pytest.mark.parametrize("text", [" ", "\u00a0\u3000"])
def test_a_line_of_spaces(text):
    assert fault_of_line(text) == "This has nothing that can be seen. Use letters or numbers."


def test_every_row_refuses_them_beside_its_own_rules():
    with pytest.raises(ValidationError) as refused:
        Organisation(code="ncc", name="North\u202eshire").clean_fields()

    assert set(refused.value.error_dict) >= {"code", "name"}
