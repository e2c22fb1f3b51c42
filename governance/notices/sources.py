"""All that people are told of: a list that the upper apps add to when they start."""

from __future__ import annotations

from governance.notices import access, approvals, comments, drafts, readings, reviews, templates
from governance.notices.notice import Source

_sources: list[Source] = [
    reviews.notices,
    access.notices,
    approvals.notices,
    drafts.notices,
    readings.notices,
    comments.notices,
    templates.notices,
]


def add(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def sources() -> tuple[Source, ...]:
    return tuple(_sources)
