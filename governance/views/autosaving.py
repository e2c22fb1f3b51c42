"""What the editor's script asks for while somebody types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from governance.forms.sections import UnsavedForm
from governance.presenting.outdated import pointing
from governance.presenting.text import read_as
from governance.services.presence import beat
from governance.views.editing import kept
from governance.views.section_fetch import Gone, Writing, last_saved, open_section
from governance.views.working import MOVED
from organisations.views.acting import REFUSED


@require_POST
def autosave(request: HttpRequest, reference: str, number: str, key: str) -> JsonResponse:
    """Keeps what was typed; no act, no line in the log. JSON: `said` is a sentence for the person, and `pointed` what
    the text names of the past, as a piece of the page.

    409: the version left draft, or somebody saved the section since; the text is kept all the same. 422: too long.
    """
    try:
        writing = open_section(request, reference, number, key)
    except Gone:
        said = _("This section was removed. Your text is still in this page: copy it.")
        return JsonResponse({"said": said}, status=MOVED)
    form = UnsavedForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"said": _("Your text could not be kept. Save it.")}, status=REFUSED)
    section, base = writing.section, form.cleaned_data["base"] or 0
    beat(section, writing.person)
    refused = kept(writing, form.cleaned_data["body"], base, form.cleaned_data["heading"])
    if refused:
        return JsonResponse({"said": refused}, status=REFUSED)
    if not writing.version.is_draft:
        said = _(
            "Version %(number)s is frozen, because it left draft. Your text is kept, but it is not saved."
        )
        return JsonResponse({"said": said % {"number": writing.version.number}}, status=MOVED)
    now = formats.date_format(timezone.localtime(), "g:ia").replace(".", "")
    if base != section.lock:
        saved = last_saved(section)
        who = str(saved.by) if saved and saved.by else _("Somebody")
        said = _("%(who)s saved this section since you opened it. Your text is safe: saving shows you both.")
        return JsonResponse({"said": said % {"who": who}}, status=MOVED)
    return JsonResponse(
        {
            "said": _("Draft kept at %(time)s") % {"time": now},
            "pointed": _pointed(writing, form.cleaned_data["body"]),
        }
    )


def _pointed(writing: Writing, text: str) -> str:
    """The piece of the page that tells which names of law and bodies may be out of date."""
    return render_to_string("governance/_outdated.html", {"pointing": pointing(writing.section, text)})


@require_POST
def preview(request: HttpRequest, reference: str, number: str, key: str) -> HttpResponse:
    """The typed text as it will be read: a piece of a page for the editor's side pane."""
    writing = open_section(request, reference, number, key)
    form = UnsavedForm(request.POST)
    form.is_valid()
    heading = request.POST.get("heading", "").strip() or writing.section.heading
    text = form.cleaned_data.get("body", "")
    context = {
        "text": read_as(writing.version, text),
        "pointing": pointing(writing.section, text),
        "heading": heading,
        "place": writing.others.index(writing.section) + 1,
    }
    return render(request, "governance/_preview_answer.html", context)
