"""Between whom an agreement holds: who may rely on it with whom, since when, and for what."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance.presenting.text import text_of
from governance.withheld import part_of_rows
from organisations.views.acting import REFUSED
from protocols.forms.between import BetweenForm
from protocols.held import agreement_of as held
from protocols.presenting.between import Between
from protocols.views.fetch import agreement_of

ASKED = ("giver", "taker", "item")


@login_not_required
@require_safe
def between(request: HttpRequest, reference: str) -> HttpResponse:
    """Every pair of parties today; and an answer about two of them, with its reason.

    For whoever reads who takes part; 404 where that is withheld."""
    shelf = agreement_of(request, reference)
    version = shelf.shown
    if version is None or not shelf.found.seen_of(version).shows(part_of_rows("parties")):
        raise Http404
    from_paper = frozenset(entry.number for entry in shelf.entries.values() if entry.is_from_paper)
    text = text_of(version, shelf.found.seen_of(version))
    page = Between(held(shelf.document), shelf.on, text, from_paper)
    parties = [(body, page.name(body)) for body in page.bodies]
    is_asked = bool(request.GET.get("taker"))
    form = BetweenForm(request.GET if is_asked else None, parties=parties, items=page.items)
    context: dict[str, object] = {
        "document": shelf.document,
        "shelf": shelf,
        "version": version,
        "page": page,
        "form": form,
        "one": _one(request, page),
    }
    if form.is_valid():
        giver, taker, item = (form.cleaned_data[name] for name in ASKED)
        context |= {
            "answer": page.answer(giver, taker),
            "assurance": page.assurance(page.answer(giver, taker)),
            "sentence": page.sentence(giver, taker, item=item),
            "ways": page.ways(giver, taker),
        }
    status = REFUSED if form.errors else 200
    return render(request, "protocols/between.html", context, status=status)


def _one(request: HttpRequest, page: Between) -> object:
    """Of many parties the one that is looked at; the first unless the address names another."""
    if not page.is_large:
        return None
    asked = request.GET.get("giver", "")
    return next((line for line in page.lines if line.body == asked), page.lines[0])
