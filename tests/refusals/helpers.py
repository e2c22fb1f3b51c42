"""What the tests of refusals share: a document and its versions by name, pages asked for, all that is stored."""

from __future__ import annotations

import hashlib
from html import unescape

from django.apps import apps
from django.core.serializers import serialize
from django.urls import reverse

from audit.models import Event
from audit.verbs import VERBS

ASIDE = {"sessions.Session", "governance.SectionDraft", "governance.Presence"}  # change without an act
LOG = "audit."  # a refusal is logged, too; no event of an act may be


def url(name, version, *more):
    return reverse(f"governance:{name}", args=[version.document.reference, version.number, *more])


def words(response):
    """The page as text for people: signs that HTML must escape stand for themselves."""
    return unescape(response.content.decode())


def stored():
    """A print of every table that acts may change, and which events of acts there are."""
    prints = {}
    for model in apps.get_models():
        label = model._meta.label
        if label not in ASIDE and not label.startswith(LOG):
            rows = serialize("json", model._base_manager.order_by("pk"))
            prints[label] = hashlib.sha256(rows.encode()).hexdigest()
    prints["events of acts"] = {event.pk for event in Event.objects.all() if VERBS[event.verb].changes_data}
    return prints


def changed(before):
    """Names of what differs from a print taken before."""
    after = stored()
    return sorted(name for name in before if before[name] != after[name])


def signed_in(client, person):
    """The client of that person. Signing in is in the log, so it comes before a print of what is stored."""
    client.force_login(person)
    client.get(reverse("page-help"))
    return client
