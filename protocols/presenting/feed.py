"""The changes of the register as an Atom feed, each told in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from io import StringIO

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from governance.rows import FieldChange
from protocols.models import RegisterEntry
from protocols.presenting.changes import sentences

NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PURPOSE_WORDS = 60


class _Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """Of an empty feed always the same moment, so that nothing is new where nothing happened."""
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=datetime(2000, 1, 1, tzinfo=UTC))


def atom(entries: Iterable[RegisterEntry]) -> str:
    base = settings.PUBLIC_BASE_URL
    feed = _Feed(
        title=_("%(service)s: changes of the register") % {"service": settings.SERVICE_NAME},
        link=base + reverse("protocols:register"),
        feed_url=base + reverse("protocols:register-feed"),
        description=_("New agreements, and what changed in others. Open Government Licence v3.0."),
        language=settings.LANGUAGE_CODE,
        feed_copyright=_("Open Government Licence v3.0"),
    )
    for entry in entries:
        link = base + reverse("protocols:agreement-version", args=[entry.reference, entry.number])
        feed.add_item(
            title=_plain(_title(entry)),
            link=link,
            unique_id=link,
            description=format_html_join("\n", "<p>{}</p>", ((_plain(text),) for text in told(entry))),
            pubdate=entry.published_at,
            updateddate=entry.published_at,
        )
    out = StringIO()
    feed.write(out, "utf-8")
    return out.getvalue()


def told(entry: RegisterEntry) -> list[str]:
    """What a version changed; of a first one, what it is."""
    if entry.changes:
        return sentences(FieldChange(**change) for change in entry.changes)
    words = {"title": entry.title, "parties": entry.parties_in_words}
    if not entry.is_first:
        return [_("Published again: %(title)s, between %(parties)s.") % words]
    new = _("New in the register: %(title)s, between %(parties)s.") % words
    purpose = Truncator(" ".join(entry.purpose.split())).words(PURPOSE_WORDS)
    return [new, purpose] if purpose else [new]


def _title(entry: RegisterEntry) -> str:
    words = {"reference": entry.reference, "title": entry.title, "number": entry.number}
    if entry.is_first:
        return _("%(reference)s %(title)s: new agreement") % words
    return _("%(reference)s %(title)s: version %(number)s") % words


def _plain(text: str) -> str:
    """Without the signs that XML cannot hold."""
    return NOT_IN_XML.sub("", text)
