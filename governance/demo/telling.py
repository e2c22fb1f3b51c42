"""What the people of invented Northshire are told: all that waits for them, some of it read, one e-mail undelivered."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.demo.world import COUNCIL
from governance.models import Mail, Notification
from governance.models.notification import Topic
from governance.notices.outbox import refresh_due
from governance.notices.refreshing import refresh_all

SINCE = {Topic.APPROVAL: 1, Topic.READING: 4, Topic.REVIEW: 5}  # days
UNREACHED = f"leah.abbott@{COUNCIL.domain}"


@transaction.atomic
def tell() -> int:
    """Returns how many notifications were made. No e-mail goes to people who do not exist."""
    now = timezone.now()
    before = set(Notification.objects.values_list("pk", flat=True))
    refresh_due(now)
    refresh_all(now=now)
    made = Notification.objects.exclude(pk__in=before)
    mails = Mail.objects.waiting().filter(notifications__in=made, person__email__endswith=".example")
    failed = Mail.objects.filter(pk__in=mails.filter(person__email=UNREACHED).values("pk")[:1])
    failed.update(
        attempts=1,
        address=UNREACHED,
        given_up_at=now,
        error=_("The mail server refused the address or the message (%(code)d).") % {"code": 550},
    )
    Mail.objects.waiting().filter(pk__in=mails.values("pk")).update(dropped_at=now)
    for topic, days in SINCE.items():
        made.filter(topic=topic).update(made_at=F("made_at") - timedelta(days=days))
    lasts = made.values("person").annotate(last=Max("pk"), number=Count("pk")).filter(number__gt=1)
    made.filter(pk__in=[row["last"] for row in lasts]).update(read_at=now)
    return made.count()
