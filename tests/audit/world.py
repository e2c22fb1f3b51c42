"""Acts on organisations, for the tests of the log."""

from __future__ import annotations

from audit.acts import act, record
from audit.verbs import declare
from organisations.models import Identifier, Organisation

FOUNDED = declare("testbody.founded", "founded a body", changes_data=True)
RENAMED = declare("testbody.renamed", "renamed a body", changes_data=True)
LOOKED_AT = declare("testbody.looked_at", "looked at a body", changes_data=False)


@act
def found(code, *, by, name="A body", facts=None, reason=""):
    body = Organisation(code=code, name=name)
    body.save()
    record(FOUNDED, body, by=by, audience=[body], facts=facts, reason=reason)
    return body


@act
def rename(body, *, by, name, then=lambda: None):
    body.name = name
    body.save(update_fields=["name"])
    then()
    record(RENAMED, body, by=by, audience=[body], facts={"name": name})
    return body


@act
def look_at(body, *, by):
    return record(LOOKED_AT, body, by=by, audience=[body])


@act
def identify(body, *, by, value):
    identifier = Identifier(organisation=body, scheme="ods", value=value)
    identifier.save()
    record(RENAMED, body, by=by, audience=[body], facts={"value": value})
    return identifier


@act
def run(thing, function, *, by):
    """Whatever a test wants to happen inside an act."""
    return function()
