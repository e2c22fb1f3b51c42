"""What a person is told, whether by e-mail too, and what did not arrive."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.errors import InvalidMove
from governance.forms.notifications import DeliveryForm, NotificationFilter, ReadForm
from governance.models import Mail, Notification
from governance.models.notification import NotificationQuerySet
from governance.presenting.chips import chips
from governance.presenting.notifications import by_age, undelivered
from governance.services import notifications as acts
from governance.views.working import MOVED
from organisations.forms.paging import NumberedCursorForm
from organisations.models import User
from organisations.paging import keyset_page
from organisations.permissions import Can
from organisations.views.acting import REFUSED, answer, fitted, posted
from organisations.views.fetch import person_of, visit

PAGE = 25
ORDER = ("-made_at", "-pk")
SHOWN = 3  # e-mails that did not arrive, above the notifications


@require_http_methods(["GET", "HEAD", "POST"])
def notifications(request: HttpRequest) -> HttpResponse:
    """What the person is told and what still holds, the newest first. A POST marks one as read, or all of them."""
    person = _signed_in(request)
    form, read = NotificationFilter(request.GET), ReadForm(posted(request))
    if form.is_valid() and read.is_valid():
        return _mark_read(request, person, form, read)
    context = {**_listed(request, person, form), **_not_delivered(person)}
    context |= {"form": form, "stale": read.is_bound, "delivery": acts.delivery_of(person)}
    refused = not form.is_valid() or read.is_bound
    return render(request, "governance/notifications.html", context, status=REFUSED if refused else 200)


def _listed(request: HttpRequest, person: User, form: NotificationFilter) -> dict[str, object]:
    """One page of the list. All can be marked as read on its first alone: then what came since is not among them."""
    standing = Notification.objects.visible_to(person).standing()
    after, before = NumberedCursorForm.rows(request.GET, standing)
    rows = _filtered(standing, form) if form.is_valid() else standing.none()
    page = keyset_page(rows, ORDER, size=PAGE, after=after, before=before)
    unread = any(row.is_unread for row in page.rows) or (page.later is not None and rows.unread().exists())
    return {
        "chips": chips(form, request.GET, form.in_use),
        "page": page,
        "ages": by_age(page.rows, timezone.localdate()),
        "last": max(row.pk for row in page.rows) if unread and page.earlier is None else None,
    }


def _not_delivered(person: User) -> dict[str, object]:
    mine = Mail.objects.visible_to(person).filter(person=person).undelivered().for_list()
    failed = list(mine[: SHOWN + 1])
    return {"undelivered": undelivered(failed[:SHOWN]), "more_undelivered": len(failed) > SHOWN}


def _filtered(rows: NotificationQuerySet, form: NotificationFilter) -> NotificationQuerySet:
    if form.cleaned_data["topic"]:
        rows = rows.about(form.cleaned_data["topic"])
    return rows.unread() if form.cleaned_data["unread"] else rows


def _mark_read(request: HttpRequest, person: User, form: NotificationFilter, read: ReadForm) -> HttpResponse:
    """Back to the same page of the list; to the same line, where it is still there."""
    key, until = read.cleaned_data["key"], read.cleaned_data["until"]
    topic = form.cleaned_data["topic"] if key is None else ""
    number = acts.mark_read(person, key, until=until if key is None else None, topic=topic)
    line = f"#notification-{key}" if key is not None and not form.cleaned_data["unread"] else ""
    if not line:
        told = ngettext(
            "%(number)d notification is marked as read.",
            "%(number)d notifications are marked as read.",
            number,
        )
        messages.success(request, told % {"number": number})
    return redirect(request.get_full_path() + line)


@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """When the person hears by e-mail."""
    person = _signed_in(request)
    form = DeliveryForm(posted(request), initial={"delivery": acts.delivery_of(person)})
    if form.is_valid() and fitted(form, lambda: acts.choose(person, by=person, **form.cleaned_data)):
        messages.success(request, _("Your choice is saved."))
        return redirect("governance:notification-settings")
    context: dict[str, object] = {"address": person.email}
    return answer(request, "governance/notification_settings.html", context, form)


@require_POST
def send_again(request: HttpRequest, key: int) -> HttpResponse:
    """An e-mail to the person."""
    person = _signed_in(request)
    mine = Mail.objects.visible_to(person).filter(person=person)
    return _sent_again(request, get_object_or_404(mine, pk=key), person, reverse("governance:notifications"))


@require_safe
def undelivered_in(request: HttpRequest, code: str) -> HttpResponse:
    """E-mails to people of an organisation that did not arrive, for who looks after its people."""
    person, organisation = visit(request, code, Can.MANAGE_PEOPLE)
    mails = Mail.objects.visible_to(person).of_people_in(organisation).undelivered().for_list()
    after, before = NumberedCursorForm.rows(request.GET, mails)
    page = keyset_page(mails, ORDER, size=PAGE, after=after, before=before)
    context = {"organisation": organisation, "page": page, "rows": undelivered(page.rows)}
    return render(request, "governance/undelivered.html", context)


@require_POST
def send_again_in(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """An e-mail to somebody in an organisation that the person looks after."""
    person, organisation = visit(request, code, Can.MANAGE_PEOPLE)
    mails = Mail.objects.visible_to(person).of_people_in(organisation)
    back = reverse("governance:undelivered", args=[organisation.code])
    return _sent_again(request, get_object_or_404(mails, pk=key), person, back)


def _sent_again(request: HttpRequest, mail: Mail, person: User, back: str) -> HttpResponse:
    try:
        acts.send_again(mail, by=person)
    except InvalidMove as refused:
        context = {"sentence": str(refused), "back": back}
        return render(request, "governance/mail_moved.html", context, status=MOVED)
    messages.success(request, _("The e-mail is sent again within minutes."))
    return redirect(back)


def _signed_in(request: HttpRequest) -> User:
    person = person_of(request)
    if not isinstance(person, User):
        raise Http404
    return person
