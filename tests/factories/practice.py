"""Statements of support with a signatory."""

from __future__ import annotations

from datetime import date

from governance.services import documents
from practice.kinds import SUPPORT_STATEMENT
from practice.services.signatory import name_signatory
from tests.factories.governance import draft_of

SIGNED = {"name": "Martin Heslop", "post": "Chief Executive", "signed_on": date(2026, 3, 2)}


def make_statement(organisation, by, title="We stand behind you", **control):
    """A statement with its starting texts and a signatory, version 1.0 in draft."""
    document = documents.create_document(organisation, kind=SUPPORT_STATEMENT, title=title, by=by, **control)
    name_signatory(draft_of(document), by=by, base=0, **SIGNED)
    return document
