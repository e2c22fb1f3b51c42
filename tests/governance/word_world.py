"""Word files on their way, for tests."""

from __future__ import annotations

from governance import registry
from governance.files.types import check
from governance.jobs.running import run_now
from governance.services import word_imports
from tests.factories.governance import CODE
from tests.factories.word import policy_docx


def uploaded_word(people, content=None, name="policy.docx", **wanted):
    return word_imports.upload(
        people.organisation,
        file=check(name, content or policy_docx()),
        kind=registry.kind(CODE),
        by=people.officer,
        **{"language": "en-gb", **wanted},
    )


def read_word(people, content=None, **wanted):
    """Uploaded, and looked at by the job."""
    found = uploaded_word(people, content, **wanted)
    run_now(found.job)
    found.refresh_from_db()
    return found
