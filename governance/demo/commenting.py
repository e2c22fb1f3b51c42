"""What colleagues ask on the version that the county council of invented Northshire has in review."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from governance.content.code_of_practice import CODE_OF_PRACTICE
from governance.models import CommentAudience, CommentThread, DocumentVersion
from governance.registry import add_chapter
from governance.services.comments import comment
from organisations.models import Organisation, User

ASKED = (
    ("manager", "incidents", "Does the Emergency Duty Team know that we name it here?"),
    ("approver", "training", "Is the yearly course long enough for those who start at the front door?"),
)


def enter_comments(bodies: Mapping[str, Organisation], today: date) -> int:
    """Asks, unless somebody has commented. Returns how many comments that were."""
    del today  # comments are of the moment
    council = bodies.get("NCC")
    in_review = DocumentVersion.objects.in_review().filter(document__organisation=council)
    version = in_review.filter(document__kind=CODE_OF_PRACTICE.key).first()
    if (
        council is None
        or version is None
        or CommentThread.objects.filter(document=version.document_id).exists()
    ):
        return 0
    people = {user.email.partition("@")[0]: user for user in User.objects.members_of(council)}
    for mailbox, key, text in ASKED:
        section = version.sections.get(key=key)
        comment(section, by=people[mailbox], text=text, audience=CommentAudience.ORGANISATION)
    return len(ASKED)


add_chapter("comments", enter_comments)
