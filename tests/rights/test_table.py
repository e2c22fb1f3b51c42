"""Every address, verb, role and relation of tests/rights/table.py is tried, and every address has a row."""

from __future__ import annotations

from collections import defaultdict

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

from tests.once import made_once, rolled_back
from tests.rights import world as worlds
from tests.rights.table import ROLES, addresses, cells, is_brief

pytestmark = pytest.mark.django_db
NOT_OURS: set[str] = set()  # addresses that need no row, with a reason; none so far
BRIEF, REST = defaultdict(list), defaultdict(list)
for each in cells():
    # what a closed document shows to whom is asked of PostgreSQL in the long run: the rule is the same text
    daily = is_brief(each) and not (connection.vendor == "postgresql" and each.state == "closed_in_force")
    (BRIEF if daily else REST)[each.address].append(each)


def every_address(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from every_address(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"


def test_every_address_has_a_row_and_every_row_an_address():
    ours = set(every_address(get_resolver())) - NOT_OURS

    assert addresses() == ours


def test_every_cell_stands_once(record_property):
    found = cells()
    keys = [(cell.address, cell.verb, cell.role, cell.state) for cell in found]

    assert len(set(keys)) == len(keys)
    assert {cell.role for cell in found} == set(ROLES)
    brief, rest = sum(map(len, BRIEF.values())), sum(map(len, REST.values()))
    assert brief + rest == len(found)
    record_property(
        "figure",
        f"cells of the rights table: {len(found)} = {brief} + {rest} run, {len(addresses())} addresses",
    )


world = made_once(worlds.make_world)


def answer(world, cell):
    """What the product answers, in the words of the table; with what changed, in the answer itself."""
    watch = worlds.Watch()
    with rolled_back():
        client, where = worlds.client_of(world, cell.role), worlds.path(world, cell.address, cell.state)
        typed = worlds.body(world, cell.address, cell.state, cell.role) if cell.verb == "POST" else None
        with connection.execute_wrapper(watch):
            response = client.post(where, typed) if typed is not None else client.generic(cell.verb, where)
        changed = bool(watch.written) and worlds.everything() != world.untouched
        told = worlds.acts_told() > world.happened
    return named(response, cell, changed=changed, told=told)


def named(response, cell, *, changed, told):
    status = response.status_code
    if status in (200, 302) and changed and not told:
        return "kept"
    if status == 409 and changed and not told:
        return "late"
    if status == 403 and "signed_out.html" in {template.name for template in response.templates}:
        return "in" if not changed and not told else "in, and changed something"
    if changed and not told:
        return f"{status}, and changed something that the log does not tell"
    if told and (status == 204 or (status == 200 and not changed)):
        return "told"  # what a script keeps, or an export that is told of
    if status == 302 and response.url.startswith("/sign-in/?next="):
        return "in" if not changed and not told else "in, and changed something"
    if status == 302:
        return "done" if told else "again"
    return f"{status}, and changed something" if changed or told else str(status)


@pytest.mark.parametrize("address", BRIEF)
def test_every_cell_of_an_address(world, address, record_property, settings):
    settings.ACCOUNT_RATE_LIMITS = False

    wrong = [
        str(cell) + f", not {found}" for cell, found in tried(world, BRIEF[address]) if found != cell.expected
    ]

    assert wrong == [], "\n".join(wrong)
    record_property("figure", figure(address, BRIEF[address], wrong))


@pytest.mark.long
@pytest.mark.parametrize("address", REST)
def test_every_other_state_of_an_address(world, address, record_property, settings):
    wrong = [
        str(cell) + f", not {found}" for cell, found in tried(world, REST[address]) if found != cell.expected
    ]

    assert wrong == [], "\n".join(wrong)
    record_property("figure", figure(address, REST[address], wrong))


def tried(world, asked):
    for cell in asked:
        cache.clear()
        yield cell, answer(world, cell)


def figure(address, asked, wrong):
    return f"{address}: cells: {len(asked)} = {len(asked)} run = {len(asked) - len(wrong)} as expected"
