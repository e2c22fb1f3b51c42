"""Short addresses: what is said on the telephone, printed on a poster, read by a camera."""

from __future__ import annotations

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from governance.views.fetch import shelf


@login_not_required
@require_safe
def short(request: HttpRequest, reference: str) -> HttpResponse:
    """From the reference alone to the page of the document; 404 for one that the person may not know of."""
    _person, document, _versions = shelf(request, reference)
    return redirect(document)


@login_not_required
@require_safe
def poster(request: HttpRequest, reference: str) -> HttpResponse:
    """The short address and its QR code, to be printed; 404 unless anyone may read the document today."""
    _person, document, versions = shelf(request, reference)
    if not document.is_open_to_all or versions.in_force is None:
        raise Http404
    address = f"{settings.PUBLIC_BASE_URL}{reverse('governance:short', args=[document.reference])}"
    context = {
        "document": document,
        "version": versions.in_force,
        "address": address,
        "shown": address.split("://", 1)[-1],
        "code": segno.make(address, error="m", micro=False).svg_data_uri(border=4, scale=8),
    }
    return render(request, "governance/poster.html", context)
