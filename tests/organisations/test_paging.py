from __future__ import annotations

import pytest

from organisations.models import Organisation
from organisations.paging import keyset_page
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db
ORDERS = [
    ("name", "code"),
    ("-name", "-code"),
    ("-name", "code"),
    ("name", "-code"),
]


@pytest.fixture
def rows():
    for code, name in [
        ("AA", "One"),
        ("BB", "Two"),
        ("CC", "One"),
        ("DD", "Three"),
        ("EE", "Two"),
        ("FF", "One"),
    ]:
        make_organisation(code, name=name)
    return Organisation.objects.all()


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 2, 4, 7])
def test_pages_forwards_and_back_hold_every_row_once_in_order(rows, order, size):
    whole = list(rows.order_by(*order))
    pages = [keyset_page(rows, order, size=size)]
    while pages[-1].later:
        pages.append(keyset_page(rows, order, size=size, after=pages[-1].later))
    back = [pages[-1]]
    while back[-1].earlier:
        back.append(keyset_page(rows, order, size=size, before=back[-1].earlier))

    assert [row for page in pages for row in page.rows] == whole
    assert [row for page in reversed(back) for row in page.rows] == whole
    assert pages[0].earlier is None
    assert pages[-1].later is None


def test_a_page_is_one_query(rows, django_assert_num_queries):
    start = rows.get(code="BB")

    with django_assert_num_queries(1):
        keyset_page(rows, ("-name", "code"), size=2, after=start)
