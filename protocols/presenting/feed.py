"""The changes of the register as an Atom feed, each told in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
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


@dataclass(frozen=True)
class Told:
    """One item: what happened to a version of an agreement, when, and in sentences. `mark` ends its identity."""

    entry: RegisterEntry
    at: datetime
    title: str
    sentences: Sequence[str]
    mark: str = ""


def items(
    entries: Iterable[RegisterEntry], withdrawals: Iterable[RegisterEntry], most: int
) -> Sequence[Told]:
    """What came into this register and what was withdrawn, the newest first; at most so many."""
    found = [
        *(Told(entry, entry.entered_at, _title(entry), told(entry)) for entry in entries),
        *(_withdrawal(entry, entry.withdrawn_at) for entry in withdrawals if entry.withdrawn_at),
    ]
    return sorted(found, key=lambda item: item.at, reverse=True)[:most]


def atom(told: Iterable[Told]) -> str:
    base = settings.PUBLIC_BASE_URL
    feed = _Feed(
        title=_("%(service)s: changes of the register") % {"service": settings.SERVICE_NAME},
        link=base + reverse("protocols:register"),
        feed_url=base + reverse("protocols:register-feed"),
        description=_(
            "New agreements, what changed in others, and what was withdrawn. Open Government Licence v3.0."
        ),
        language=settings.LANGUAGE_CODE,
        feed_copyright=_("Open Government Licence v3.0"),
    )
    for item in told:
        named = [item.entry.reference, item.entry.number]
        link = base + reverse("protocols:agreement-version", args=named)
        feed.add_item(
            title=_plain(item.title),
            link=link,
            unique_id=link + item.mark,
            description=format_html_join("\n", "<p>{}</p>", ((_plain(text),) for text in item.sentences)),
            pubdate=item.at,
            updateddate=item.at,
        )
    out = StringIO()
    feed.write(out, "utf-8")
    return out.getvalue()


def told(entry: RegisterEntry) -> list[str]:
    """What a version changed; of a first one, what it is. Then when another register had published it."""
    return [*_news(entry), *_withheld(entry), *_elsewhere(entry)]


def _withheld(entry: RegisterEntry) -> list[str]:
    """That something is withheld, and why."""
    if not entry.why_withheld:
        return []
    return [_("Not everything is published: %(reason)s") % {"reason": entry.why_withheld}]


def _news(entry: RegisterEntry) -> list[str]:
    why = [entry.summary] if entry.summary else []
    if entry.changes:
        return [*why, *sentences(FieldChange(**change) for change in entry.changes)]
    words = {"title": entry.title, "parties": entry.parties_in_words}
    if not entry.is_first:
        return [*why, _("Published again: %(title)s, between %(parties)s.") % words]
    new = _("New in the register: %(title)s, between %(parties)s.") % words
    purpose = Truncator(" ".join(entry.purpose.split())).words(PURPOSE_WORDS)
    return [new, purpose] if purpose else [new]


def _elsewhere(entry: RegisterEntry) -> list[str]:
    """Where another register had published it, on a day before."""
    published_on = timezone.localdate(entry.published_at)
    if published_on == timezone.localdate(entry.entered_at):
        return []
    protocol = getattr(entry.document, "protocol", None)
    words = {"day": date_format(published_on, "j F Y"), "source": protocol.source if protocol else ""}
    if not words["source"]:
        return [_("Published elsewhere on %(day)s.") % words]
    return [_("Published on %(day)s. Recorded from: %(source)s.") % words]


def _withdrawal(entry: RegisterEntry, at: datetime) -> Told:
    words = {
        "reference": entry.reference,
        "title": entry.title,
        "number": entry.number,
        "day": date_format(timezone.localdate(at), "j F Y"),
    }
    title = _("%(reference)s %(title)s: version %(number)s withdrawn") % words
    said = [_("Version %(number)s was withdrawn on %(day)s.") % words, entry.version.withdrawal_reason]
    return Told(entry, at, title, said, mark="#withdrawn")


def _title(entry: RegisterEntry) -> str:
    words = {"reference": entry.reference, "title": entry.title, "number": entry.number}
    if entry.is_first:
        return _("%(reference)s %(title)s: new agreement") % words
    return _("%(reference)s %(title)s: version %(number)s") % words


def _plain(text: str) -> str:
    """Without the signs that XML cannot hold."""
    return NOT_IN_XML.sub("", text)
