"""New versions of templates, to whoever looks after a document that follows one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.models import Document
from governance.models.notification import Topic
from governance.notices.notice import Notice, Scope
from governance.notices.people import keepers_of


def notices(scope: Scope, on: date) -> Iterator[Notice]:
    """Three queries."""
    mine = Document.objects.filter(pk__in=scope.documents)
    news = {reference: (number, day) for _title, reference, _name, number, day in mine.template_news()}
    if not news:
        return
    documents = list(mine.filter(reference__in=news).for_list())
    keepers = keepers_of((document.organisation_id for document in documents), on)
    for document in documents:
        number, day = news[document.reference]
        words = {"number": number, "day": date_format(day, "j F Y")}
        for person in keepers.of(document):
            yield Notice(
                person,
                Topic.TEMPLATE,
                f"template:{document.pk}:{number}",
                _("Look at the new template for %(title)s") % {"title": document.title},
                f"{_('Version %(number)d of the template came on %(day)s.') % words} {document.organisation.name}",
                reverse("governance:adopted", args=[document.reference]),
                document.organisation_id,
                document.pk,
            )
