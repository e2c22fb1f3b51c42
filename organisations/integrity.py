"""What this app adds to the check of the log: every logo is the picture that its key and an event name."""

from __future__ import annotations

from collections.abc import Iterator

from audit import verification
from audit.models import Event
from audit.verification import Fault
from organisations import events
from organisations.models import Logo


@verification.check
def logos() -> Iterator[Fault]:
    told = {
        event.facts.get("sha256"): event.pk
        for event in Event.objects.filter(verb__in=[events.LOGO_ADDED.name, events.LOGO_REPLACED.name])
    }
    for logo in Logo.objects.order_by("pk").iterator(chunk_size=50):
        if not logo.is_sound:
            yield Fault(
                f"The logo {logo.sha256} does not have the bytes that its fingerprint names.",
                told.get(logo.sha256),
            )
        elif logo.sha256 not in told:
            yield Fault(f"The logo {logo.sha256} is not one that the log tells of.")
