"""Pages for when something goes wrong: what happened, whether work is safe, what to do, and a reference."""

from __future__ import annotations

import logging
import secrets
import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from organisations.typed import typed_words

logger = logging.getLogger(__name__)
GIVING_BACK = {403, 404}  # somebody may have lost a right, or a page, while typing
KEPT = (
    "Allow",
    "Cache-Control",
    "Referrer-Policy",
    "X-Robots-Tag",
)  # headers of an answer that a page stands in for
SIGNS = "BCDFGHJKMNPQRTVWXYZ2346789"  # easy to read out on the telephone


def reference() -> str:
    """Two groups of four signs, such as K7QM-94TX: stands on the page and in the operators' log."""
    drawn = "".join(secrets.choice(SIGNS) for _number in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def page(
    request: HttpRequest,
    status: int,
    why: str = "",
    *,
    numbered: bool = True,
    role_helps: bool = True,
    takes_a_file: bool = False,
) -> HttpResponse:
    """The page of that status, logged under its reference; `why` is a sentence for the reader."""
    number = reference() if numbered else ""
    if number:
        logger.warning("Answered %d to a %s, reference %s", status, request.method, number)
    context = {
        "why": why,
        "error_reference": number,
        "role_helps": role_helps,
        "takes_a_file": takes_a_file,
        "typed": typed_words(request) if status in GIVING_BACK else [],
        "help_here": None,  # what went wrong is not what the page is for
    }
    return render(request, f"{status}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The sentence that came with PermissionDenied names the role that may, or the people where no role helps."""
    why = str(exception.args[0]) if exception.args else ""
    return page(request, 403, why, role_helps=getattr(exception, "role_helps", True))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same bytes for what is not there and for what the person may not know of: no address, no reference."""
    return page(request, 404, numbered=False)


def server_error(request: HttpRequest) -> HttpResponse:
    """Shown without looking anything up: the database may be what failed. Then it is 503, and worth trying again."""
    status = 503 if isinstance(sys.exception(), OperationalError) else 500
    number = reference()
    logger.error("Answered %d to a %s, reference %s", status, request.method, number)
    context = {"error_reference": number, "service_name": settings.SERVICE_NAME}
    content = render_to_string(f"{status}.html", context)
    return HttpResponse(content, status=status, headers={"Retry-After": "60"} if status == 503 else None)


def too_many(request: HttpRequest) -> HttpResponse:
    """The name is one that django-allauth looks for in the root of the addresses, as handler429."""
    return page(request, 429)


def method_not_allowed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A page in place of the empty answer that Django gives, with what its headers say: the methods that are allowed,
    and for an address that is a secret that nobody keeps it or passes it on."""
    answer = page(request, 405)
    for name in KEPT:
        if name in response.headers:
            answer.headers[name] = response.headers[name]
    return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form was sent without its token: most often because cookies are off, or the person signed in elsewhere."""
    number = reference()
    logger.warning("Refused a form without its token, reference %s: %s", number, reason)
    return render(request, "403_csrf.html", {"error_reference": number}, status=403)
