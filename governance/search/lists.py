"""The same index for the text filter of a list."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from governance.models import SearchEntry, SearchName
from governance.search.engine import engine
from governance.search.words import Terms, plain

if TYPE_CHECKING:
    from organisations.permissions import Person


def documents_matching(person: Person, query: str, on: date) -> QuerySet[SearchEntry, UUID | None]:
    """Keys of the documents in force that hold all these words in one place, or are called so: for `pk__in`.

    Only what the person may read counts. A search of nothing but common words matches no text. Asks at once for what
    is called so, since an engine that does not know how many there are reads the whole index.
    """
    terms, name = Terms.of(query), plain(query)
    rows = SearchEntry.objects.visible_to(person).valid(on).filter(document__isnull=False)
    names = SearchName.objects.filter(name=name).values("entry")
    called = Q(pk__in=list(rows.filter(pk__in=names).values_list("pk", flat=True)))
    found = rows.filter(called | Q(engine().matching([terms.words]))) if terms.words else rows.filter(called)
    return found.values_list("document", flat=True)
