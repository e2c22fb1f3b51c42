"""What the editor's script asks for while somebody types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from governance.forms.sections import UnsavedForm
from governance.presenting.text import read_as
from governance.views.editing import kept
from governance.views.section_fetch import last_saved, open_section
from governance.views.working import MOVED
from organisations.views.acting import REFUSED


@require_POST
def autosave(request: HttpRequest, reference: str, number: str, key: str) -> JsonResponse:
    """Keeps what was typed; no act, no line in the log. JSON: `said` is a sentence for the person.

    409: the version left draft, or somebody saved the section since; then the text is kept all the same.
    422: too long.
    """
    writing = open_section(request, reference, number, key)
    form = UnsavedForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"said": _("Your text could not be kept. Save it.")}, status=REFUSED)
    section, base = writing.section, form.cleaned_data["base"] or 0
    refused = kept(writing, form.cleaned_data["body"], base)
    if refused:
        return JsonResponse({"said": refused}, status=REFUSED if writing.version.is_draft else MOVED)
    now = formats.date_format(timezone.localtime(), "g:ia").replace(".", "")
    if base != section.lock:
        saved = last_saved(section)
        who = str(saved.by) if saved and saved.by else _("Somebody")
        said = _("%(who)s saved this section since you opened it. Your text is safe: saving shows you both.")
        return JsonResponse({"said": said % {"who": who}}, status=MOVED)
    return JsonResponse({"said": _("Draft kept at %(time)s") % {"time": now}})


@require_POST
def preview(request: HttpRequest, reference: str, number: str, key: str) -> HttpResponse:
    """The typed text as it will be read: a piece of a page for the editor's side pane."""
    writing = open_section(request, reference, number, key)
    form = UnsavedForm(request.POST)
    form.is_valid()
    heading = request.POST.get("heading", "").strip() or writing.section.heading
    context = {
        "text": read_as(writing.version, form.cleaned_data.get("body", "")),
        "heading": heading,
        "place": writing.others.index(writing.section) + 1,
    }
    return render(request, "governance/_preview.html", context)
