"""The pages of the editor: writing, a stale save, a save that came too late. None of them loses what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from audit.errors import InvalidMove
from governance.content.guidance import for_section
from governance.errors import Conflict
from governance.forms.sections import SectionForm
from governance.markdown import SECTION_LIMIT
from governance.merging import Mark, combine
from governance.models import DocumentVersion, SectionDraft
from governance.presenting.outdated import pointing
from governance.presenting.text import read_as
from governance.redline import BlockChange, Op, compare_text
from governance.services.presence import others_in
from governance.services.sections import keep_draft
from governance.services.steps import steps_of
from governance.views.commenting import Place, talks_of
from governance.views.section_fetch import Saved, Writing, last_saved, text_at, unsaved
from governance.views.working import MOVED
from organisations.models import User
from organisations.typed import typed_words
from organisations.views.acting import REFUSED

FORM = "editor"  # id of the editor's form element


@dataclass
class Page:
    """The editor with a form in it, and which of its buttons was pressed."""

    form: SectionForm
    kept: SectionDraft | None = None
    asks_preview: bool = False
    combines: bool = False
    refused: Form | None = None  # of a comment

    @classmethod
    def of(cls, writing: Writing, kept: SectionDraft | None) -> Page:
        """The saved text, or where there is text that the person did not save, that."""
        section = writing.section
        initial: dict[str, Any] = {"heading": section.heading, "body": section.body, "base": section.lock}
        if kept is not None:
            initial |= {"body": kept.text, "base": kept.base, "heading": kept.heading or section.heading}
        return cls(SectionForm(None, section=section, initial=initial), kept)

    @classmethod
    def typed(cls, writing: Writing, typed: QueryDict) -> Page:
        """What was typed, asked for as a preview or put together with the saved text: nothing is judged yet."""
        initial = {name: typed.get(name, "") for name in ("heading", "body", "base")}
        if "combine" in typed:
            initial |= _combined(writing, typed)
        form = SectionForm(None, section=writing.section, initial=initial)
        return cls(form, asks_preview="preview" in typed, combines="combine" in typed)


def editor(request: HttpRequest, writing: Writing, page: Page) -> HttpResponse:
    form, section = page.form, writing.section
    saved = last_saved(section, writing.person)
    text = form["body"].value() or ""
    context = {
        "form": form,
        "version": writing.version,
        "document": writing.version.document,
        "section": section,
        "number": writing.others.index(section) + 1,
        "total": len(writing.others),
        "following": writing.next,
        "kept": page.kept,
        "kept_is_stale": page.kept is not None and page.kept.base != section.lock,
        "preview": read_as(writing.version, text) if page.asks_preview else None,
        "preview_heading": (form["heading"].value() if form.has_own_heading else "") or section.heading,
        "combines": page.combines,
        "saved": saved if section.lock > 1 else None,
        "saved_by_me": saved is not None and saved.by == writing.person,
        "limit": SECTION_LIMIT,
        "pointing": pointing(section, text),
        "here": [
            each for each in others_in(writing.version, writing.person) if each.section_id == section.pk
        ],
        "talks": talks_of(place_of(writing), page.refused),
        "faulty": page.refused or form,
        "has_errors": page.refused is not None,
        "steps": steps_of(writing.version),
        "published_guidance": for_section(writing.version.document.kind, section.key),
    }
    refused = page.refused is not None or (form.is_bound and bool(form.errors))
    return render(request, "governance/section_edit.html", context, status=REFUSED if refused else 200)


def place_of(writing: Writing) -> Place:
    """Comments beside the editor belong to its form, so that the text comes along whichever button is pressed."""
    return Place(writing.person, writing.version, writing.section.key, writing.section, FORM)


def _combined(writing: Writing, typed: QueryDict) -> dict[str, Any]:  # Any: texts and a number
    """Their saved text and the person's own as one, to be saved on top of theirs."""
    section = writing.section
    began = typed.get("began", "")
    base = text_at(section, int(began)) if began.isdecimal() and len(began) < 9 else None
    saved = last_saved(section)
    mark = Mark(
        theirs=_("[Saved by %(who)s:]") % {"who": _plain_name(saved.by if saved else None)},
        mine=_("[Yours:]"),
        end=_("[Choose between the two, then delete these three lines]"),
    )
    mine = typed.get("body", "").replace("\r\n", "\n")
    return {"body": combine(base, section.body, mine, mark), "base": section.lock}


def _plain_name(person: User | None) -> str:
    name = str(person) if person else _("somebody else")
    return name.replace("[", "").replace("]", "")[:60]


@dataclass(frozen=True)
class Side:
    """A block of one of two texts, as runs of words that differ or not."""

    shape: str
    pieces: tuple[tuple[str, bool], ...]


def stale(
    request: HttpRequest, writing: Writing, conflict: Conflict, *, base: int, heading: str | None
) -> HttpResponse:
    """Both texts side by side. The person's own is kept before the page is shown."""
    keep_draft(writing.section, writing.person, conflict.mine, base, heading or "")
    theirs = conflict.theirs
    saved = last_saved(theirs) or Saved(None, writing.version.created_at)
    changes = list(compare_text(theirs.body, conflict.mine))
    context = {
        "version": writing.version,
        "document": writing.version.document,
        "section": theirs,
        "saved": saved,
        "saved_by_me": saved.by == writing.person,
        "mine": conflict.mine,
        "heading": heading,
        "heading_differs": heading is not None and heading != theirs.heading,
        "began": base,
        "my_side": [_side(change, Op.REMOVED) for change in changes if change.op is not Op.REMOVED],
        "their_side": [_side(change, Op.ADDED) for change in changes if change.op is not Op.ADDED],
        "places": sum(change.op is not Op.SAME for change in changes),
    }
    return render(request, "governance/section_conflict.html", context, status=MOVED)


def _side(change: BlockChange, without: Op) -> Side:
    runs: list[tuple[str, bool]] = []
    for piece in change.pieces:
        if piece.op is not without:
            words = piece.text.rstrip()
            runs += [(words, piece.op is not Op.SAME), (piece.text[len(words) :], False)]
    return Side(change.shape, tuple((text, differs) for text, differs in runs if text))


def too_late(
    request: HttpRequest, writing: Writing, typed: QueryDict | None, refused: InvalidMove | None = None
) -> HttpResponse:
    """The version has left draft: the sentence, and the person's text, which is kept: it may come back to draft."""
    too_long = keep_typed(writing, typed) if typed is not None else ""
    mine = unsaved(writing.section, writing.person)
    text = typed.get("body", "") if too_long and typed is not None else (mine.text if mine else "")
    context = {
        "version": writing.version,
        "document": writing.version.document,
        "section": writing.section,
        "sentence": str(refused or ""),
        "typed": text,
        "is_kept": not too_long,
    }
    return render(request, "governance/section_frozen.html", context, status=MOVED)


def gone(request: HttpRequest, version: DocumentVersion) -> HttpResponse:
    """The section was removed while somebody wrote in it: what was typed is given back."""
    context = {"version": version, "document": version.document, "typed": typed_words(request)}
    return render(request, "governance/section_gone.html", context, status=MOVED)


def keep_typed(writing: Writing, typed: QueryDict) -> str:
    """Keeps the text of the editor's form where it differs from what is saved, whichever button it was sent with.

    Returns what stands in the way, or nothing. Raises PermissionDenied."""
    text, heading = typed.get("body"), typed.get("heading", "")
    saved = writing.section
    if text is None or (text.replace("\r\n", "\n").strip(), heading or saved.heading) == (
        saved.body.strip(),
        saved.heading,
    ):
        return ""
    base = typed.get("began" if "combine" in typed else "base", "")
    return kept(writing, text, int(base) if base.isdecimal() and len(base) < 9 else 0, heading)


def kept(writing: Writing, text: str, base: int, heading: str = "") -> str:
    """Keeps unsaved text; what stands in the way of keeping it, or nothing. Raises PermissionDenied."""
    try:
        keep_draft(writing.section, writing.person, text, base, heading)
    except ValidationError as refused:
        return refused.messages[0]
    return ""
