"""Pages for when something goes wrong: what happened, whether work is safe, what to do, and a reference."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

logger = logging.getLogger(__name__)
SIGNS = "BCDFGHJKMNPQRTVWXYZ2346789"  # easy to read out on the telephone


def reference() -> str:
    """Two groups of four signs, such as K7QM-94TX: stands on the page and in the operators' log."""
    drawn = "".join(secrets.choice(SIGNS) for _number in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def page(request: HttpRequest, status: int, why: str = "", *, numbered: bool = True) -> HttpResponse:
    """The page of that status, logged under its reference; `why` is a sentence for the reader."""
    number = reference() if numbered else ""
    if number:
        logger.warning("Answered %d to a %s, reference %s", status, request.method, number)
    context = {"why": why, "error_reference": number}
    return render(request, f"{status}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The sentence that came with PermissionDenied names the role that may."""
    return page(request, 403, str(exception.args[0]) if exception.args else "")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same bytes for what is not there and for what the person may not know of: no address, no reference."""
    return page(request, 404, numbered=False)


def server_error(request: HttpRequest) -> HttpResponse:
    """Shown without looking anything up: the database may be what failed."""
    number = reference()
    logger.error("Answered 500 to a %s, reference %s", request.method, number)
    return render(None, "500.html", {"error_reference": number}, status=500)  # type: ignore[arg-type]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form was sent without its token: most often because cookies are off, or the person signed in elsewhere."""
    number = reference()
    logger.warning("Refused a form without its token, reference %s: %s", number, reason)
    return render(request, "403_csrf.html", {"error_reference": number}, status=403)
