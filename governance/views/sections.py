from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from audit.errors import InvalidMove
from governance.errors import Conflict
from governance.forms.sections import MoveForm, NewSectionForm, SectionForm
from governance.models import Section
from governance.presenting.outdated import words_of
from governance.services.presence import beat, leave
from governance.services.references import mark_meant, question_again
from governance.services.sections import (
    add_section,
    discard_draft,
    move_section,
    remove_section,
    save_section,
)
from governance.views.commenting import BUTTON, do
from governance.views.editing import Page, editor, gone, keep_typed, place_of, stale, too_late
from governance.views.outlining import absent
from governance.views.section_fetch import Gone, Writing, open_section, unsaved
from governance.views.working import address, follows, moved_on, open_version, to_draft
from organisations.permissions import Can
from organisations.views.acting import REFUSED, add_errors, answer, fitted, posted


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, reference: str, number: str, key: str) -> HttpResponse:
    """The editor. A button of its form saves, previews, puts two texts together, throws unsaved text away, or does
    something with a comment."""
    try:
        writing = open_section(request, reference, number, key)
    except Gone as missing:
        if request.method != "POST":
            raise
        return gone(request, missing.version)
    typed = request.POST if request.method == "POST" else None
    if typed is not None and BUTTON in typed:
        return _commented(request, writing, typed)
    if typed is not None and ("discard" in typed or "theirs" in typed):
        return _thrown_away(request, writing)
    if not writing.version.is_draft:
        return too_late(request, writing, typed)
    beat(writing.section, writing.person)
    if typed is None:
        return editor(request, writing, Page.of(writing, unsaved(writing.section, writing.person)))
    if "meant" in typed or "question" in typed:
        return _meant(request, writing, typed)
    if "preview" in typed or "combine" in typed:
        keep_typed(writing, typed)  # too long a text stays in the page
        return editor(request, writing, Page.typed(writing, typed))
    page = Page(SectionForm(typed, section=writing.section, initial={}))
    return _saved(request, writing, page) if page.form.is_valid() else editor(request, writing, page)


def _meant(request: HttpRequest, writing: Writing, typed: QueryDict) -> HttpResponse:
    """Marks a name of the past as meant, or has it pointed out again. What was typed stays in the box, not saved."""
    section, person = writing.section, writing.person
    meant, again = typed.get("meant", ""), typed.get("question", "")
    try:
        if meant:
            found = words_of(typed.get("body", ""), meant)
            mark_meant(section, by=person, reference=meant, words=found)
        else:
            question_again(section, by=person, reference=again)
    except InvalidMove as refused:
        return too_late(request, writing, typed, refused)
    except ValidationError as refused:
        messages.info(request, refused.messages[0])
    return editor(request, writing, Page.typed(writing, typed))


def _commented(request: HttpRequest, writing: Writing, typed: QueryDict) -> HttpResponse:
    """The text that was being written comes with every button, and is kept before anything else is done."""
    unkept = keep_typed(writing, typed)
    try:
        deed = do(place_of(writing), typed)
    except InvalidMove as refused:
        return moved_on(request, writing.version, refused)
    if deed.refused is None:
        messages.success(request, deed.said)
        if not unkept:
            return redirect(address("section-edit", writing.version, writing.section.key) + "#comments")
    elif not writing.version.is_draft:
        return moved_on(request, writing.version)
    if unkept:
        messages.error(request, unkept)
    page = Page.typed(writing, typed)
    page.refused = deed.refused
    return editor(request, writing, page)


def _thrown_away(request: HttpRequest, writing: Writing) -> HttpResponse:
    discard_draft(writing.section, writing.person)
    if "theirs" in request.POST:
        messages.success(request, _("The saved text stays as it is."))
        return to_draft(writing.version, f"#section-{writing.section.key}")
    if writing.version.is_draft:
        messages.success(request, _("The unsaved text is thrown away. Below is the saved text."))
    else:
        messages.success(request, _("The unsaved text is thrown away."))
    return redirect(address("section-edit", writing.version, writing.section.key))


def _saved(request: HttpRequest, writing: Writing, page: Page) -> HttpResponse:
    version, section = writing.version, writing.section
    wanted = page.form.cleaned_data
    try:
        _save(writing, page.form)
    except Conflict as conflict:
        return stale(request, writing, conflict, base=wanted["base"], heading=page.form.heading_typed)
    except InvalidMove as refused:
        return too_late(request, writing, request.POST, refused)
    except ValidationError as refused:
        if getattr(refused, "code", "") == "too_long":
            refused = ValidationError({"body": refused})
        add_errors(page.form, refused)
        return editor(request, writing, page)
    messages.success(
        request, _("“%(heading)s” is saved.") % {"heading": page.form.heading_typed or section.heading}
    )
    if "next" in request.POST:
        leave(section, writing.person)
    if "next" in request.POST and writing.next is not None:
        return redirect(address("section-edit", version, writing.next.key))
    if "next" in request.POST:
        return to_draft(version)
    return redirect(address("section-edit", version, section.key))


def _save(writing: Writing, form: SectionForm) -> Section:
    wanted = form.cleaned_data
    return save_section(
        writing.section,
        by=writing.person,
        body=wanted["body"],
        base=wanted["base"],
        heading=form.heading_typed,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@follows
def add(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    person, version = open_version(request, reference, number, Can.DRAFT)
    if not version.is_draft:
        return moved_on(request, version)
    form = NewSectionForm.of(version, posted(request), request.GET.get("heading", ""))
    made: list[Section] = []
    if form.is_valid():
        wanted = form.cleaned_data
        made += version.sections.filter(pk=wanted["once"]) if wanted["once"] else []
        if made or fitted(
            form,
            lambda: made.append(
                add_section(
                    version, by=person, heading=wanted["heading"], after=wanted["after"], pk=wanted["once"]
                )
            ),
        ):
            messages.success(request, _("The section is added. Write its text below."))
            return redirect(address("section-edit", version, made[0].key))
    context: dict[str, object] = {"version": version, "document": version.document, "absent": absent(version)}
    return answer(request, "governance/section_add.html", context, form)


@require_POST
def move(request: HttpRequest, reference: str, number: str, key: str) -> HttpResponse:
    """One place up or down, if the section still stands where the person saw it."""
    person, version, section, others = open_section(request, reference, number, key)
    if not version.is_draft:
        return moved_on(request, version)
    form = MoveForm(request.POST)
    if form.is_valid() and form.cleaned_data["seen"] == section.position:
        section = move_section(section, by=person, to=form.cleaned_data["to"])
        place = {"heading": section.heading, "place": section.position, "total": len(others)}
        messages.success(request, _("“%(heading)s” is section %(place)d of %(total)d now.") % place)
    else:
        messages.info(request, _("The order was changed meanwhile. Nothing was moved."))
    return to_draft(version, f"?arrange#section-{section.key}")


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, reference: str, number: str, key: str) -> HttpResponse:
    person, version = open_version(request, reference, number, Can.DRAFT)
    if not version.is_draft:
        return moved_on(request, version)
    if request.method == "POST" and not version.sections.filter(key=key).exists():
        messages.info(request, _("This section is removed already."))
        return to_draft(version)
    section = open_section(request, reference, number, key).section
    if request.method != "POST":
        return _confirm_removal(request, section, "")
    try:
        remove_section(section, by=person)
    except InvalidMove as refused:
        return moved_on(request, version, refused)
    except ValidationError as refused:
        return _confirm_removal(request, section, refused.messages[0])
    messages.success(
        request,
        _("“%(heading)s” is removed. Its text stays in the history.") % {"heading": section.heading},
    )
    return to_draft(version)


def _confirm_removal(request: HttpRequest, section: Section, refused: str) -> HttpResponse:
    version = section.version
    context = {"section": section, "version": version, "document": version.document, "refused": refused}
    return render(request, "governance/section_remove.html", context, status=REFUSED if refused else 200)
