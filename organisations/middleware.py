"""Who may come in, and for how long: sessions end after an hour without use, and after twelve hours in any case."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from organisations.typed import typed_words

SEEN_AT = "seen_at"
SIGNED_IN_AT = "signed_in_at"
REFRESH = 300  # seconds; the session is written at most this often
LONGEST = 12 * 3600  # seconds from signing in


class SessionLimits:
    """Keeps the hour of SESSION_COOKIE_AGE running from the last use, without a write on every request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            signed_in_at = request.session.setdefault(SIGNED_IN_AT, now)
            seen_at = request.session.get(SEEN_AT, now)
            idle = now - seen_at > settings.SESSION_COOKIE_AGE
            if idle or now - signed_in_at > LONGEST:
                logout(request)
            elif SEEN_AT not in request.session or now - seen_at >= REFRESH:
                request.session[SEEN_AT] = now
        return self.get_response(request)


class SignInRequired(LoginRequiredMiddleware):
    """Sends people to sign in. What somebody typed before the session ended is shown again, so that nothing is lost."""

    def handle_no_permission(  # type: ignore[override]  # Django promises less than it takes
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        typed = typed_words(request)
        if typed:
            return render(request, "signed_out.html", {"typed": typed}, status=403)
        return super().handle_no_permission(request, view_func)
