"""What people are told, and e-mails, as rows: without the causes that would make them."""

from __future__ import annotations

from django.utils import timezone

from audit.identifiers import new_id
from governance.models import Mail, Notification
from governance.models.notification import Topic


def make_notification(person, text="Read it", *, topic=Topic.READING, href="/reading/", **more):
    fields = {"made_at": timezone.now(), "key": f"test:{new_id()}", **more}
    return Notification.objects.create(person=person, topic=topic, text=text, href=href, **fields)


def make_mail(person, **more):
    """With one notification that it tells of, which the person has read on the page."""
    now = timezone.now()
    fields = {"made_at": now, "due_at": now, "message_id": f"<{new_id()}@tests>", **more}
    mail = Mail.objects.create(person=person, **fields)
    make_notification(person, "What it tells", read_at=now, mail=mail)
    return mail
