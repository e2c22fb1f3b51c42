"""What a page with comments shows, and what its buttons do.

All fields and buttons of comments belong to one form of the page by its id. Beside the editor that is the editor's own
form, so that whichever button is pressed, the text that is being written comes along and is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from governance.forms.comments import NewCommentForm, WordsForm
from governance.models import Comment, CommentThread, DocumentVersion, Section
from governance.presenting import comments as presenting
from governance.presenting.comments import Talk
from governance.services import comments as acts
from organisations.models import User
from organisations.views.acting import fitted

BUTTON = "comment"  # the name of every button; its value says what to do with what, as in reply-<key of the thread>


@dataclass
class ShownComment:
    """A comment with the form that changes it, where the person may."""

    comment: Comment
    is_mine: bool
    change: WordsForm | None


@dataclass
class ShownTalk:
    talk: Talk
    comments: list[ShownComment]
    reply: WordsForm | None


@dataclass
class Talks:
    """The comments on one section; `new` where another can be written."""

    owner: str
    open: list[ShownTalk]
    resolved: list[ShownTalk]
    new: NewCommentForm | None
    refused: forms.Form | None = None


@dataclass(frozen=True)
class Place:
    """Where comments are written: a section of a version, or the key of one that is there no more."""

    person: User
    version: DocumentVersion
    key: str
    section: Section | None
    owner: str  # id of the form element


def talks_of(place: Place, refused: forms.Form | None = None) -> Talks:
    """Two queries, and one more where the person may write."""
    may = presenting.may_comment(place.version, place.person)
    shown = [
        _shown(place, talk, may=may)
        for talk in presenting.talks_about(place.version, place.person, place.key)
    ]
    new = _new(place) if may and place.section is not None else None
    talks = Talks(
        place.owner,
        [each for each in shown if not each.talk.thread.is_resolved],
        [each for each in shown if each.talk.thread.is_resolved],
        new,
        refused,
    )
    return _with_refused(talks, refused) if refused is not None else talks


def _shown(place: Place, talk: Talk, *, may: bool) -> ShownTalk:
    comments = [
        ShownComment(
            each,
            may and each.author_id == place.person.pk and not each.is_removed,
            _words(place, f"change-{each.pk}", _("Your comment"), each.text)
            if may and acts.may_change(each, place.person)
            else None,
        )
        for each in talk.all
    ]
    return ShownTalk(
        talk, comments, _words(place, f"reply-{talk.thread.pk}", _("Your answer")) if may else None
    )


def _words(place: Place, prefix: str, label: str, text: str = "", data: QueryDict | None = None) -> WordsForm:
    return WordsForm(
        data, prefix=prefix, owner=place.owner, label=label, initial={"text": text} if text else None
    )


def _new(place: Place, data: QueryDict | None = None) -> NewCommentForm:
    organisation = acts.organisation_of(place.person, place.version.document)
    return NewCommentForm(data, prefix="new", owner=place.owner, organisation=organisation)


def _with_refused(talks: Talks, refused: forms.Form) -> Talks:
    """The form that was refused in the place of the empty one."""
    if isinstance(refused, NewCommentForm):
        talks.new = refused
    for talk in (*talks.open, *talks.resolved):
        if talk.reply is not None and talk.reply.prefix == refused.prefix and isinstance(refused, WordsForm):
            talk.reply = refused
        for each in talk.comments:
            if (
                each.change is not None
                and each.change.prefix == refused.prefix
                and isinstance(refused, WordsForm)
            ):
                each.change = refused
    return talks


@dataclass(frozen=True)
class Deed:
    """What a button did: the sentence for the person, or the form that was refused."""

    said: str = ""
    refused: forms.Form | None = None


def do(place: Place, typed: QueryDict) -> Deed:
    """Does what the button says.

    Raises Http404 for a thread or comment that is not there for the person, and what the acts raise: PermissionDenied,
    InvalidMove."""
    deed, _dash, key = typed.get(BUTTON, "").partition("-")
    if deed == "new" and place.section is not None:
        return _written(place, typed)
    if deed in ("reply", "resolve", "reopen"):
        thread = _thread(place, key)
        if deed == "reply":
            return _answered(place, typed, thread)
        (acts.resolve if deed == "resolve" else acts.reopen)(thread, by=place.person)
        return Deed(_("The comment is resolved.") if deed == "resolve" else _("The comment is open again."))
    if deed in ("change", "remove"):
        comment = _comment(place, key)
        if deed == "change":
            return _changed(place, typed, comment)
        acts.remove_comment(comment, by=place.person)
        return Deed(_("Your comment is removed."))
    raise Http404


def _written(place: Place, typed: QueryDict) -> Deed:
    section = place.section
    assert section is not None  # noqa: S101  # asked by `do`
    form = _new(place, typed)
    return _through(
        form,
        lambda: acts.comment(
            section,
            by=place.person,
            text=form.cleaned_data["text"],
            audience=form.cleaned_data["audience"],
            pk=form.cleaned_data["once"],
        ),
        _("Your comment is added."),
    )


def _answered(place: Place, typed: QueryDict, thread: CommentThread) -> Deed:
    form = _words(place, f"reply-{thread.pk}", _("Your answer"), data=typed)
    return _through(
        form,
        lambda: acts.reply(
            thread, by=place.person, text=form.cleaned_data["text"], pk=form.cleaned_data["once"]
        ),
        _("Your answer is added."),
    )


def _changed(place: Place, typed: QueryDict, comment: Comment) -> Deed:
    form = _words(place, f"change-{comment.pk}", _("Your comment"), data=typed)
    return _through(
        form,
        lambda: acts.change_comment(comment, by=place.person, text=form.cleaned_data["text"]),
        _("Your comment is changed."),
    )


def _through(form: forms.Form, act: Callable[[], object], said: str) -> Deed:
    return Deed(said) if form.is_valid() and fitted(form, act) else Deed(refused=form)


def _thread(place: Place, key: str) -> CommentThread:
    seen = CommentThread.objects.visible_to(place.person).filter(document=place.version.document_id)
    found = seen.about(place.key).select_related("document__organisation").filter(pk=_uuid(key)).first()
    if found is None:
        raise Http404
    return found


def _comment(place: Place, key: str) -> Comment:
    threads = CommentThread.objects.visible_to(place.person).filter(document=place.version.document_id)
    mine = Comment.objects.filter(thread__in=threads.about(place.key), author=place.person)
    found = mine.select_related("thread__document__organisation").filter(pk=_uuid(key)).first()
    if found is None:
        raise Http404
    return found


def _uuid(key: str) -> UUID:
    try:
        return UUID(key)
    except ValueError:
        raise Http404 from None
