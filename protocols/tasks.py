"""The tasks of this app. Each may run more than once, so each is safe to repeat."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from audit.actors import job
from governance.jobs.errors import GivenUp, TryAgain
from governance.pdf.errors import PdfRefused, PdfUnavailable


@task()
def send_invitations() -> None:
    """Sends the letters of invitation that are due."""
    from protocols.services import posting  # brings in the machinery of mail, which only the worker needs

    posting.send_due()


@task()
def make_signed_copies() -> None:
    """Makes the signed copy of each version about which something was stated since the last one."""
    from protocols.services import certificates  # brings in the machinery of PDF, which only the worker needs

    try:
        certificates.make_due(by=job("make_signed_copies"))
    except PdfRefused as reason:
        raise GivenUp(str(reason)) from reason
    except PdfUnavailable as reason:
        raise TryAgain(str(reason)) from reason


@task()
def decide_succession(
    predecessor: str, successor: str, person: str, then: str, reason: str, documents: str
) -> dict[str, str]:
    """Decides about many agreements of a predecessor, for the person who asked for it."""
    from protocols.services import taking_over  # above the leaf files of this app

    body, heir = taking_over.decide_now(predecessor, successor, person, then, reason, documents)
    return {
        "href": reverse("protocols:succession-of", args=[heir.code, body.code]),
        "text": _("What was decided about %(body)s") % {"body": body.name},
    }
