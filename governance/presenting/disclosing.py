"""What a page says of what is withheld: to the public that something is, why and whom to ask; to others what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.models import DocumentVersion
from governance.presenting.positions import Call
from governance.presenting.shelf import Shelf
from organisations.models import Contact
from organisations.models.contact import Purpose


@dataclass(frozen=True)
class Notice:
    """One panel above the text. `href` and `link` lead on, where there is somewhere to go; `calls`: whom to ask."""

    title: str
    reason: str
    text: str
    href: str = ""
    link: str = ""
    calls: Sequence[Call] = ()


def notice(version: DocumentVersion, shelf: Shelf, *, address: str = "") -> Notice | None:
    """None where nothing is withheld from anybody. One query for a reader who does not read the whole.

    `address`: that of the page, which shows what the public sees when it is asked for.
    """
    seen = shelf.seen_of(version)
    if not seen.withholds and not shelf.is_preview:
        return None
    if shelf.is_preview:
        text = _("You read more than that. Nothing is changed by looking.")
        return Notice(
            _("This is what the public sees"), seen.reason, text, address, _("Back to the whole text")
        )
    if seen.is_whole:
        return Notice(
            _("The public does not read this text")
            if seen.is_metadata
            else _("The public does not read all of this"),
            seen.reason,
            _("You read the whole, because of your organisation or the access that you were given."),
            f"{address}?as=public",
            _("See it as the public does"),
        )
    return Notice(
        _("The text of this document is withheld")
        if seen.is_metadata
        else _("Parts of this document are withheld"),
        seen.reason,
        _(
            "You can ask %(organisation)s for what is not published. That it is withheld is no reason not to share: "
            "use your judgement as before."
        )
        % {"organisation": version.organisation.name},
        calls=_whom_to_ask(version),
    )


def _whom_to_ask(version: DocumentVersion) -> list[Call]:
    """The desk for such requests; else that for general enquiries; none where the organisation names neither."""
    found = Contact.objects.filter(
        organisation=version.document.organisation_id, purpose__in=[Purpose.REQUESTS, Purpose.GENERAL]
    )
    contacts = list(found)
    wanted = [contact for contact in contacts if contact.purpose == Purpose.REQUESTS]
    return [Call(contact) for contact in wanted or contacts]


def decision_of(version: DocumentVersion) -> str:
    """The address of the page where it is decided what the public reads."""
    return reverse("governance:disclosure", args=[version.document.reference, version.number])
